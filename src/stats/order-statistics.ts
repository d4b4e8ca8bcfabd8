import { binomialMass } from './binomial.ts';
import { type Estimate, type IntervalOptions, notEstimable } from './estimate.ts';
import { ascending, quantile } from './quantile.ts';

/** Two order statistics, counted from 1, that enclose a quantile. */
export interface Ranks {
  readonly low: number;
  readonly high: number;
}

/**
 * The order statistics that enclose the `p` quantile of `n` independent observations, whatever
 * their distribution: each side misses it with at most half of `1 - confidence`.
 * Undefined where there are too few observations.
 * @param p above 0, below 1.
 */
export function quantileRanks(n: number, p: number, confidence: number): Ranks | undefined {
  checkOpen(p, 'a quantile');
  checkOpen(confidence, 'a confidence');
  if (n < samplesFor(p, confidence)) return undefined;
  const tail = (1 - confidence) / 2;
  const { first, probabilities } = binomialMass(n, p);
  return {
    low: first + lengthWithin(probabilities, tail),
    high: first + probabilities.length - lengthWithin(probabilities.toReversed(), tail),
  };
}

/**
 * How many independent observations a two-sided interval of the `p` quantile needs at least:
 * 72 for p95 and 368 for p99 at a confidence of 95%.
 */
export function samplesFor(p: number, confidence: number): number {
  checkOpen(p, 'a quantile');
  checkOpen(confidence, 'a confidence');
  return Math.ceil(Math.log((1 - confidence) / 2) / Math.log(Math.max(p, 1 - p)));
}

/** The `p` quantile of independent observations, with its exact distribution-free interval. */
export function quantileEstimate(
  values: readonly number[],
  p: number,
  options: IntervalOptions,
): Estimate {
  const sorted = ascending(values);
  const ranks = quantileRanks(sorted.length, p, options.confidence);
  const low = ranks && sorted[ranks.low - 1];
  const high = ranks && sorted[ranks.high - 1];
  if (low === undefined || high === undefined) {
    return tooFew(sorted.length, p, options);
  }
  return { value: quantile(sorted, p), low, high, n: sorted.length };
}

export function tooFew(n: number, p: number, options: IntervalOptions): Estimate {
  return notEstimable(`${n} of ${samplesFor(p, options.confidence)} ${options.things}`);
}

/** How many of the first probabilities sum to no more than `limit`. */
function lengthWithin(probabilities: readonly number[], limit: number): number {
  let sum = 0;
  let length = 0;
  for (const probability of probabilities) {
    sum += probability;
    if (sum > limit) return length;
    length += 1;
  }
  return length;
}

function checkOpen(value: number, what: string): void {
  if (!(value > 0 && value < 1))
    throw new RangeError(`expected ${what} inside (0, 1), got ${value}`);
}
