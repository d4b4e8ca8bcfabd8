import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EpochMs, epochMs, milliseconds } from '../units/units.ts';
import { createLimiter } from './limiter.ts';
import {
  type Limiter,
  LIMITER_CLASSES,
  type LimiterClass,
  type LimiterSpec,
  type LimiterState,
} from './model.ts';

const EPOCH = Date.UTC(2026, 0, 1);
const WINDOWED = LIMITER_CLASSES.filter((name) => name !== 'concurrency');

const specs = (of: LimiterClass): fc.Arbitrary<LimiterSpec> =>
  fc.record({
    class: fc.constant(of),
    limit: fc.integer({ min: 1, max: 8 }),
    windowMs: fc.integer({ min: 1, max: 500 }).map(milliseconds),
  });

/** Instants in order, close enough to one another to meet limits; as odd as clocks make them. */
const arrivals: fc.Arbitrary<readonly number[]> = fc
  .array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 200, noNaN: true })), {
    minLength: 1,
    maxLength: 60,
  })
  .map((gaps) => {
    let at = EPOCH;
    return gaps.map((gap) => (at += gap));
  });

/** The instants that were accepted. */
function accepted(spec: LimiterSpec, instants: readonly number[]): readonly number[] {
  const limiter = createLimiter(spec);
  let state = limiter.start;
  return instants.filter((at) => {
    const decision = limiter.decide(state, epochMs(at));
    state = decision.state;
    return decision.accepted;
  });
}

interface Refusal {
  readonly limiter: Limiter;
  readonly at: EpochMs;
  readonly state: LimiterState;
  readonly resetAt: EpochMs;
}

function refusals(spec: LimiterSpec, instants: readonly number[]): readonly Refusal[] {
  const limiter = createLimiter(spec);
  let state = limiter.start;
  return instants.map(epochMs).flatMap((at) => {
    const decision = limiter.decide(state, at);
    state = decision.state;
    return decision.accepted ? [] : [{ limiter, at, state, resetAt: decision.resetAt }];
  });
}

function within(instants: readonly number[], from: number, to: number): number {
  return instants.filter((at) => at >= from && at < to).length;
}

describe.each(WINDOWED)('%s', (name) => {
  test('accepts a burst of the limit and nothing more', () => {
    fc.assert(
      fc.property(specs(name), (spec) => {
        const burst = Array.from({ length: spec.limit + 3 }, () => EPOCH);
        expect(accepted(spec, burst)).toHaveLength(spec.limit);
      }),
    );
  });

  test('accepts again at the instant that a refusal names, and not a millisecond before', () => {
    fc.assert(
      fc.property(specs(name), arrivals, (spec, instants) => {
        for (const { limiter, at, state, resetAt } of refusals(spec, instants)) {
          expect(Number.isInteger(resetAt)).toBe(true);
          expect(resetAt).toBeGreaterThan(at);
          expect(limiter.decide(state, resetAt).accepted).toBe(true);
          const before = epochMs(Math.max(at, resetAt - 1.01));
          expect(limiter.decide(state, before).accepted).toBe(false);
        }
      }),
    );
  });

  test('is left as it was by a refused request', () => {
    fc.assert(
      fc.property(specs(name), arrivals, (spec, instants) => {
        const once = accepted(spec, instants);
        const twice = accepted(
          spec,
          instants.flatMap((at) => (once.includes(at) ? [at] : [at, at, at])),
        );
        expect(twice).toEqual(once);
      }),
    );
  });
});

