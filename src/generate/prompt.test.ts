import { describe, expect, it } from 'vitest';
import { promptOf } from './prompt.ts';

const seeds = Array.from({ length: 2_000 }, (_, seed) => seed);

describe('a prompt', () => {
  it('is printable, never empty, and fit for JSON as it is', () => {
    for (const seed of seeds) expect(promptOf(seed)).toMatch(/^[\p{L}\p{N} ,.'’()-]+$/u);
  });

  it('follows from its seed', () => {
    expect(seeds.map(promptOf)).toEqual(seeds.map(promptOf));
    expect(new Set(seeds.map(promptOf)).size).toBeGreaterThan(1_500);
  });

  it('at fixed seeds is this', () => {
    expect([0, 1, 7, 96_522].map(promptOf)).toMatchSnapshot();
  });
});
