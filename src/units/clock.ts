import type { EpochMs, Milliseconds } from './units.ts';

/**
 * Where time comes from. All instants and spans are the target's time.
 *
 * Virtual time stands still while any *activity* runs and passes when all are asleep; real
 * clocks ignore that and just run what they are given.
 */
export interface Clock {
  /** Target milliseconds in one wall-clock millisecond; 0 means virtual time. */
  readonly rate: number;
  now(): EpochMs;
  /** Resolves once `span` of the target's time has passed; rejects with the signal's reason. */
  sleep(span: Milliseconds, signal?: AbortSignal): Promise<void>;
  /** Runs an activity: virtual time stands still until it ends, sleeps or waits for others. */
  activity<Result>(run: () => Promise<Result>): Promise<Result>;
  /** Awaits what *other* activities do; called from inside an activity. */
  waitFor<Result>(others: Promise<Result>): Promise<Result>;
  /** Awaits the target's answer; called from inside an activity. */
  answer<Result>(exchange: Promise<Result>): Promise<Result>;
}
