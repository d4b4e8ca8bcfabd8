import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { clausesOf } from '../contract/clauses.ts';
import type { Estimate } from '../stats/estimate.ts';
import { assembleRecord } from './assemble.ts';
import { Story } from './fixtures/story.ts';
import {
  type EstimateRecord,
  type LoadRecord,
  parseRunRecord,
  type RunRecord,
  RunRecordError,
  runRecordJsonSchema,
} from './run-record.ts';

const none: EstimateRecord = { reason: 'not estimable: 3 of 72 jobs' };
const some: EstimateRecord = { value: 2, low: 1, high: 3, n: 80 } satisfies Estimate;

const load: LoadRecord = {
  scenario: 'baseline',
  engine: 'local',
  jobs: { started: 6, refused: 1, ambiguous: 1, finished: 1, failed: 1, timedOut: 1, cut: 1 },
  routes: { submit: { requests: 6, status429: 1, latency: { p50: some, p95: none, p99: none } } },
  completion: { p50: some, p95: some, p99: none },
  queue: { p50: some, p95: none },
  inference: { p50: some, p95: none },
  baseline: { documentedMs: 25_350, compared: 'inference', statement: 'As fast.', ratio: some },
  limiter: {
    verdict: 'undetermined',
    counts: ['submit'],
    resetHeader: 'absent',
    candidates: [{ class: 'fixed-window', limit: 5, windowMs: 60_000 }],
  },
};

function record(): RunRecord {
  const story = new Story(contract);
  const { seq } = story.submit('a');
  const verdicts = [
    { verdict: 'kept', evidence: [seq] },
    { verdict: 'broken', evidence: [seq], findings: [{ cause: 'c', summary: 's', exchanges: [] }] },
    { verdict: 'recorded', evidence: [seq], observation: 'so it is' },
    { verdict: 'untested', reason: 'needs a second key' },
  ] as const;
  return assembleRecord({
    leadline: '0.1.0',
    contract,
    header: { history: 1, spec: contract.name, target: 'mock', seed: 7, startedAt: 0, rate: 0 },
    exchanges: story.exchanges,
    judged: clausesOf(contract)
      .slice(0, 4)
      .flatMap((clause, place) => {
        const verdict = verdicts[place];
        return verdict === undefined ? [] : { clause, verdict };
      }),
    startedAt: 0,
    endedAt: 1_000,
    load,
  });
}

const ajv = new Ajv2020({ strict: false });
const conforms = ajv.compile(runRecordJsonSchema());

test('what is assembled is a run record, to the parser and to the JSON Schema', () => {
  const written: unknown = JSON.parse(JSON.stringify(record()));
  expect(parseRunRecord(written)).toEqual(record());
  expect(conforms(written)).toBe(true);
});

test('members of a later version are ignored', () => {
  const later = { ...record(), weather: 'fair' };
  expect(parseRunRecord(later)).toEqual(record());
  expect(conforms(later)).toBe(true);
});

const [kept, broken, recorded, untested] = record().clauses;

test.each([
  ['another version', { schema: 'leadline/run/2' }],
  ['a seed out of range', { seed: 2 ** 32 }],
  ['a verdict that there is not', { clauses: [{ ...kept, verdict: 'passed' }] }],
  ['a clause kept without evidence', { clauses: [{ ...kept, evidence: 0 }] }],
  ['a broken clause without findings', { clauses: [{ ...broken, findings: [] }] }],
  ['a recorded one without observation', { clauses: [{ ...recorded, observation: '' }] }],
  ['an untested one without reason', { clauses: [{ ...untested, reason: undefined }] }],
  ['more than 20 exchanges', { clauses: [{ ...kept, exchanges: Array.from(Array(21).keys()) }] }],
])('refuses %s, as the JSON Schema does', (_, change) => {
  const wrong: unknown = JSON.parse(JSON.stringify({ ...record(), ...change }));
  expect(() => parseRunRecord(wrong)).toThrow(RunRecordError);
  expect(conforms(wrong)).toBe(false);
});

test('refuses a load run that lost a job', () => {
  const jobs = { ...load.jobs, started: 7 };
  expect(() => parseRunRecord({ ...record(), load: { ...load, jobs } })).toThrow(
    'load.jobs: started is the sum of the others',
  );
});

test('tells all problems at once, by the path of the member', () => {
  const wrong = { ...record(), seed: -1, target: 3, clauses: [{ ...kept, level: 'may' }] };
  let problems: readonly string[] = [];
  try {
    parseRunRecord(wrong);
  } catch (error) {
    if (error instanceof RunRecordError) problems = error.problems;
  }
  expect(problems.map((problem) => problem.split(':')[0])).toEqual([
    'target',
    'seed',
    'clauses.0.level',
  ]);
});

test.each([undefined, null, 'run', 3, []])('refuses %j with a typed error', (value) => {
  expect(() => parseRunRecord(value)).toThrow(RunRecordError);
});

test('the JSON Schema is named by version and promises no address', () => {
  expect(runRecordJsonSchema()).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:leadline:run:1',
  });
});
