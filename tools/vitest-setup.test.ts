import { readConfigureGlobal } from 'fast-check';
import { expect, inject, test } from 'vitest';

test('properties take their seed and their runs from the run of the tests', () => {
  const { seed, numRuns } = readConfigureGlobal();
  expect(seed).toBe(inject('seed'));
  expect(numRuns).toBe(Math.round(100 * inject('soak')));
});
