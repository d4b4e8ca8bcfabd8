import type { Contract } from '../contract/contract.ts';
import type { Exchange, HeaderList } from '../history/exchange.ts';

/**
 * What a k6 scenario is told, as a JSON file. The key is not among it: that comes through the
 * environment alone.
 */
export interface ScenarioSettings {
  readonly contract: Contract;
  /** The target's origin, without a path. */
  readonly baseUrl: string;
  /** Sent with every request, beside the scenario's own. */
  readonly headers: HeaderList;
  readonly seed: number;
  /** How many jobs are started; later iterations do nothing. */
  readonly jobs: number;
  /** From one start to the next, in milliseconds of the target's time. */
  readonly intervalMs: number;
  /** How long a job is polled, counted from its submit, in milliseconds of the target's time. */
  readonly deadlineMs: number;
  readonly virtualUsers: number;
  readonly clock: ClockOrigin;
}

/** How the target's time follows from the wall clock: `target + (now - wall) * rate`. */
export interface ClockOrigin {
  /** Target milliseconds in one wall-clock millisecond; above 0. */
  readonly rate: number;
  /** An instant of the wall clock in epoch milliseconds. */
  readonly wall: number;
  /** The target's instant at that moment, in epoch milliseconds. */
  readonly target: number;
}

/** The names of the environment variables that a scenario reads. */
export interface ScenarioEnvironment {
  /** The file of the settings. */
  readonly LEADLINE_SETTINGS?: string;
  readonly LEADLINE_KEY?: string;
  /** Where the end-of-test summary is written, as JSON. */
  readonly LEADLINE_SUMMARY?: string;
  /** The target's origin when there are no settings, for running a scenario by hand. */
  readonly LEADLINE_BASE_URL?: string;
}

/** One line of a scenario's console: an exchange that has begun, or one that has ended. */
export type ConsoleLine = BegunLine | EndedLine;

/** Written before a submit is sent, so that a killed k6 loses no job silently. */
export interface BegunLine extends Omit<Exchange, 'seq' | 't1'> {
  /** The job's number in the run, from 0. */
  readonly begun: number;
}

export interface EndedLine extends Omit<Exchange, 'seq'> {
  /** The number of the job whose begun line this one completes. */
  readonly ended?: number;
}

/** What a scenario's summary says. */
export interface ScenarioSummary {
  readonly thresholds: readonly ThresholdResult[];
}

export interface ThresholdResult {
  readonly metric: string;
  /** The expression, e.g. `count==100`. */
  readonly threshold: string;
  readonly ok: boolean;
}
