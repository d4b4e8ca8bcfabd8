import { expect, test } from 'vitest';
import { runSize } from './run-size.ts';

test('takes seed and multiplier from the environment', () => {
  expect(runSize({ LEADLINE_SEED: '7', LEADLINE_SOAK: '2.5' })).toEqual({ seed: 7, soak: 2.5 });
});

test('draws a seed and multiplies by 1 where nothing is said', () => {
  expect(runSize({ LEADLINE_SEED: '' }, () => 11)).toEqual({ seed: 11, soak: 1 });
});

test('draws another seed each time', () => {
  expect(runSize({}).seed).not.toBe(runSize({}).seed);
});

test.each(['-1', '1.5', 'x', '4294967296'])('refuses %s as a seed', (seed) => {
  expect(() => runSize({ LEADLINE_SEED: seed })).toThrow(`LEADLINE_SEED is ${seed}`);
});

test.each(['0', '-3', 'many', 'Infinity'])('refuses %s as a multiplier', (soak) => {
  expect(() => runSize({ LEADLINE_SOAK: soak })).toThrow(`LEADLINE_SOAK is ${soak}`);
});
