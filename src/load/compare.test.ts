import { expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { compareWithBaseline } from './compare.ts';

const median = (value: number, low: number, high: number) => ({ value, low, high, n: 72 });

test.each([
  [
    'above',
    median(26_100, 25_700, 26_600),
    'inference median 26.1 s [25.7, 26.6]: slower than the documented 25.35 s by 1.4–4.9%',
  ],
  [
    'below',
    median(24_000, 23_500, 24_900),
    'inference median 24.0 s [23.5, 24.9]: faster than the documented 25.35 s by 1.8–7.3%',
  ],
  [
    'around',
    median(25_500, 25_100, 25_900),
    'inference median 25.5 s [25.1, 25.9]: no difference from the documented 25.35 s can be told (−1.0% to +2.2%)',
  ],
  [
    'touching',
    median(25_900, 25_350, 26_600),
    'inference median 25.9 s [25.4, 26.6]: no difference from the documented 25.35 s can be told (+0.0% to +4.9%)',
  ],
  [
    'nowhere near',
    { reason: 'not estimable: 3 of 6 jobs' },
    'inference median not estimable: 3 of 6 jobs; nothing to hold against the documented 25.35 s',
  ],
])('an interval %s the documented time', (_, estimate, statement) => {
  const comparison = compareWithBaseline(contract, 'inference', estimate);
  expect(comparison.statement).toBe(statement);
  expect(comparison.documentedMs).toBe(25_350);
});

test('the ratio is the median by the documented time', () => {
  const { ratio } = compareWithBaseline(contract, 'completion', median(50_700, 25_350, 76_050));
  expect(ratio).toEqual({ value: 2, low: 1, high: 3, n: 72 });
});

test('a quick model is told in finer digits', () => {
  const quick = { ...contract, latency: { typicalMs: 800, source: '' } };
  expect(compareWithBaseline(quick, 'inference', median(900, 840, 960)).statement).toBe(
    'inference median 0.900 s [0.840, 0.960]: slower than the documented 0.8000 s by 5.0–20.0%',
  );
});
