import type { Clock } from '../units/clock.ts';

/**
 * Runs tasks as activities of the clock, at most `limit` at once, begun in their order. Once one
 * fails no other is begun; those that run are awaited, so that their exchanges are recorded.
 * @param limit 1 or more.
 * @throws what a task that failed threw.
 */
export async function concurrently<Item>(
  clock: Clock,
  limit: number,
  items: readonly Item[],
  task: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = inTurn(items);
  const worker = async (): Promise<void> => {
    // A loop that is left by an error closes the generator, and so ends the others' loops too.
    for (const item of waiting) await task(item);
  };
  const workers = Array.from({ length: Math.min(limit, items.length) }, () =>
    clock.activity(worker),
  );
  const ends = await clock.waitFor(Promise.allSettled(workers));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

function* inTurn<Item>(items: readonly Item[]): Generator<Item> {
  yield* items;
}
