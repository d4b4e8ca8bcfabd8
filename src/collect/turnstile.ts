import type { Clock } from '../units/clock.ts';
import { type EpochMs, epochMs, milliseconds, type Milliseconds } from '../units/units.ts';

/** One request, each time that it is sent. */
export interface Attempt<Answer> {
  readonly send: () => Promise<Answer>;
  /** How long the limiter that turned it away asks to wait, or undefined where none did. */
  readonly waitFor: (answer: Answer) => Milliseconds | undefined;
}

/** A limiter that keeps saying no is recorded, not fought. */
const MOST_WAITS = 20;

/**
 * Lets requests through side by side until a limiter turns one away; from then on one at a time,
 * in the order in which they came, until nobody waits any more. Were all to try again at once,
 * those at the back could lose every race for the next free place.
 */
export class Turnstile {
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  #inLine = 0;
  #last: Promise<void> = Promise.resolve();
  #opensAt: EpochMs;

  constructor(clock: Clock, signal: AbortSignal) {
    this.#clock = clock;
    this.#signal = signal;
    this.#opensAt = clock.now();
  }

  /** Sends a request until no limiter turns it away; after many times that is the answer. */
  async pass<Answer>(attempt: Attempt<Answer>): Promise<Answer> {
    if (this.#inLine === 0) {
      const answer = await attempt.send();
      if (!this.#isTurnedAway(attempt, answer)) return answer;
    }
    return this.#inTurn(() => this.#persist(attempt));
  }

  async #persist<Answer>(attempt: Attempt<Answer>): Promise<Answer> {
    for (let waits = 1; ; waits += 1) {
      const wait = this.#opensAt - this.#clock.now();
      if (wait > 0) await this.#clock.sleep(milliseconds(wait), this.#signal);
      const answer = await attempt.send();
      if (!this.#isTurnedAway(attempt, answer) || waits >= MOST_WAITS) return answer;
    }
  }

  #isTurnedAway<Answer>({ waitFor }: Attempt<Answer>, answer: Answer): boolean {
    const wait = waitFor(answer);
    if (wait !== undefined) this.#opensAt = epochMs(this.#clock.now() + wait);
    return wait !== undefined;
  }

  async #inTurn<Answer>(run: () => Promise<Answer>): Promise<Answer> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    this.#inLine += 1;
    try {
      await this.#clock.waitFor(before);
      return await run();
    } finally {
      this.#inLine -= 1;
      resolve();
    }
  }
}
