import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epochMs, MAX_SEED, milliseconds, requestsPerMinute, seed, usd } from './units.ts';

const notFinite = [Number.NaN, Infinity, -Infinity];

describe.each([
  { name: 'milliseconds', make: milliseconds, good: [0, -1, 0.5, 1e300], bad: notFinite },
  { name: 'epochMs', make: epochMs, good: [0, -1, Date.UTC(2026, 0, 1) + 0.25], bad: notFinite },
  { name: 'usd', make: usd, good: [0, 0.063, 1e9], bad: [-0.000_001, -1, ...notFinite] },
  {
    name: 'requestsPerMinute',
    make: requestsPerMinute,
    good: [Number.MIN_VALUE, 0.5, 1_000],
    bad: [0, -1, ...notFinite],
  },
  {
    name: 'seed',
    make: seed,
    good: [0, 1, MAX_SEED],
    bad: [-1, MAX_SEED + 1, 0.5, ...notFinite],
  },
])('$name', ({ make, good, bad }) => {
  it.each(good)('takes %d as it is', (value) => {
    expect(make(value)).toBe(value);
  });

  it.each(bad)('refuses %d with a RangeError that shows it', (value) => {
    expect(() => make(value)).toThrow(RangeError);
    expect(() => make(value)).toThrow(String(value));
  });
});

it('takes every seed from 0 to 2^32 - 1', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (value) => {
      expect(seed(value)).toBe(value);
    }),
  );
});
