import type { IntegerKind, NumberKind, Range } from './parameter.ts';

/** How far a quotient may be from a whole number: the dust of binary fractions. */
const DUST = 1e-9;

/** How many decimal digits that is, for validators that have an option for it. */
export const DUST_DIGITS = 9;

/** Whether a number is a whole multiple of another; binary dust is forgiven. */
export function isMultipleOf(value: number, of: number): boolean {
  const quotient = value / of;
  return !(Math.abs(Math.round(quotient) - quotient) > DUST);
}

/** Whether a page names a bound at all. */
export function isBounded({ min, max, exclusiveMin, exclusiveMax }: Range): boolean {
  return [min, max, exclusiveMin, exclusiveMax].some((bound) => bound !== undefined);
}

/** The bound on one side, inclusive or not. */
export function boundOf(range: Range, side: 'min' | 'max'): number | undefined {
  return side === 'min' ? (range.min ?? range.exclusiveMin) : (range.max ?? range.exclusiveMax);
}

/**
 * The outermost documented value on one side of a range.
 * @returns undefined where there is none: no bound, or an exclusive one that fractions approach.
 */
export function outermost(kind: NumberKind | IntegerKind, side: 'min' | 'max'): number | undefined {
  const bound = boundOf(kind, side);
  if (bound === undefined) return undefined;
  const grid = gridOf(kind);
  const isExclusive = kind[side] === undefined;
  if (grid === undefined) return isExclusive ? undefined : bound;
  const inward = side === 'min' ? 1 : -1;
  const place = side === 'min' ? Math.ceil(bound / grid - DUST) : Math.floor(bound / grid + DUST);
  const nearest = withoutDust(place * grid);
  return isExclusive && nearest === bound ? withoutDust((place + inward) * grid) : nearest;
}

/** The distance between neighbouring documented values, where they have one. */
export function gridOf({ type, multipleOf }: NumberKind | IntegerKind): number | undefined {
  return multipleOf ?? (type === 'integer' ? 1 : undefined);
}

function withoutDust(value: number): number {
  // Adding 0 makes the zero of a negative step a plain one.
  return Number.isInteger(value) ? value + 0 : Number(value.toPrecision(15));
}
