import { describe, expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import type { Exchange } from '../history/exchange.ts';
import { loadRecordSchema } from '../record/load-record.ts';
import { isEstimated } from '../stats/estimate.ts';
import { randomStream } from '../units/random.ts';
import { seed } from '../units/units.ts';
import { answer, exchangesOf, type MadeUpJob, numbered, submitExchange } from './fixtures.ts';
import { measureLoad, type MeasureOptions } from './measure.ts';
import type { LoadMeasurement } from './measurement.ts';

const OPTIONS: MeasureOptions = {
  scenario: 'baseline',
  engine: 'local',
  rate: 1,
  deadlineMs: contract.gateway.client.deadlineMs,
  confidence: 0.95,
};

function jobs(
  count: number,
  change: (place: number) => Partial<MadeUpJob> = () => ({}),
): Exchange[] {
  const random = randomStream(seed(4), 'load');
  const made = Array.from({ length: count }, (_, place) =>
    exchangesOf(contract, {
      id: `job-${place}`,
      submittedAt: place * 3_000,
      queued: 50,
      served: 24_000 + 4_000 * random.next(),
      phase: 1_000 * random.next(),
      ...change(place),
    }),
  );
  return [...numbered(made.flat())];
}

const measure = (
  exchanges: readonly Exchange[],
  change: Partial<MeasureOptions> = {},
): LoadMeasurement => measureLoad(contract, exchanges, { ...OPTIONS, ...change });

function refused(at: number, headers: readonly (readonly [string, string])[] = []) {
  return submitExchange(contract, at, { ...answer(429, {}), headers });
}

describe('a load that was measured', () => {
  test('fits into a run record', () => {
    const parsed = loadRecordSchema.safeParse(measure(jobs(100)));
    expect(parsed.error?.issues).toBeUndefined();
    expect(parsed.data).toEqual(measure(jobs(100)));
    expect(loadRecordSchema.safeParse(measure([])).success).toBe(true);
  });

  test('tells inference, queue and completion apart', () => {
    const { jobs: counts, inference, queue, completion } = measure(jobs(100));
    expect(counts).toMatchObject({ started: 100, finished: 100 });
    if (!isEstimated(inference.p50) || !isEstimated(completion.p50) || !isEstimated(queue.p50)) {
      throw new Error('expected estimates');
    }
    expect(inference.p50.value).toBeGreaterThan(25_000);
    expect(inference.p50.value).toBeLessThan(27_000);
    expect(inference.p50.n).toBe(100);
    expect(queue.p50).toMatchObject({ value: 50, low: 50, high: 50 });
    expect(Math.abs(completion.p50.value - inference.p50.value - 50)).toBeLessThan(500);
    expect(completion.p50.high - completion.p50.low).toBeGreaterThan(
      inference.p50.high - inference.p50.low,
    );
  });

  test('leaves quantiles out for which there are too few jobs', () => {
    const { completion, inference } = measure(jobs(20));
    expect(isEstimated(inference.p50)).toBe(true);
    expect(inference.p95).toEqual({ reason: 'not estimable: 20 of 72 jobs' });
    expect(completion.p99).toEqual({ reason: 'not estimable: 20 of 368 jobs' });
  });

  test('counts only finished jobs', () => {
    const { jobs: counts, inference } = measure(jobs(20, (place) => ({ fails: place % 2 === 0 })));
    expect(counts).toMatchObject({ finished: 10, failed: 10 });
    expect(inference.p50).toMatchObject({ n: 10 });
  });

  test('does not give an interval where jobs waited for each other', () => {
    const waiting = measure(jobs(100, (place) => ({ queued: place % 20 === 0 ? 9_000 : 50 })));
    expect(waiting.completion.p50).toEqual({
      reason:
        'not estimable: not settled: 5 of 100 jobs waited for a worker, so their times hang together',
    });
    expect(isEstimated(waiting.queue.p95)).toBe(false);
    expect(isEstimated(waiting.inference.p50)).toBe(true);
  });

  test('says so where nobody tells how long jobs were queued', () => {
    const { completion, baseline } = measure(jobs(10, () => ({ served: 10, silent: true })));
    expect(completion.p50).toEqual({
      reason:
        'not estimable: not settled: neither the server nor the polls tell how long jobs were queued',
    });
    expect(baseline.compared).toBe('completion');
  });

  test('compares completion where the server reports no inference time', () => {
    const { baseline } = measure(jobs(20, () => ({ queued: 600, silent: true, phase: 0 })));
    expect(baseline.compared).toBe('completion');
    expect(baseline.statement).toMatch(/^completion median 2\d\.\d s \[/u);
  });
});

describe('latencies', () => {
  test('are measured route by route', () => {
    const { routes } = measure(jobs(100));
    expect(routes.submit?.requests).toBe(100);
    expect(routes.result?.requests).toBe(100);
    expect(routes.status?.requests).toBeGreaterThan(2_500);
    expect(routes.sync).toBeUndefined();
    expect(routes.submit?.latency.p95).toEqual({ value: 20, low: 20, high: 20, n: 100 });
  });

  test('are not given under a fast clock', () => {
    const { routes } = measure(jobs(100), { rate: 100 });
    expect(routes.submit?.latency.p50).toEqual({
      reason: 'not estimable: at 100 times its speed every millisecond of the sender counts as 100',
    });
  });
});

describe('under a fast clock', () => {
  test('completion is given as long as the sender is quick', () => {
    expect(isEstimated(measure(jobs(100), { rate: 100 }).completion.p50)).toBe(true);
  });

  test("a slow sender's own time is not taken for the target's", () => {
    const slow = jobs(100).map((exchange) =>
      exchange.route === 'submit' ? { ...exchange, t1: exchange.t0 + 800 } : exchange,
    );
    expect(measure(slow, { rate: 100 }).completion.p50).toEqual({
      reason: "not estimable: the sender's own 8.2 ms a job are 0.8 s at 100 times its speed",
    });
    expect(isEstimated(measure(slow, { rate: 1 }).completion.p50)).toBe(true);
    expect(isEstimated(measure(slow, { rate: 100 }).inference.p50)).toBe(true);
  });
});

describe('a limiter', () => {
  test('that never showed is not seen', () => {
    expect(measure(jobs(8)).limiter).toEqual({
      verdict: 'not-seen',
      counts: [],
      resetHeader: 'not-seen',
      candidates: [],
    });
  });

  test('that showed is counted by route, and not named', () => {
    const {
      jobs: counts,
      limiter,
      routes,
    } = measure(numbered([...jobs(3), refused(10), refused(20)]));
    expect(counts).toMatchObject({ started: 5, refused: 2, finished: 3 });
    expect(routes.submit?.status429).toBe(2);
    expect(routes.status?.status429).toBe(0);
    expect(limiter).toMatchObject({
      verdict: 'undetermined',
      counts: ['submit'],
      resetHeader: 'absent',
    });
    expect(limiter.candidates).toHaveLength(6);
  });

  test('that turns polls away does not count unfinished jobs', () => {
    const [submit, poll, ...rest] = jobs(1);
    if (submit === undefined || poll === undefined) throw new Error('expected polls');
    const { limiter } = measure([submit, { ...poll, response: answer(429, {}) }, ...rest]);
    expect(limiter.candidates.map((candidate) => candidate.class)).not.toContain('concurrency');
  });

  test('that announces a reset has that header, true or not', () => {
    const name = contract.gateway.names.headers.rateLimitReset;
    const { limiter } = measure(numbered([refused(10, [[name, '2026-01-01T00:00:00Z']])]));
    expect(limiter.resetHeader).toBe('not-seen');
  });
});
