import * as fc from 'fast-check';
import { expect, inject, it } from 'vitest';
import { disagreements, tally, TWICE_JUDGED } from './fixtures/disagreement.ts';
import { randomLives } from './fixtures/random-lives.ts';

/** A few seconds' worth; the soak has the rest. */
const HISTORIES = Math.round(3_000 * Math.min(1, inject('soak')));

it('agrees with brute force on small histories, clause by clause', () => {
  fc.assert(
    fc.property(randomLives, (exchanges) => {
      expect(disagreements(exchanges)).toEqual([]);
    }),
    { numRuns: HISTORIES },
  );
});

it('is put to every verdict of every clause by such histories', () => {
  const counts = tally(fc.sample(randomLives, { numRuns: 4_000, seed: 7 }));
  const verdicts = TWICE_JUDGED.flatMap(({ id }) =>
    ['kept', 'broken', 'untested'].map((kind) => `${id} ${kind}`),
  );
  const unseen = verdicts.filter((verdict) => !counts.has(verdict));
  expect(unseen).toEqual([]);
  expect(TWICE_JUDGED).toHaveLength(13);
});
