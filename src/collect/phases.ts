import type { Clock } from '../units/clock.ts';
import { concurrently } from './concurrently.ts';

type Task<Item> = (item: Item) => Promise<void>;

/** Runs the tasks of one phase after the other's, and tells how far each phase is. */
export class Phases {
  readonly #clock: Clock;
  readonly #concurrency: number;
  readonly #report: (phase: string, done: number, total: number) => void;

  /** @param concurrency tasks at once, at most; 1 or more. */
  constructor(
    clock: Clock,
    concurrency: number,
    report: (phase: string, done: number, total: number) => void,
  ) {
    this.#clock = clock;
    this.#concurrency = concurrency;
    this.#report = report;
  }

  /** One item after the other. */
  oneByOne<Item>(phase: string, items: readonly Item[], task: Task<Item>): Promise<void> {
    return this.inGroups(phase, [items], task);
  }

  /** Items side by side. */
  together<Item>(phase: string, items: readonly Item[], task: Task<Item>): Promise<void> {
    const alone = items.map((item) => [item]);
    return this.inGroups(phase, alone, task);
  }

  /** Groups side by side, each in its order. */
  async inGroups<Item>(
    phase: string,
    groups: readonly (readonly Item[])[],
    task: Task<Item>,
  ): Promise<void> {
    const total = groups.reduce((sum, { length }) => sum + length, 0);
    let done = 0;
    this.#report(phase, done, total);
    await concurrently(this.#clock, this.#concurrency, groups, async (group) => {
      for (const item of group) {
        await task(item);
        done += 1;
        this.#report(phase, done, total);
      }
    });
  }
}
