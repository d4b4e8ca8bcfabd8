import type { Range } from '../contract/parameter.ts';
import { boundOf, gridOf } from '../contract/range.ts';

type NumericRange = Range & { readonly type: 'number' | 'integer' };

/**
 * How far "just inside" and "just outside" lie from a bound: from one documented value to the
 * next, or 0.01 and less for fractions.
 */
export function stepOf(range: NumericRange): number {
  const grid = gridOf(range);
  if (grid !== undefined) return grid;
  const [least, greatest] = [boundOf(range, 'min'), boundOf(range, 'max')];
  const width = least === undefined || greatest === undefined ? 1 : greatest - least;
  const size = Math.max(Math.abs(least ?? 0), Math.abs(greatest ?? 0), 1);
  // Below a part in 10^9 of the bound a step could vanish in rounding.
  const smallest = 10 ** Math.ceil(Math.log10(size) - 9);
  const fitting = width > 0 ? 10 ** Math.floor(Math.log10(width / 10)) : smallest;
  return Math.max(smallest, Math.min(0.01, fitting));
}

/** A value moved by a step, without the dust of binary fractions. */
export function moved(value: number, by: number): number {
  const sum = value + by;
  return Number.isInteger(sum) ? sum : Number(sum.toPrecision(15));
}

/** The neighbour of a number among all that a double can be. @param toward 1 is up, -1 down. */
export function neighbour(value: number, toward: 1 | -1): number {
  if (value === 0) return toward * Number.MIN_VALUE;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const away = value > 0 === toward > 0 ? 1n : -1n;
  view.setBigInt64(0, view.getBigInt64(0) + away);
  return view.getFloat64(0);
}
