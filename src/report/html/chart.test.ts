import { expect, test } from 'vitest';
import { timeAxis } from './chart.ts';

test.each([
  [1_400, ['0', '500 ms', '1000 ms', '1500 ms']],
  [46_000, ['0', '20 s', '40 s', '60 s']],
  [280_000, ['0', '2 min', '4 min', '6 min']],
  [20_000_000, ['0', '2 h', '4 h', '6 h']],
])('an axis to %d ms is round in its unit', (longest, texts) => {
  expect(timeAxis(longest, 0, 270).ticks.map(({ text }) => text)).toEqual(texts);
});

test('the axis begins at its left end and holds all of its domain', () => {
  const axis = timeAxis(46_000, 100, 400);
  expect(axis.at(0)).toBe(100);
  expect(axis.at(46_000)).toBeGreaterThan(axis.at(23_000));
  expect(axis.at(46_000)).toBeLessThanOrEqual(400);
});

test('an axis of no length is still one', () => {
  expect(timeAxis(0, 0, 100).ticks.length).toBeGreaterThan(1);
});
