import { describe, expect, it } from 'vitest';
import { FORMAT_RULES, FORMATS } from './format.ts';

describe.each(FORMATS)('the format %s', (format) => {
  const { fits, mightFit, samples, nearMisses } = FORMAT_RULES[format];

  it('takes its own samples, and none of its near misses', () => {
    expect(samples.filter((text) => !fits(text))).toEqual([]);
    expect(nearMisses.filter((text) => fits(text) || mightFit(text))).toEqual([]);
  });
});

describe('a text', () => {
  it.each([
    ['date', '2024-02-29', 'fits'],
    ['date', '2023-02-29', 'might'],
    ['date', '28 Feb 2026', 'might'],
    ['date-time', '2026-02-28T23:59:59z', 'might'],
    ['date-time', '2026-02-28', 'might'],
    ['uuid', '7C9E6679-7425-40DE-944B-E07FC1F90AE7', 'fits'],
    ['uuid', '7c9e6679742540de944be07fc1f90ae7', 'might'],
    ['email', 'a@localhost', 'might'],
    ['email', 'a b@example.com', 'might'],
  ] as const)('as %s, %j: %s', (format, text, reading) => {
    const { fits, mightFit } = FORMAT_RULES[format];
    expect(fits(text) ? 'fits' : mightFit(text) ? 'might' : 'not').toBe(reading);
  });
});
