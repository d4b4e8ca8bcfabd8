import type { Clock } from '../units/clock.ts';

/**
 * Runs tasks as activities of the clock, at most `limit` at once, begun in their order.
 * @param limit 1 or more.
 */
export async function concurrently<Item, Result>(
  clock: Clock,
  limit: number,
  items: readonly Item[],
  task: (item: Item, place: number) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let place = next++; place < items.length; place = next++) {
      // `place` is below the length, so the item is there.
      results[place] = await task(items[place] as Item, place);
    }
  };
  const workers = Array.from({ length: Math.min(limit, items.length) }, () =>
    clock.activity(worker),
  );
  // All are awaited even when one fails: an exchange in flight is finished and recorded.
  const settled = await clock.waitFor(Promise.allSettled(workers));
  const failed = settled.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  return results;
}
