import type { EpochMs } from '../units/units.ts';
import type { Answer } from './answer.ts';

/** One request as it came in. */
export interface Arrival {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  /** The mock's own origin, as the client calls it. */
  readonly origin: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Undefined where there is none. */
  readonly body: Uint8Array | undefined;
  readonly at: EpochMs;
}

/** An answer that is given only at a later instant. */
export interface Later {
  readonly until: EpochMs;
  readonly answer: () => Answer;
}

export type Handled = Answer | Later;
