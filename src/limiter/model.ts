import type { EpochMs, Milliseconds } from '../units/units.ts';

/** The kinds of limiters that can be told apart from outside. */
export const LIMITER_CLASSES = [
  'fixed-window',
  'fixed-window-first',
  'sliding-log',
  'sliding-counter',
  'token-bucket',
  'concurrency',
] as const;
export type LimiterClass = (typeof LIMITER_CLASSES)[number];

export interface LimiterSpec {
  readonly class: LimiterClass;
  /** Requests in a window, or unfinished jobs at once; a whole number, 1 or more. */
  readonly limit: number;
  /** Above 0. `concurrency` has no window and ignores it. */
  readonly windowMs: Milliseconds;
}

/** What a limiter remembers of one client. What the numbers mean is the class's own business. */
export type LimiterState = readonly number[];

export type Decision =
  | { readonly accepted: true; readonly state: LimiterState }
  | {
      readonly accepted: false;
      readonly state: LimiterState;
      /** The first whole millisecond at which a request is accepted, if none comes before it. */
      readonly resetAt: EpochMs;
    };

/** A pure model of a limiter. Instants never go back. */
export interface Limiter {
  readonly start: LimiterState;
  decide(state: LimiterState, at: EpochMs): Decision;
  /** Tells when what was just accepted is over. Of consequence to `concurrency` alone. */
  occupy(state: LimiterState, until: EpochMs): LimiterState;
}

/** The part of a limiter that most classes have alike: nothing is occupied. */
export const UNOCCUPIED: Pick<Limiter, 'occupy'> = { occupy: (state) => state };
