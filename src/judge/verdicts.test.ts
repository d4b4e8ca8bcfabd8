import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { causeOf, decide, type Flaw, listed, record } from './verdicts.ts';

const flaw = (cause: string, ...exchanges: readonly number[]): Flaw => ({
  cause,
  summary: `${cause} at ${exchanges.join()}.`,
  exchanges,
});

describe('decide', () => {
  it('is untested without evidence, and says what it would need', () => {
    expect(decide([], [], 'needs a job')).toEqual({ verdict: 'untested', reason: 'needs a job' });
  });

  it('names evidence once each, in order', () => {
    expect(decide([10, 9, 2, 9], [], '')).toEqual({ verdict: 'kept', evidence: [2, 9, 10] });
  });

  it('is broken with a flaw, whose exchanges are evidence too', () => {
    expect(decide([5], [flaw('a', 9, 1)], '')).toEqual({
      verdict: 'broken',
      evidence: [1, 5, 9],
      findings: [{ cause: 'a', summary: 'a at 9,1.', exchanges: [1, 9] }],
    });
  });

  it('makes one finding of flaws of one cause, with the earliest as its counterexample', () => {
    const verdict = decide([], [flaw('a', 7), flaw('b', 5), flaw('a', 3), flaw('a', 4)], '');
    expect(verdict.verdict === 'broken' && verdict.findings).toEqual([
      { cause: 'a', summary: 'a at 3. (and 2 more like it)', exchanges: [3] },
      { cause: 'b', summary: 'b at 5.', exchanges: [5] },
    ]);
  });

  it('shows four exchanges at most', () => {
    const verdict = decide([], [flaw('a', 6, 5, 4, 3, 2)], '');
    expect(verdict.verdict === 'broken' && verdict.findings[0]?.exchanges).toEqual([2, 3, 4, 5]);
  });

  it('does not depend on the order in which flaws were found', () => {
    const flaws = fc.array(
      fc
        .tuple(fc.constantFrom('a', 'b', 'c'), fc.array(fc.nat(9), { minLength: 1, maxLength: 3 }))
        .map(([cause, exchanges]) => flaw(cause, ...new Set(exchanges.toSorted((x, y) => x - y)))),
    );
    fc.assert(
      fc.property(flaws, (some) => {
        expect(decide([], some.toReversed(), '')).toEqual(decide([], some, ''));
      }),
    );
  });
});

test('record names its evidence, and is untested without', () => {
  expect(record([3, 1, 3], 'seen', 'needs it')).toEqual({
    verdict: 'recorded',
    evidence: [1, 3],
    observation: 'seen',
  });
  expect(record([], 'seen', 'needs it')).toEqual({ verdict: 'untested', reason: 'needs it' });
});

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b', 'a'], 'a, b'],
  [['a', 'b', 'c', 'd', 'e', 'f'], 'a, b, c, d and 2 more'],
])('listed %j: %s', (names, expected) => {
  expect(listed(names)).toBe(expected);
});

test.each([
  [['state', 'In Progress!'], 'state-inprogress'],
  [['COMPLETED', 'to', undefined], 'completed-to-missing'],
  [['"png"', 'refused'], 'png-refused'],
  [['1.5', 'refused'], '1.5-refused'],
  [['???', 'refused'], 'refused'],
  [['x'.repeat(99), 'refused'], `${'x'.repeat(60)}-refused`],
])('the cause of %j: %s', (parts, expected) => {
  expect(causeOf(...parts)).toBe(expected);
});
