import type { Contract } from '../contract/contract.ts';
import type { Account } from './account.ts';
import type { KeyName, Keys } from './keys.ts';
import type { Profile } from './profiles.ts';
import type { Random } from '../units/random.ts';
import type { Seed } from '../units/units.ts';

/** What all of one mock's behaviour is about. */
export interface Setting {
  readonly contract: Contract;
  readonly profile: Profile;
  readonly seed: Seed;
  readonly keys: Keys;
  readonly accounts: Readonly<Record<KeyName, Account>>;
  readonly blockedPrompt: string;
  /** A stream of random numbers of its own for each purpose. */
  readonly random: (purpose: string) => Random;
}
