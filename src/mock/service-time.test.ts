import { expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { randomStream } from '../units/random.ts';
import { seed } from '../units/units.ts';
import { medianServiceTime, serviceTimes } from './service-time.ts';

const TYPICAL = contract.latency.typicalMs;

test.each([
  [40, 1],
  [20, 0.6],
  [50, 1.2],
  [15, 0.5],
  [1e9, 1.2],
  [-7, 0.5],
  ['40', 1],
  [undefined, 1],
])('%s steps take the typical time by %d', (steps, factor) => {
  const payload = steps === undefined ? {} : { steps };
  expect(medianServiceTime(contract, payload)).toBeCloseTo(TYPICAL * factor, 6);
});

test('a contract without a parameter for work has one median', () => {
  const { work: _, ...roles } = contract.roles;
  expect(medianServiceTime({ ...contract, roles }, { steps: 15 })).toBe(TYPICAL);
});

test.each([
  [0.1, 1],
  [0.35, 1.5],
])('service times are log-normal about the median with sigma %d, slowed by %d', (sigma, slow) => {
  const draw = serviceTimes(contract, sigma, slow, randomStream(seed(7), 'test'));
  const logs = Array.from({ length: 4000 }, () => Math.log(draw({}) / (TYPICAL * slow)));
  const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
  const variance = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / logs.length;
  // Five standard errors.
  expect(Math.abs(mean)).toBeLessThan((5 * sigma) / Math.sqrt(logs.length));
  expect(Math.abs(Math.sqrt(variance) - sigma)).toBeLessThan((5 * sigma) / Math.sqrt(2 * 4000));
  const skew = logs.reduce((sum, value) => sum + ((value - mean) / sigma) ** 3, 0) / logs.length;
  expect(Math.abs(skew)).toBeLessThan(0.25);
});
