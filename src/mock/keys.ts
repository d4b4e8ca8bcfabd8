import type { Authentication } from '../contract/gateway.ts';
import { randomStream } from '../units/random.ts';
import type { Seed } from '../units/units.ts';

/**
 * The accounts of a mock. `other` is a second account, `forbidden` may not call the model,
 * `broke` has no credits, `revoked` is a key that no longer works.
 */
export const KEY_NAMES = ['valid', 'other', 'forbidden', 'broke', 'revoked'] as const;
export type KeyName = (typeof KEY_NAMES)[number];

export type Keys = Readonly<Record<KeyName, string>>;

/** Keys of the gateway's shape. One seed gives the same keys in every process. */
export function keysOf(authentication: Authentication, seed: Seed): Keys {
  const random = randomStream(seed, 'mock.keys');
  const key = (): string => {
    const digits = Array.from({ length: authentication.keyHexDigits }, () =>
      random.integer(0, 15).toString(16),
    );
    return authentication.keyPrefix + digits.join('');
  };
  return { valid: key(), other: key(), forbidden: key(), broke: key(), revoked: key() };
}
