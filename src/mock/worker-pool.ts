import { type EpochMs, epochMs, type Milliseconds } from '../units/units.ts';

/** When a job is on a worker. */
export interface Span {
  readonly startsAt: EpochMs;
  readonly endsAt: EpochMs;
}

/**
 * First come, first served, by a number of equal workers. Since service times are known when a
 * job comes in, so are its start and end: what happens at an instant is a pure function of it.
 */
export class WorkerPool {
  /** When each worker is free again. */
  readonly #freeAt: number[];

  /** @param workers 1 or more. */
  constructor(workers: number) {
    if (!Number.isInteger(workers) || workers < 1) {
      throw new RangeError(`expected 1 worker or more, got ${workers}`);
    }
    this.#freeAt = Array.from({ length: workers }, () => Number.NEGATIVE_INFINITY);
  }

  /** @param readyAt never before that of an earlier job. */
  assign(readyAt: EpochMs, service: Milliseconds): Span {
    const earliest = Math.min(...this.#freeAt);
    const startsAt = epochMs(Math.max(readyAt, earliest));
    const endsAt = epochMs(startsAt + service);
    this.#freeAt[this.#freeAt.indexOf(earliest)] = endsAt;
    return { startsAt, endsAt };
  }
}
