import type { Clock } from './clock.ts';
import { type EpochMs, epochMs, type Milliseconds } from './units.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Who lets virtual time pass: the clock itself when all activities sleep, or a caller of `advance`. */
export type Drive = 'itself' | 'by-hand';

/**
 * Virtual time. Driven by itself it wakes one sleeper at a time and waits until that one's
 * activity is asleep again, so that one program gives one order of events. Driven by hand it
 * is the server's side of the clock protocol.
 */
export class VirtualClock implements Clock {
  readonly rate = 0;
  readonly #drive: Drive;
  #now: number;
  #running = 0;
  #turnIsDue = false;
  /** In the order in which they wake: by instant, then who fell asleep first. */
  readonly #sleepers: Sleeper[] = [];

  constructor(startsAt: number, drive: Drive) {
    this.#now = epochMs(startsAt);
    this.#drive = drive;
  }

  now(): EpochMs {
    return epochMs(this.#now);
  }

  /** How many sleep until a later instant. */
  get parked(): number {
    return this.#sleepers.length;
  }

  /** The earliest instant at which somebody wakes, or undefined when nobody sleeps. */
  get next(): EpochMs | undefined {
    const first = this.#sleepers[0];
    return first && epochMs(first.at);
  }

  async activity<Result>(run: () => Promise<Result>): Promise<Result> {
    this.#begin();
    try {
      return await run();
    } finally {
      this.#end();
    }
  }

  async waitFor<Result>(others: Promise<Result>): Promise<Result> {
    this.#end();
    try {
      return await others;
    } finally {
      this.#begin();
    }
  }

  /** The embedded target answers inside the asker's activity: nothing to do. */
  answer<Result>(exchange: Promise<Result>): Promise<Result> {
    return exchange;
  }

  async sleep(span: Milliseconds, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const sleeper: Sleeper = { at: this.#now + Math.max(0, span), wake: resolve };
    const abort = (): void => {
      const place = this.#sleepers.indexOf(sleeper);
      if (place === -1) return;
      this.#sleepers.splice(place, 1);
      this.#begin();
      reject(signal?.reason);
    };
    this.#enqueue(sleeper);
    signal?.addEventListener('abort', abort, { once: true });
    this.#end();
    try {
      await promise;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  /** Lets `span` pass and wakes whom it reaches, in order. For a clock driven by hand. */
  async advance(span: Milliseconds): Promise<void> {
    const until = this.#now + Math.max(0, span);
    for (let first = this.#sleepers[0]; first && first.at <= until; first = this.#sleepers[0]) {
      this.#wakeFirst();
      // A woken exchange may fall asleep again before `until`; let it.
      await new Promise(setImmediate);
    }
    // Another call may have gone further meanwhile: time never goes back.
    this.#now = Math.max(this.#now, until);
  }

  #begin(): void {
    this.#running += 1;
  }

  #end(): void {
    this.#running -= 1;
    if (this.#drive === 'by-hand' || this.#running > 0 || this.#turnIsDue) return;
    this.#turnIsDue = true;
    setImmediate(() => this.#pass());
  }

  /** One turn of the event loop after all have fallen asleep: wake the next. */
  #pass(): void {
    this.#turnIsDue = false;
    if (this.#running <= 0 && this.#sleepers.length > 0) this.#wakeFirst();
  }

  #wakeFirst(): void {
    const first = this.#sleepers.shift();
    if (first === undefined) return;
    this.#now = Math.max(this.#now, first.at);
    this.#begin();
    first.wake();
  }

  #enqueue(sleeper: Sleeper): void {
    const later = this.#sleepers.findIndex(({ at }) => at > sleeper.at);
    this.#sleepers.splice(later === -1 ? this.#sleepers.length : later, 0, sleeper);
  }
}
