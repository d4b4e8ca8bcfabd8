/**
 * What is known of a quantity: its value with a two-sided interval, or why it cannot be told.
 * The unit is that of the quantity; `low` and `high` are inclusive and enclose `value`.
 */
export type Estimate = Estimated | NotEstimable;

export interface Estimated {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** How many observations it rests on. */
  readonly n: number;
}

export interface NotEstimable {
  /** Begins with `not estimable: `. */
  readonly reason: string;
}

/** How an interval is to be made, and what its observations are called in a reason. */
export interface IntervalOptions {
  /** How often such an interval holds the true value: above 0, below 1. */
  readonly confidence: number;
  /** The plural of what was observed, e.g. `jobs`. */
  readonly things: string;
}

export const DEFAULT_CONFIDENCE = 0.95;

export function isEstimated(estimate: Estimate): estimate is Estimated {
  return 'value' in estimate;
}

/** @param why what is missing, e.g. `14 of 72 jobs`. */
export function notEstimable(why: string): NotEstimable {
  return { reason: `not estimable: ${why}` };
}

/** An estimate in units of `unit`, such as a documented value. @param unit above 0. */
export function inUnitsOf(unit: number, estimate: Estimate): Estimate {
  if (!isEstimated(estimate)) return estimate;
  const { value, low, high, n } = estimate;
  return { value: value / unit, low: low / unit, high: high / unit, n };
}
