import type { Redacted } from '../units/redacted.ts';

/** Keys that a target can be given; only `valid` is required. */
export const CONFIGURED_KEYS = ['valid', 'other', 'forbidden', 'broke', 'revoked'] as const;
export type ConfiguredKey = (typeof CONFIGURED_KEYS)[number];
export type Keys = { readonly [Key in ConfiguredKey]?: Redacted };

/** Where requests go, and what is known of it beforehand. */
export interface Target {
  /** How the user calls it. */
  readonly name: string;
  /** An origin, without a path. */
  readonly baseUrl: string;
  readonly keys: Keys;
  /** Where the account's request history is asked, without query. */
  readonly ledger?: string;
  /** A prompt that the target's safety system refuses. */
  readonly blockedPrompt?: string;
  /** Sent with every request to it and to its request history; they may be secrets. */
  readonly headers: readonly (readonly [string, string])[];
}
