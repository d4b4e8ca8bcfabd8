declare const unit: unique symbol;

/** A number that remembers its unit; arithmetic gives a plain number back. */
export type Branded<Name extends string> = number & { readonly [unit]: Name };

/** A span of time in milliseconds. */
export type Milliseconds = Branded<'Milliseconds'>;

/** An instant: milliseconds since 1970-01-01T00:00:00Z, on the target's clock. */
export type EpochMs = Branded<'EpochMs'>;

/** An amount of money in US dollars. */
export type Usd = Branded<'Usd'>;

/** A rate: requests in one minute of the target's time. */
export type RequestsPerMinute = Branded<'RequestsPerMinute'>;

/** What all randomness of a run derives from: an integer, 0 to 2^32 - 1 inclusive. */
export type Seed = Branded<'Seed'>;

export const MAX_SEED = 0xffff_ffff;

/** @param value milliseconds, finite. @throws RangeError when it is not finite. */
export function milliseconds(value: number): Milliseconds {
  return finite(value, 'milliseconds') as Milliseconds;
}

/** @param value milliseconds since the epoch, finite. @throws RangeError when it is not finite. */
export function epochMs(value: number): EpochMs {
  return finite(value, 'an instant in milliseconds') as EpochMs;
}

/** @param value dollars, 0 or more. @throws RangeError when it is negative or not finite. */
export function usd(value: number): Usd {
  if (value < 0) throw new RangeError(`expected an amount of 0 USD or more, got ${value}`);
  return finite(value, 'an amount in USD') as Usd;
}

/** @param value requests a minute, above 0. @throws RangeError otherwise. */
export function requestsPerMinute(value: number): RequestsPerMinute {
  if (!(value > 0)) throw new RangeError(`expected a rate above 0 a minute, got ${value}`);
  return finite(value, 'a rate') as RequestsPerMinute;
}

/** @param value an integer, 0 to 2^32 - 1 inclusive. @throws RangeError otherwise. */
export function seed(value: number): Seed {
  if (!Number.isInteger(value) || value < 0 || value > MAX_SEED) {
    throw new RangeError(`expected a seed from 0 to ${MAX_SEED}, got ${value}`);
  }
  return value as Seed;
}

function finite(value: number, what: string): number {
  if (!Number.isFinite(value)) throw new RangeError(`expected ${what}, got ${value}`);
  return value;
}
