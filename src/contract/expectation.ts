import type { Contract } from './contract.ts';
import type { Aspect } from './parameter.ts';

/** What the contract expects of an input. */
export type Expectation = 'accept' | 'refuse' | 'unknown';

/** One thing about a submitted body that is not plainly valid. */
export interface Fault {
  /** Absent where the body as a whole is at fault. */
  readonly parameter?: string;
  readonly aspect: Exclude<Aspect, 'accepts'> | 'body' | 'unknown-field';
  /** `refuse`: documented as invalid; `unknown`: the documentation is silent. */
  readonly expect: 'refuse' | 'unknown';
  /** E.g. `steps is 51, above the maximum of 50`. */
  readonly why: string;
}

/** What the contract says of one submitted body. */
export interface Reading {
  readonly expect: Expectation;
  readonly faults: readonly Fault[];
}

/**
 * Reads a submitted body against the contract: `refuse` if any fault is documented as invalid,
 * else `unknown` if the documentation is silent on any part of it, else `accept`.
 * @param body the text that was sent; undefined when there was none.
 */
export function expectationOf(contract: Contract, body: string | undefined): Reading {
  throw new Error(`not written yet: ${contract.name} ${body}`);
}
