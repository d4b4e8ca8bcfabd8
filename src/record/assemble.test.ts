import { expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import type { Clause, Level } from '../contract/clause.ts';
import type { Verdict } from '../judge/verdict.ts';
import { assembleRecord } from './assemble.ts';
import { Story } from './fixtures/story.ts';
import type { RunRecord } from './run-record.ts';

const { states } = contract.gateway;

function clause(level: Level = 'must'): Clause {
  const rule = { of: 'state.known' } as const;
  return { id: 'state.known', text: 'A state is known.', level, source: 'model page', rule };
}

function record(story: Story, verdict: Verdict, level?: Level): RunRecord {
  return assembleRecord({
    leadline: '0.1.0',
    contract,
    header: { history: 1, spec: 'flux', target: 'mock', seed: 7, startedAt: 5, rate: 0 },
    exchanges: story.exchanges,
    judged: [{ clause: clause(level), verdict }],
    startedAt: 10,
    endedAt: 20,
  });
}

test('the record names the run', () => {
  const { clauses, totals, ...run } = record(new Story(contract), {
    verdict: 'untested',
    reason: 'no budget',
  });
  expect(run).toEqual({
    schema: 'leadline/run/1',
    leadline: '0.1.0',
    spec: 'flux',
    target: 'mock',
    seed: 7,
    startedAt: 10,
    endedAt: 20,
  });
  expect(clauses).toEqual([
    {
      id: 'state.known',
      text: 'A state is known.',
      level: 'must',
      source: 'model page',
      verdict: 'untested',
      evidence: 0,
      exchanges: [],
      reason: 'no budget',
      findings: [],
    },
  ]);
  expect(totals.exchanges).toBe(0);
});

test('counts all the evidence and names 20 exchanges of it', () => {
  const evidence = Array.from({ length: 50 }, (_, place) => place + 1);
  const [kept] = record(new Story(contract), { verdict: 'kept', evidence }).clauses;
  expect(kept).toMatchObject({ evidence: 50, exchanges: evidence.slice(0, 20) });
});

test('names what refutes a clause before what does not, in order', () => {
  const evidence = Array.from({ length: 50 }, (_, place) => place + 1);
  const findings = [{ cause: 'odd', summary: 'It is odd.', exchanges: [49, 50] }];
  const [broken] = record(new Story(contract), { verdict: 'broken', evidence, findings }).clauses;
  expect(broken?.exchanges).toEqual([...evidence.slice(0, 18), 49, 50]);
});

test('an observation is kept', () => {
  const verdict = { verdict: 'recorded', evidence: [1], observation: 'It is so.' } as const;
  expect(record(new Story(contract), verdict).clauses[0]).toMatchObject({
    verdict: 'recorded',
    evidence: 1,
    observation: 'It is so.',
  });
});

test.each([
  ['must', 'error'],
  ['should', 'warning'],
  ['record', 'note'],
] as const)('a finding of a clause of level %s is of severity %s', (level, severity) => {
  const story = new Story(contract);
  const { seq } = story.submit('a');
  const findings = [{ cause: 'unknown-state', summary: 'It is odd.', exchanges: [seq] }];
  const [broken] = record(story, { verdict: 'broken', evidence: [seq], findings }, level).clauses;
  expect(broken?.findings[0]).toMatchObject({
    id: 'state.known/unknown-state',
    summary: 'It is odd.',
    severity,
    exchanges: [seq],
  });
});

test('a finding is shown with its own exchanges, and made again with those of its job', () => {
  const story = new Story(contract);
  story.submit('a');
  story.submit('b');
  const odd = story.poll('a', 'PAUSED');
  story.poll('a', states.completed);
  const findings = [{ cause: 'unknown-state', summary: 'It is odd.', exchanges: [odd.seq] }];
  const verdict: Verdict = { verdict: 'broken', evidence: [odd.seq], findings };
  const [finding] = record(story, verdict).clauses[0]?.findings ?? [];
  expect(finding?.counterexample).toMatch(/^#3 .*PAUSED.*$/s);
  expect(finding?.curl).toContain("perform '#1 POST");
  expect(finding?.curl).not.toContain("perform '#2 POST");
  expect(finding?.curl).toContain("poll '#3 GET");
});

test('a balance that fell is shown again with the jobs that ran in between', () => {
  const story = new Story(contract);
  const look = (credits: number): number =>
    story.tell('credits', 'GET', '/v1/get-user-credits', { answer: { credits } }).seq;
  const from = look(10);
  story.submit('a');
  story.poll('a', states.failed);
  const to = look(9);
  const findings = [{ cause: 'balance-fell', summary: 'It fell.', exchanges: [from, to] }];
  const verdict: Verdict = { verdict: 'broken', evidence: [from, to], findings };
  const [finding] = record(story, verdict).clauses[0]?.findings ?? [];
  expect(finding?.curl).toMatch(
    /perform '#1 GET[^]*perform '#2 POST[^]*poll '#3 GET[^]*perform '#4 GET/,
  );
  expect(finding?.counterexample).not.toContain('#2');
  expect(finding?.exchanges).toEqual([from, to]);
});
