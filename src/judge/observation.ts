import type { Reading } from '../contract/expectation.ts';
import type { Exchange } from '../history/exchange.ts';
import type { JsonValue } from '../units/json.ts';

/** An exchange, and what can be read from it with the contract in hand. */
export interface Observation {
  readonly exchange: Exchange;
  /** The answer's JSON, or undefined where it has none. */
  readonly answer: JsonValue | undefined;
  /** What the contract expects of what was submitted; submits and sync calls only. */
  readonly reading: Reading | undefined;
}
