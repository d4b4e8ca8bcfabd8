import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { binomialMass } from './binomial.ts';
import { ranksOf } from './dependence.ts';
import { quantileRanks } from './order-statistics.ts';
import { ascending, quantile } from './quantile.ts';

interface Golden {
  readonly scipy: string;
  readonly quantiles: readonly {
    readonly values: readonly number[];
    readonly at: Readonly<Record<string, number>>;
  }[];
  readonly ranks: readonly {
    readonly n: number;
    readonly p: number;
    readonly confidence: number;
    readonly low: number;
    readonly high: number;
  }[];
  readonly ties: { readonly values: readonly number[]; readonly ranks: readonly number[] };
  readonly binomial: readonly {
    readonly n: number;
    readonly p: number;
    readonly k: number;
    readonly pmf: number;
  }[];
}

const golden = JSON.parse(
  readFileSync(new URL('./fixtures/golden.json', import.meta.url), 'utf8'),
) as Golden;

describe(`equal to SciPy ${golden.scipy}`, () => {
  test.each(golden.quantiles.map(({ values, at }) => [values.length, values, at] as const))(
    'quantiles of %i values',
    (_, values, at) => {
      const sorted = ascending(values);
      expect(Object.keys(at)).toHaveLength(8);
      for (const [p, wanted] of Object.entries(at)) {
        expect(Math.abs(quantile(sorted, Number(p)) - wanted)).toBeLessThan(1e-9);
      }
    },
  );

  test.each(golden.ranks)(
    'the order statistics around p=$p of $n at $confidence',
    ({ n, p, confidence, low, high }) => {
      expect(quantileRanks(n, p, confidence)).toEqual({ low, high });
    },
  );

  test.each(golden.binomial)('the chance of $k in $n at $p', ({ n, p, k, pmf }) => {
    const { first, probabilities } = binomialMass(n, p);
    expect((probabilities[k - first] ?? 0) / pmf).toBeCloseTo(1, 9);
  });

  test('ranks with ties', () => {
    expect(ranksOf(golden.ties.values)).toEqual(golden.ties.ranks);
  });
});
