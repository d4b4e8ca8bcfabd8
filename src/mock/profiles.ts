import { milliseconds } from '../units/units.ts';
import type { RateLimit } from './rate-gate.ts';

/**
 * How a mock behaves within what the documentation allows. Plain data: a profile can be a file.
 */
export interface Profile {
  readonly id: string;
  /** One sentence. */
  readonly describe: string;
  /** Where invalid input is refused: at once, or inside the job. */
  readonly validation: 'door' | 'late';
  /** How a refusal at the door is answered: 400, or 406 as before some models run. */
  readonly refusal: 'bad-request' | 'no-credits';
  /** Takes numbers and booleans spelled as strings, and null for an absent parameter. */
  readonly coerces: boolean;
  readonly ids: 'uuid' | 'hex';
  /** Whether a running job is called so, or QUEUED until it ends. */
  readonly showsRunning: boolean;
  /** The standard deviation of the logarithm of service times; 0 or more. */
  readonly sigma: number;
  /** The median service time by the documented one; above 0. */
  readonly slowdown: number;
  /** The shortest and the longest time that an exchange takes, in milliseconds, above 0. */
  readonly exchangeMs: { readonly min: number; readonly max: number };
  /** 1 or more. */
  readonly workers: number;
  /** How long after submission a job shows in the account's request history, in milliseconds. */
  readonly ledgerDelayMs: number;
  /** After this long, in milliseconds, the synchronous route gives a job up. */
  readonly syncGiveUpMs: number;
  /** None where it is absent. */
  readonly limiter?: RateLimit;
}

const strict: Profile = {
  id: 'strict',
  describe: 'As documented: invalid input is refused at the door with 400.',
  validation: 'door',
  refusal: 'bad-request',
  coerces: false,
  ids: 'uuid',
  showsRunning: true,
  sigma: 0.1,
  slowdown: 1,
  exchangeMs: { min: 2, max: 40 },
  workers: 10,
  ledgerDelayMs: 0,
  syncGiveUpMs: 100_000,
};

const PROFILES: readonly Profile[] = [
  strict,
  {
    ...strict,
    id: 'late',
    describe: 'Invalid input is accepted, and its job fails within milliseconds.',
    validation: 'late',
  },
  {
    ...strict,
    id: 'refuse-406',
    describe: 'Invalid input is refused at the door with 406.',
    refusal: 'no-credits',
  },
  {
    ...strict,
    id: 'coerces',
    describe: 'Takes "40" as 40, "true" as true and null as absent.',
    coerces: true,
  },
  {
    ...strict,
    id: 'hex-ids',
    describe: 'Job ids are 32 hex digits without dashes.',
    ids: 'hex',
  },
  {
    ...strict,
    id: 'jittery',
    describe: 'Exchanges take up to 2 s, and service times vary widely.',
    sigma: 0.35,
    exchangeMs: { min: 5, max: 2_000 },
  },
  {
    ...strict,
    id: 'skip-processing',
    describe: 'A job is called QUEUED until it ends.',
    showsRunning: false,
  },
  {
    ...strict,
    id: 'limited',
    describe: '50 requests a minute, polls included, in windows aligned to the clock.',
    limiter: { class: 'fixed-window', limit: 50, windowMs: milliseconds(60_000), count: 'all' },
  },
  {
    ...strict,
    id: 'slow',
    describe: 'Jobs take half as long again as documented.',
    slowdown: 1.5,
  },
];

export const DEFAULT_PROFILE: Profile = strict;

/** Every profile, the default first. */
export function listProfiles(): readonly Profile[] {
  return PROFILES;
}

/** @returns undefined when there is none of this id. */
export function profileOf(id: string): Profile | undefined {
  return PROFILES.find((profile) => profile.id === id);
}
