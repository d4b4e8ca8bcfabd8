import { expect, test } from 'vitest';
import { isEstimated } from '../stats/estimate.ts';
import { exactly, seriesQuantile } from '../stats/series.ts';
import { type Random, randomStream } from '../units/random.ts';
import { seed } from '../units/units.ts';
import type { JobTimes } from './job-trace.ts';
import { jobsHangTogether } from './settled.ts';

const WORKERS = 10;
const SERVICE = 25_000;

/** Jobs through a pool of ten, seen without polling; service times spread by half of their mean. */
function throughPool(random: Random, count: number, load: number, poisson: boolean): JobTimes[] {
  const free = Array.from<number>({ length: WORKERS }).fill(0);
  let arrived = 0;
  return Array.from({ length: count }, () => {
    const gap = SERVICE / (WORKERS * load);
    arrived += poisson ? -Math.log(1 - random.next()) * gap : gap;
    const soonest = free.indexOf(Math.min(...free));
    const started = Math.max(arrived, free[soonest] ?? 0);
    const served = SERVICE * (0.5 + random.next());
    free[soonest] = started + served;
    return {
      submit: 0,
      completion: exactly(started + served - arrived),
      queue: exactly(started - arrived),
      inference: served,
    };
  });
}

function completionsOf(times: readonly JobTimes[]): number[] {
  return times.map(({ completion }) => completion.low);
}

test.each([
  ['even', false, 0.5],
  ['even', false, 0.8],
  ['random', true, 0.5],
  ['random', true, 0.8],
  ['random', true, 0.9],
] as const)('%s arrivals: a run in ten at most prints a wrong interval', (_, poisson, load) => {
  const stream = (name: string): Random => randomStream(seed(31), `${name} ${poisson} ${load}`);
  const long = completionsOf(throughPool(stream('truth'), 100_000, load, poisson));
  const truth = long.slice(1_000).toSorted((a, b) => a - b)[49_500] ?? 0;
  let wrong = 0;
  for (let run = 0; run < 150; run += 1) {
    const times = throughPool(stream(`run ${run}`), 150, load, poisson);
    if (jobsHangTogether(times) !== undefined) continue;
    const options = { confidence: 0.95, things: 'jobs' };
    const estimate = seriesQuantile(completionsOf(times).map(exactly), 0.5, options);
    if (isEstimated(estimate) && (truth < estimate.low || truth > estimate.high)) wrong += 1;
  }
  expect(wrong).toBeLessThanOrEqual(15);
});

test('where next to nobody waits, jobs are independent', () => {
  const times = throughPool(randomStream(seed(2), 'calm'), 200, 0.4, false);
  expect(jobsHangTogether(times)).toBeUndefined();
  expect(jobsHangTogether([])).toBeUndefined();
});

test('a constant wait is the way of the server, not of the queue', () => {
  const times = throughPool(randomStream(seed(2), 'calm'), 200, 0.4, false);
  const slow = times.map((job) => ({ ...job, queue: exactly(4_000) }));
  expect(jobsHangTogether(slow)).toBeUndefined();
});