describe('windows', () => {
  test('fixed-window keeps the limit in every window of the clock', () => {
    fc.assert(
      fc.property(specs('fixed-window'), arrivals, (spec, instants) => {
        const counts = Map.groupBy(accepted(spec, instants), (at) =>
          Math.floor(at / spec.windowMs),
        );
        for (const window of counts.values()) expect(window.length).toBeLessThanOrEqual(spec.limit);
      }),
    );
  });

  test('fixed-window-first keeps the limit in windows that begin with a request', () => {
    fc.assert(
      fc.property(specs('fixed-window-first'), arrivals, (spec, instants) => {
        let rest = accepted(spec, instants);
        while (rest[0] !== undefined) {
          const end = rest[0] + spec.windowMs;
          expect(within(rest, rest[0], end)).toBeLessThanOrEqual(spec.limit);
          rest = rest.filter((at) => at >= end);
        }
      }),
    );
  });

  test('fixed-window-first lets a window begin at any instant, fixed-window does not', () => {
    const burst = [0, 0, 90, 90, 110, 110].map((after) => EPOCH + after);
    const spec = { limit: 2, windowMs: milliseconds(100) };
    const aligned = accepted({ ...spec, class: 'fixed-window' }, burst);
    expect(aligned.map((at) => at - EPOCH)).toEqual([0, 0, 110, 110]);
    const late = burst.map((at) => at + 50);
    const first = accepted({ ...spec, class: 'fixed-window-first' }, late);
    expect(first.map((at) => at - EPOCH)).toEqual([50, 50, 160, 160]);
    const both = accepted({ ...spec, class: 'fixed-window' }, late);
    expect(both.map((at) => at - EPOCH)).toEqual([50, 50, 140, 140]);
  });

  test('sliding-log keeps the limit in every stretch as long as a window', () => {
    fc.assert(
      fc.property(specs('sliding-log'), arrivals, (spec, instants) => {
        const all = accepted(spec, instants);
        for (const at of all) {
          expect(within(all, at, at + spec.windowMs)).toBeLessThanOrEqual(spec.limit);
        }
      }),
    );
  });

  test('sliding-counter keeps the limit in every window, the last one weighed by its overlap', () => {
    fc.assert(
      fc.property(specs('sliding-counter'), arrivals, (spec, instants) => {
        const all = accepted(spec, instants);
        for (const [place, at] of all.entries()) {
          const start = Math.floor(at / spec.windowMs) * spec.windowMs;
          const upToNow = all.slice(0, place + 1);
          const previous = within(upToNow, start - spec.windowMs, start);
          const overlap = 1 - (at - start) / spec.windowMs;
          const weighed = previous * overlap + within(upToNow, start, Infinity);
          expect(weighed).toBeLessThanOrEqual(spec.limit + 1e-9);
        }
      }),
    );
  });

  test('token-bucket never lets through more than its content and what was refilled', () => {
    fc.assert(
      fc.property(specs('token-bucket'), arrivals, (spec, instants) => {
        const all = accepted(spec, instants);
        for (const [first, from] of all.entries()) {
          for (const [last, to] of all.entries()) {
            if (last < first) continue;
            const refilled = ((to - from) / spec.windowMs) * spec.limit;
            expect(last - first + 1).toBeLessThanOrEqual(spec.limit + refilled + 1e-3);
          }
        }
      }),
    );
  });

  test('token-bucket gives one token back at a time', () => {
    const spec = { class: 'token-bucket', limit: 2, windowMs: milliseconds(100) } as const;
    const instants = [0, 0, 49, 50, 51, 99, 100, 300, 300, 300].map((after) => EPOCH + after);
    const offsets = accepted(spec, instants).map((at) => at - EPOCH);
    expect(offsets).toEqual([0, 0, 50, 100, 300, 300]);
  });
});

describe('concurrency', () => {
  const jobs = fc.array(
    fc.record({
      gap: fc.double({ min: 0, max: 50, noNaN: true }),
      lasts: fc.double({ min: 0.01, max: 200, noNaN: true }),
    }),
    { maxLength: 60 },
  );

  test('keeps accepted, unfinished jobs at the limit, and names when the next one ends', () => {
    fc.assert(
      fc.property(specs('concurrency'), jobs, (spec, program) => {
        const limiter = createLimiter(spec);
        let state = limiter.start;
        let at = EPOCH;
        const ends: number[] = [];
        for (const { gap, lasts } of program) {
          at += gap;
          const running = ends.filter((end) => end > at);
          const decision = limiter.decide(state, epochMs(at));
          state = decision.state;
          expect(decision.accepted).toBe(running.length < spec.limit);
          const named = decision.accepted ? undefined : decision.resetAt;
          const freed = decision.accepted ? undefined : Math.ceil(Math.min(...running));
          expect(named).toBe(freed);
          if (!decision.accepted) continue;
          state = limiter.occupy(state, epochMs(at + lasts));
          ends.push(at + lasts);
        }
      }),
    );
  });
});

test.each([
  [{ limit: 0, windowMs: 1 }, 'a limit of 1 or more'],
  [{ limit: 1.5, windowMs: 1 }, 'a limit of 1 or more'],
  [{ limit: 1, windowMs: 0 }, 'a window above 0 ms'],
])('refuses %j', ({ limit, windowMs }, message) => {
  const spec = { class: 'fixed-window', limit, windowMs: milliseconds(windowMs) } as const;
  expect(() => createLimiter(spec)).toThrow(message);
});
