import { InvalidArgumentError } from 'commander';
import { type Allowance } from '../collect/budget.ts';
import { type Milliseconds, milliseconds, MAX_SEED, type Seed, seed, usd } from '../units/units.ts';

/** `2.50` (USD) or `40jobs`. */
export function parseBudget(text: string): Allowance {
  const jobs = /^(\d+)\s*jobs?$/.exec(text)?.[1];
  if (jobs !== undefined) return { jobs: Number(jobs) };
  const dollars = Number(/^\$?(\d+(?:\.\d+)?)(?:\s*usd)?$/i.exec(text)?.[1] ?? Number.NaN);
  if (Number.isFinite(dollars)) return { usd: usd(dollars) };
  throw new InvalidArgumentError('expected USD, such as 2.50, or jobs, such as 40jobs');
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** `500ms`, `90s`, `10m` or `1h`. */
export function parseDuration(text: string): Milliseconds {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  const factor = UNITS[unit];
  if (number === undefined || factor === undefined) {
    throw new InvalidArgumentError('expected a duration such as 90s, 10m or 1h');
  }
  return milliseconds(Number(number) * factor);
}

const PER_MINUTE: Readonly<Record<string, number>> = { s: 60, min: 1, m: 1, h: 1 / 60 };

/** `20/min`, `0.5/s` or `100/h`, in jobs a minute. */
export function parseRate(text: string): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\/(s|min|m|h)$/.exec(text) ?? [];
  const factor = PER_MINUTE[unit];
  if (number === undefined || factor === undefined || Number(number) <= 0) {
    throw new InvalidArgumentError('expected a rate above 0 such as 20/min, 0.5/s or 100/h');
  }
  return Number(number) * factor;
}

/** How a clock runs: `virtual` is rate 0, `real` 1, `fast=N` N. */
export interface ClockChoice {
  readonly rate: number;
}

/** `virtual`, `real` or `fast=N`. */
export function parseClock(text: string): ClockChoice {
  if (text === 'virtual') return { rate: 0 };
  if (text === 'real') return { rate: 1 };
  const rate = Number(/^fast=(\d+(?:\.\d+)?)$/.exec(text)?.[1] ?? Number.NaN);
  if (rate > 0) return { rate };
  throw new InvalidArgumentError('expected virtual, real or fast=N');
}

/** A whole number from 0 to 2^32 - 1. */
export function parseSeed(text: string): Seed {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 0 && value <= MAX_SEED) return seed(value);
  throw new InvalidArgumentError(`expected a whole number from 0 to ${MAX_SEED}`);
}

/** A whole number from `least` to `most`, both inclusive. */
export function parseCount(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`expected a whole number from ${least} to ${most}`);
  };
}

/** A number above 0. */
export function parsePositive(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('expected a number above 0');
}
