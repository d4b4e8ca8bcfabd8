import { setTimeout as timer } from 'node:timers/promises';
import { z } from 'zod';
import type { Clock } from '../units/clock.ts';
import { realClock } from '../units/real-clock.ts';
import { type EpochMs, epochMs, type Milliseconds } from '../units/units.ts';

const reading = z.object({
  now: z.number(),
  rate: z.number().nonnegative().optional(),
  parked: z.int().nonnegative().optional(),
  next: z.number().nullish(),
});

/** What a target's clock says. */
export type ClockReading = z.infer<typeof reading>;

/** Asks a target's clock, or moves it: the two calls of the clock protocol. */
export interface ClockLine {
  read(): Promise<unknown>;
  advance(span: Milliseconds): Promise<unknown>;
}

/** A target's clock that does not speak the clock protocol. */
export class ClockError extends Error {
  override readonly name = 'ClockError';
}

/**
 * The clock of a target that has one: real at its rate, or virtual and moved by us.
 * @throws ClockError when the answer is not a clock's.
 */
export async function targetClock(line: ClockLine): Promise<Clock> {
  const first = parseReading(await line.read());
  const rate = first.rate ?? 0;
  return rate > 0 ? realClock(rate, first.now) : new RemoteVirtualClock(line, first);
}

function parseReading(value: unknown): ClockReading {
  const result = reading.safeParse(value);
  if (result.success) return result.data;
  const shown = JSON.stringify(value)?.slice(0, 120) ?? 'nothing';
  throw new ClockError(
    `the target's clock should answer {"now", "rate", "parked", "next"}; it answered ${shown}`,
  );
}

interface Sleeper {
  readonly at: number;
  readonly order: number;
  readonly wake: () => void;
  readonly fail: (reason: unknown) => void;
}

/** How often a clock is asked whether our exchanges are parked, in wall-clock milliseconds. */
const ASK_AGAIN_MS = 2;
/** It is asked less and less often while nothing comes of it. */
const LONGEST_PAUSE_MS = 50;

/** A target that does not tell what it parks is given this long to answer. */
const SILENCE_MS = 250;

/** So often is a clock asked that does not answer, and so long is waited in between at first. */
const MOST_TRIES = 3;
const TRY_AGAIN_MS = 10;

/**
 * What a clock answers. A connection may break at any time; time that is moved twice for it has
 * moved too far, which hurts nobody.
 * @throws ClockError when it no longer answers, or not as a clock.
 */
async function asked(ask: () => Promise<unknown>): Promise<ClockReading> {
  for (let tried = 1; ; tried += 1) {
    try {
      return parseReading(await ask());
    } catch (error) {
      if (error instanceof ClockError) throw error;
      if (tried >= MOST_TRIES) {
        const why = error instanceof Error ? error.message : String(error);
        throw new ClockError(`the target's clock no longer answers (${why})`, { cause: error });
      }
      await timer(TRY_AGAIN_MS * 2 ** (tried - 1));
    }
  }
}

/**
 * Virtual time of a target in another process: when every activity sleeps or waits for an
 * answer that the target holds back, time is moved to the next instant at which anything happens.
 */
export class RemoteVirtualClock implements Clock {
  readonly rate = 0;
  readonly #line: ClockLine;
  #now: number;
  #order = 0;
  #running = 0;
  #inFlight = 0;
  #moving = false;
  #stillSince = 0;
  readonly #sleepers: Sleeper[] = [];

  constructor(line: ClockLine, first: ClockReading) {
    this.#line = line;
    this.#now = first.now;
  }

  now(): EpochMs {
    return epochMs(this.#now);
  }

  async activity<Result>(run: () => Promise<Result>): Promise<Result> {
    this.#running += 1;
    try {
      return await run();
    } finally {
      this.#rest();
    }
  }

  async waitFor<Result>(others: Promise<Result>): Promise<Result> {
    this.#rest();
    try {
      return await others;
    } finally {
      this.#running += 1;
    }
  }

  async answer<Result>(exchange: Promise<Result>): Promise<Result> {
    this.#inFlight += 1;
    this.#rest();
    try {
      return await exchange;
    } finally {
      this.#inFlight -= 1;
      this.#running += 1;
    }
  }

  async sleep(span: Milliseconds, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const sleeper: Sleeper = {
      at: this.#now + Math.max(0, span),
      order: this.#order++,
      wake: resolve,
      fail: reject,
    };
    const abort = (): void => {
      if (this.#take(sleeper)) reject(signal?.reason);
    };
    this.#sleepers.push(sleeper);
    this.#sleepers.sort((one, other) => one.at - other.at || one.order - other.order);
    signal?.addEventListener('abort', abort, { once: true });
    this.#rest();
    try {
      await promise;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  #rest(): void {
    this.#running -= 1;
    if (this.#running > 0 || this.#moving) return;
    this.#moving = true;
    void this.#drive();
  }

  async #drive(): Promise<void> {
    let failed = false;
    try {
      await this.#move();
    } catch (error) {
      failed = true;
      for (const sleeper of this.#sleepers.splice(0)) {
        this.#running += 1;
        sleeper.fail(error);
      }
    } finally {
      this.#moving = false;
    }
    // A clock that failed is asked again when somebody falls asleep, not over and over.
    if (!failed && this.#isStill()) this.#restAgain();
  }

  #restAgain(): void {
    this.#running += 1;
    this.#rest();
  }

  #isStill(): boolean {
    return this.#running <= 0 && (this.#sleepers.length > 0 || this.#inFlight > 0);
  }

  /** Moves time once all is still, until somebody runs again. */
  async #move(): Promise<void> {
    await timer(0);
    this.#stillSince = performance.now();
    let pause = ASK_AGAIN_MS;
    const wait = async (): Promise<void> => {
      await timer(pause);
      pause = Math.min(LONGEST_PAUSE_MS, 1.2 * pause);
    };
    while (this.#isStill()) {
      const seen = await asked(() => this.#line.read());
      this.#now = Math.max(this.#now, seen.now);
      if (!this.#isStill()) return;
      if (!this.#allParked(seen)) {
        await wait();
        continue;
      }
      const next = Math.min(seen.next ?? Infinity, this.#sleepers[0]?.at ?? Infinity);
      if (!Number.isFinite(next)) {
        await wait();
        continue;
      }
      if (await this.#advanceTo(next)) pause = ASK_AGAIN_MS;
      else await wait();
    }
  }

  #allParked({ parked }: ClockReading): boolean {
    if (this.#inFlight === 0) return true;
    if (parked !== undefined) return parked >= this.#inFlight;
    return performance.now() - this.#stillSince > SILENCE_MS;
  }

  /** @returns whether anything came of it. */
  async #advanceTo(instant: number): Promise<boolean> {
    const span = instant - this.#now;
    if (span > 0) {
      // Answers that were held until then come before the clock's own: they end at that instant.
      this.#now = instant;
      // Whole milliseconds, rounded up: a server may count in no others.
      const moved = await asked(() => this.#line.advance(Math.ceil(span) as Milliseconds));
      this.#now = Math.max(instant, moved.now);
      this.#stillSince = performance.now();
    }
    // One at a time, like a clock of our own: who is woken runs until all is still again.
    const first = this.#sleepers[0];
    const isDue = first !== undefined && first.at <= this.#now && this.#take(first);
    if (isDue) first.wake();
    await timer(0);
    return span > 0 || isDue;
  }

  #take(sleeper: Sleeper): boolean {
    const place = this.#sleepers.indexOf(sleeper);
    if (place === -1) return false;
    this.#sleepers.splice(place, 1);
    this.#running += 1;
    return true;
  }
}
