import type { Payload } from '../contract/contract.ts';
import type { Expectation } from '../contract/expectation.ts';

/** What is special about a case's payload. */
export const CASE_KINDS = [
  'example',
  'covering',
  'isolating',
  'blocked',
  'at-bound',
  'outside-bound',
  'wrong-type',
  'missing',
  'not-a-value',
  'not-a-uri',
  'null',
  'numeric-string',
  'boolean-string',
  'empty',
  'uncustomary',
  'other-scheme',
  'unknown-field',
  'outside-length',
  'not-a-match',
  'not-a-format',
  'not-a-multiple',
  'wrong-count',
  'repeated-item',
  'wrong-item',
  'wrong-member',
  'missing-if',
  'both-given',
  'unknown-member',
  'just-outside',
  'far-outside',
  'off-integer',
  'near-value',
  'near-uri',
  'script',
  'control',
  'long',
] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

/** Kinds whose cases are sent only for clauses that record, whatever the contract expects of them. */
export const RECORDED_KINDS: readonly CaseKind[] = ['script', 'control', 'long'];

/** One payload to send, why, and what the contract expects of it. */
export interface Case {
  /** Unique in a plan and readable: `steps.outside-bound.51`. */
  readonly id: string;
  readonly route: 'submit' | 'sync';
  readonly kind: CaseKind;
  /** The parameter that the case is about, where it is about one. */
  readonly parameter?: string;
  /** Cases of a class fail or pass alike: after one was wrongly accepted, a paid target gets no more. */
  readonly class: string;
  readonly expect: Expectation;
  /** One sentence. */
  readonly why: string;
  readonly payload: Payload;
}
