import * as fc from 'fast-check';
import { expect, inject, it } from 'vitest';
import { disagreements } from './fixtures/disagreement.ts';
import { randomLives } from './fixtures/random-lives.ts';

/** A million at `LEADLINE_SOAK=50`. */
const HISTORIES = Math.ceil(20_000 * inject('soak'));

it('agrees with brute force, whatever the history', { timeout: 3_600_000 }, () => {
  // An assertion for each of a million would take longer than to judge them.
  const agrees = fc.property(randomLives, (exchanges) => disagreements(exchanges).length === 0);
  const told = fc.check(agrees, { numRuns: HISTORIES });
  const [counterexample = []] = told.counterexample ?? [];
  expect(disagreements(counterexample), JSON.stringify(counterexample)).toEqual([]);
  expect(told.numRuns).toBe(HISTORIES);
});
