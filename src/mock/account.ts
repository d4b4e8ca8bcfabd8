import { type EpochMs, type Usd, usd } from '../units/units.ts';
import type { KeyName } from './keys.ts';

/** Money is counted in whole millionths of a dollar, so that sums come out even. */
const MICROS_PER_USD = 1_000_000;

/** Money that is taken at an instant, and the balance that this left. */
export interface Charge {
  readonly at: EpochMs;
  readonly amount: Usd;
  /** Undefined until it was taken. */
  readonly balanceAfter: Usd | undefined;
}

interface Entry {
  readonly at: EpochMs;
  readonly micros: number;
  balanceAfter: Usd | undefined;
}

/** One account: its balance over time. Instants that are asked for never go back. */
export class Account {
  readonly name: KeyName;
  #micros: number;
  #reservedMicros = 0;
  /** Not yet taken, in order of time. */
  readonly #pending: Entry[] = [];

  constructor(name: KeyName, credits: Usd) {
    this.name = name;
    this.#micros = toMicros(credits);
  }

  /** Will take `amount` at the instant `at`; until then it is reserved. */
  charge(amount: Usd, at: EpochMs): Charge {
    const entry: Entry = { at, micros: toMicros(amount), balanceAfter: undefined };
    const later = this.#pending.findLastIndex((other) => other.at <= at) + 1;
    this.#pending.splice(later, 0, entry);
    this.#reservedMicros += entry.micros;
    return {
      at,
      amount,
      get balanceAfter() {
        return entry.balanceAfter;
      },
    };
  }

  balanceAt(at: EpochMs): Usd {
    for (let first = this.#pending[0]; first && first.at <= at; first = this.#pending[0]) {
      this.#pending.shift();
      this.#micros -= first.micros;
      this.#reservedMicros -= first.micros;
      first.balanceAfter = toUsd(this.#micros);
    }
    return toUsd(this.#micros);
  }

  /** The balance less what unfinished jobs will cost. */
  availableAt(at: EpochMs): Usd {
    this.balanceAt(at);
    return toUsd(this.#micros - this.#reservedMicros);
  }
}

function toMicros(amount: Usd): number {
  return Math.round(amount * MICROS_PER_USD);
}

function toUsd(micros: number): Usd {
  return usd(Math.max(0, micros) / MICROS_PER_USD);
}
