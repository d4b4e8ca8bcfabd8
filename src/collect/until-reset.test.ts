import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message } from '../history/exchange.ts';
import { epochMs } from '../units/units.ts';
import { untilReset } from './until-reset.ts';

const NOW = epochMs(Date.UTC(2026, 0, 1, 12));

function answer(retryAfter?: string): Message {
  return { headers: retryAfter === undefined ? [] : [['Retry-After', retryAfter]], bytes: 0 };
}

describe('the reset that an answer names', () => {
  it.each([
    ['2026-01-01T12:00:42Z', 42_000],
    ['2026-01-01T12:00:42.500Z', 42_500],
    ['2026-01-01T12:00:42', 42_000],
    ['2026-01-01 12:00:42', 42_000],
    [' 2026-01-01T12:00:42 ', 42_000],
    ['2026-01-01T13:00:42+01:00', 42_000],
    ['2026-01-01T07:00:42-0500', 42_000],
    ['Thu, 01 Jan 2026 12:00:42 GMT', 42_000],
    ['1767268842', 42_000],
    ['1767268842.5', 42_500],
    ['1767268842000', 42_000],
    ['2026-01-01T12:00:00.100Z', 250],
    ['2026-01-01T12:00:00Z', 250],
    ['2026-01-02', 3_600_000],
    ['2027-01-01T00:00:00Z', 3_600_000],
  ])('%j is waited for: %i ms', (reset, wait) => {
    expect(untilReset(answer('7'), reset, NOW)).toBe(wait);
  });

  it.each([
    'garbage',
    '',
    'NaN',
    '-1',
    '0',
    'Infinity',
    '2026-13-45T99:99:99Z',
    '2026-01-01T11:59:59Z',
    '1767268799',
    '2025-12-31',
  ])('%j tells nothing: what Retry-After says holds, or ten seconds', (reset) => {
    expect(untilReset(answer('7'), reset, NOW)).toBe(7_000);
    expect(untilReset(answer(), reset, NOW)).toBe(10_000);
  });
});

it.each([
  ['0', 250],
  ['3', 3_000],
  [' 3 ', 3_000],
  ['86400', 3_600_000],
  ['Thu, 01 Jan 2026 12:00:42 GMT', 42_000],
  ['Thu, 01 Jan 2026 11:00:00 GMT', 10_000],
  ['soon', 10_000],
  ['', 10_000],
  ['-5', 10_000],
  ['1e400', 10_000],
])('without a reset, Retry-After %j is waited for: %i ms', (retryAfter, wait) => {
  expect(untilReset(answer(retryAfter), undefined, NOW)).toBe(wait);
});

it('is between a quarter of a second and an hour, whatever an answer says', () => {
  const header = fc.oneof(
    fc.string(),
    fc.integer().map(String),
    fc.double().map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    fc.constantFrom('9'.repeat(400), '0x10', '١٢٣', '275760-09-13', '+275760-09-13T00:00:00Z'),
  );
  fc.assert(
    fc.property(
      fc.option(header, { nil: undefined }),
      fc.option(header, { nil: undefined }),
      fc.integer({ min: 0, max: 4e12 }),
      (reset, retryAfter, now) => {
        const wait = untilReset(answer(retryAfter), reset, epochMs(now));
        expect(wait).toBeGreaterThanOrEqual(250);
        expect(wait).toBeLessThanOrEqual(3_600_000);
      },
    ),
    { numRuns: 500 },
  );
});
