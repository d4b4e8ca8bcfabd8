import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import type { Exchange } from '../history/exchange.ts';
import { answer, exchangesOf, type MadeUpJob, numbered, submitExchange } from './fixtures.ts';
import { countJobs, type JobTimes, traceJobs } from './job-trace.ts';

const DEADLINE = contract.gateway.client.deadlineMs;

function onlyEnd(exchanges: readonly Omit<Exchange, 'seq'>[]): string | undefined {
  return traceJobs(contract, numbered(exchanges), DEADLINE)[0]?.end;
}

function timesOf(job: MadeUpJob): JobTimes {
  const [trace] = traceJobs(contract, numbered(exchangesOf(contract, job)), DEADLINE);
  if (trace?.times === undefined) throw new Error('expected a finished job');
  return trace.times;
}

const job: MadeUpJob = { id: 'a', submittedAt: 1_000, queued: 3_000, served: 25_000 };

describe('what became of a job', () => {
  test.each([
    ['refused', answer(400, {})],
    ['refused', answer(429, {})],
    ['ambiguous', answer(302, {})],
    ['ambiguous', answer(500, {})],
    ['ambiguous', answer(504, {})],
    ['ambiguous', answer(200, { [contract.gateway.names.state]: 'QUEUED' })],
    ['ambiguous', undefined],
  ])('%s, from its submit', (end, response) => {
    expect(onlyEnd([submitExchange(contract, 0, response)])).toBe(end);
  });

  test.each([
    ['refused', { kind: 'refused', sent: 'no' }],
    ['ambiguous', { kind: 'timeout', sent: 'maybe' }],
    ['ambiguous', { kind: 'truncated', sent: 'yes' }],
    ['cut', { kind: 'cut', sent: 'maybe' }],
  ] as const)('%s, without an answer', (end, error) => {
    expect(onlyEnd([{ ...submitExchange(contract, 0, undefined), error }])).toBe(end);
  });

  test.each([
    ['finished', job],
    ['failed', { ...job, fails: true }],
    ['cut', { ...job, cutAt: 20_000 }],
    ['cut', { ...job, cutAt: 0 }],
    ['timedOut', { ...job, served: 2 * DEADLINE, cutAt: job.submittedAt + DEADLINE }],
  ])('%s, from its polls', (end, made) => {
    expect(onlyEnd(exchangesOf(contract, made))).toBe(end);
  });

  test('a job whose last poll was refused at the deadline has timed out', () => {
    const made = exchangesOf(contract, { ...job, served: 2 * DEADLINE, cutAt: 20_000 });
    const last = made.at(-1);
    if (last === undefined) throw new Error('expected polls');
    const refused = { ...last, t0: 601_000, t1: 601_020, response: answer(429, {}) };
    expect(onlyEnd([...made, refused])).toBe('timedOut');
  });

  test('all that were started are accounted for', () => {
    const some = fc.record({
      queued: fc.nat(5_000),
      served: fc.integer({ min: 1, max: 30_000 }),
      fails: fc.boolean(),
      cutAt: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.nat(30_000)),
      status: fc.constantFrom(0, 200, 400, 429, 500),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 12 }), (jobs) => {
        const made = jobs.flatMap(({ status, ...rest }, place) =>
          status === 200
            ? exchangesOf(contract, { id: `${place}`, submittedAt: place, ...rest })
            : [submitExchange(contract, place, status === 0 ? undefined : answer(status, {}))],
        );
        const { started, ...ends } = countJobs(traceJobs(contract, numbered(made), DEADLINE));
        expect(started).toBe(jobs.length);
        expect(Object.values(ends).reduce((sum, count) => sum + count, 0)).toBe(started);
      }),
    );
  });
});

describe('the times of a job', () => {
  test('are bounds that hold the truth, as close as the polls are', () => {
    fc.assert(
      fc.property(
        fc.nat(20_000),
        fc.integer({ min: 1, max: 60_000 }),
        fc.integer({ min: 0, max: 999 }),
        fc.boolean(),
        (queued, served, phase, silent) => {
          const { completion, queue } = timesOf({ ...job, queued, served, phase, silent });
          expect(completion.low).toBeLessThanOrEqual(queued + served);
          expect(completion.high).toBeGreaterThanOrEqual(queued + served);
          expect(completion.high - completion.low).toBeLessThanOrEqual(1_040);
          if (queue === undefined) return;
          expect(queue.low).toBeLessThanOrEqual(queued + 1e-6);
          expect(queue.high).toBeGreaterThanOrEqual(queued - 1e-6);
        },
      ),
    );
  });

  test("prefer the server's own, in its own precision", () => {
    const { queue, inference } = timesOf(job);
    expect(queue).toEqual({ low: 3_000, high: 3_000 });
    expect(inference).toBe(25_000);
  });

  test('are not known of what neither server nor polls tell', () => {
    const { queue, inference } = timesOf({ ...job, served: 100, silent: true });
    expect(queue).toBeUndefined();
    expect(inference).toBeUndefined();
  });
});
