import { autocorrelation, autocorrelationTime, neighboursAreAlike, ranksOf } from './dependence.ts';
import { type Estimate, type IntervalOptions, notEstimable } from './estimate.ts';
import { quantileRanks, samplesFor, tooFew } from './order-statistics.ts';
import { ascending, quantile } from './quantile.ts';

/** Between which values the truth lies: seen only from time to time. `low` is at most `high`. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** A value that was measured exactly. */
export const exactly = (value: number): Bounds => ({ low: value, high: value });

/** An autocorrelation time is believed when the series is this many times as long. */
const LONG_ENOUGH = 50;

/**
 * The `p` quantile of a series whose neighbours may hang together, such as latencies in the order
 * of their requests. Where they do not, the interval is the exact one for independent values;
 * where they do, the series counts for as many values as it has autocorrelation times, and for
 * nothing when it is too short to tell that time.
 *
 * Where values are known only within bounds, the interval reaches from the low bounds' order
 * statistic to the high bounds', and the value is that of the bounds' middles.
 * @param series in the order in which what is measured began.
 */
export function seriesQuantile(
  series: readonly Bounds[],
  p: number,
  options: IntervalOptions,
): Estimate {
  const middles = series.map(({ low, high }) => (low + high) / 2);
  const n = series.length;
  if (n < samplesFor(p, options.confidence)) return tooFew(n, p, options);
  const sorted = ascending(middles);
  const value = quantile(sorted, p);
  const time = neighboursAreAlike(middles) ? slowest(middles, value) : 1;
  if (n < LONG_ENOUGH * time && time > 1) {
    const alike = autocorrelation(ranksOf(middles), 1).toFixed(2);
    return notEstimable(
      `not settled: neighbouring ${options.things} hang together (rank correlation ${alike}), and ${n} are too few to allow for it`,
    );
  }
  const worth = Math.floor(n / time);
  const ranks = quantileRanks(worth, p, options.confidence);
  if (ranks === undefined)
    return tooFew(worth, p, { ...options, things: `independent ${options.things}` });
  const place = (rank: number): number => (rank / worth) * n;
  const lows = ascending(series.map(({ low }) => low));
  const highs = ascending(series.map(({ high }) => high));
  return {
    value,
    low: lows[Math.max(0, Math.floor(place(ranks.low)) - 1)] ?? value,
    high: highs[Math.min(n - 1, Math.ceil(place(ranks.high)) - 1)] ?? value,
    n,
  };
}

/** The longer of the times after which the values, and their being above `level`, are forgotten. */
function slowest(values: readonly number[], level: number): number {
  const above = values.map((value) => (value > level ? 1 : 0));
  return Math.max(autocorrelationTime(values), autocorrelationTime(above));
}
