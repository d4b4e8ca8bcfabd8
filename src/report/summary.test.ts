import { expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { clausesOf } from '../contract/clauses.ts';
import type { ClauseRecord, RunRecord } from '../record/run-record.ts';
import { sampleRecord } from './fixtures/sample-record.ts';
import {
  clausesThatAre,
  countOf,
  groupsOf,
  LEVEL_NAMES,
  tallyOf,
  untestedByReason,
  verdictSentence,
} from './summary.ts';

const record = sampleRecord(contract, clausesOf(contract));

function of(clauses: readonly ClauseRecord[]): RunRecord {
  return { ...record, clauses };
}

const broken = clausesThatAre(record, 'broken');
const firm = broken.filter(({ level }) => level === 'must');
const soft = broken.filter(({ level }) => level === 'should');
const kept = clausesThatAre(record, 'kept');
const recorded = clausesThatAre(record, 'recorded');

test.each([
  ['nothing', [], 'Nothing could be judged.'],
  ['observations alone', recorded, 'No promise could be judged; observations were recorded.'],
  ['kept promises', kept, 'Every judged promise was kept.'],
  ['one must', firm.slice(0, 1), '1 promise is broken, a must.'],
  ['two musts', firm.slice(0, 2), '2 promises are broken, each of them a must.'],
  ['a should', [...kept, ...soft.slice(0, 1)], '1 promise is broken, none of them a must.'],
  ['both', [...soft, ...firm], '4 promises are broken, 2 of them a must.'],
])('the sentence on %s', (_, clauses, sentence) => {
  expect(verdictSentence(of(clauses))).toBe(sentence);
});

test('every clause is counted once', () => {
  const tally = tallyOf(record);
  const counts = LEVEL_NAMES.flatMap((level) => Object.values(tally[level]));
  expect(counts.reduce((sum, some) => sum + some, 0)).toBe(record.clauses.length);
  expect(tally.must.broken + tally.should.broken).toBe(countOf(record, 'broken'));
});

test('groups hold all clauses, in the order of the record, under a title', () => {
  const groups = groupsOf(record);
  expect(groups.flatMap(({ clauses }) => clauses)).toHaveLength(record.clauses.length);
  expect(groups.slice(0, 3).map(({ title }) => title)).toEqual([
    'Parameters',
    'Validation',
    'Authentication',
  ]);
});

test.each([
  ['weather.fair', 'Weather'],
  ['constructor.x', 'Constructor'],
  ['', ''],
])('the group of %j has the title %j', (id, title) => {
  const [clause] = kept;
  expect(groupsOf(of(clause === undefined ? [] : [{ ...clause, id }]))[0]?.title).toBe(title);
});

test('untested clauses that need the same are told together', () => {
  const sizes = [...untestedByReason(record).values()].map(({ length }) => length);
  expect(Math.max(...sizes)).toBe(2);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(countOf(record, 'untested'));
});
