/**
 * How a mock behaves within what the documentation allows. Plain data: a profile can be a file.
 */
export interface Profile {
  readonly id: string;
  /** One sentence. */
  readonly describe: string;
  /** Where invalid input is refused: at once, or inside the job. */
  readonly validation: 'door' | 'late';
  /** The status of a refusal at the door: 400, or 406 as some models answer. */
  readonly refusal: 'bad-request' | 'refused-before-model';
  /** Takes numbers and booleans spelled as strings, and null for an absent parameter. */
  readonly coerces: boolean;
  readonly ids: 'uuid' | 'hex';
  /** Whether a running job is called so, or QUEUED until it ends. */
  readonly showsRunning: boolean;
  /** The standard deviation of the logarithm of service times. */
  readonly sigma: number;
  /** The median service time by the documented one. */
  readonly slowdown: number;
  /** The shortest and the longest time that an exchange takes, in milliseconds. */
  readonly exchangeMs: { readonly min: number; readonly max: number };
  readonly workers: number;
  /** How long after submission a job shows in the account's request history, in milliseconds. */
  readonly ledgerDelayMs: number;
  /** After this long, in milliseconds, the synchronous route gives a job up. */
  readonly syncGiveUpMs: number;
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

const late: Profile = {
  ...strict,
  id: 'late',
  describe: 'Invalid input is accepted, and the job fails within milliseconds.',
  validation: 'late',
};

const PROFILES: readonly Profile[] = [strict, late];

export const DEFAULT_PROFILE: Profile = strict;

/** Every profile by its id. */
export function listProfiles(): readonly Profile[] {
  return PROFILES;
}
