import type { Exchange } from '../history/exchange.ts';

/** A target that no longer answers what may bill: nothing more is sent to it. */
export class TargetLostError extends Error {
  override readonly name = 'TargetLostError';
}

/** So many submissions in a row without a usable answer: each of them may have bought a job. */
const MOST_IN_A_ROW = 5;
/** Whoever answers so may be gone; a 500 is an answer of its own to some input. */
const OUTAGES: readonly number[] = [502, 503, 504];

/** Counts submissions that were lost on the way, in a row. */
export class Losses {
  #inARow = 0;

  /** @throws TargetLostError once too many were lost. */
  check(): void {
    if (this.#inARow < MOST_IN_A_ROW) return;
    throw new TargetLostError(
      `${this.#inARow} submissions in a row got no usable answer; whether they made jobs cannot be told`,
    );
  }

  /** Takes what became of one. */
  note({ response, error }: Exchange): void {
    const isLost =
      error !== undefined || response === undefined || OUTAGES.includes(response.status);
    this.#inARow = isLost ? this.#inARow + 1 : 0;
  }
}
