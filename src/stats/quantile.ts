import { quantileSorted } from 'd3-array';

/** Values in ascending order, as a copy. */
export function ascending(values: Iterable<number>): readonly number[] {
  return [...values].toSorted((a, b) => a - b);
}

/**
 * A quantile by linear interpolation between order statistics: type 7 of Hyndman and Fan, as in
 * NumPy, SciPy, R and k6.
 * @param sorted in ascending order.
 * @param p 0 to 1 inclusive.
 * @throws RangeError when there are no values or `p` is out of range.
 */
export function quantile(sorted: readonly number[], p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`expected a probability, got ${p}`);
  // It only reads; its types do not say so.
  const value = quantileSorted(sorted as number[], p);
  if (value === undefined) throw new RangeError('expected at least one value');
  return value;
}
