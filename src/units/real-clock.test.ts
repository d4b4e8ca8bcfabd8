import { describe, expect, it } from 'vitest';
import { realClock, wallClock } from './real-clock.ts';
import { milliseconds } from './units.ts';

/** A wall clock that a test sets. */
function fakeWall(begins: number) {
  const wall = { now: begins };
  return { wall, read: () => wall.now };
}

describe('a real clock', () => {
  it('begins at the wall clock, and runs at its rate', () => {
    const { wall, read } = fakeWall(1_000);
    const clock = realClock(50, undefined, read);
    expect(clock.now()).toBe(1_000);
    wall.now += 7;
    expect(clock.now()).toBe(1_350);
    expect(clock.rate).toBe(50);
  });

  it('begins at another instant where one is given', () => {
    const { wall, read } = fakeWall(1_000);
    const clock = realClock(2, 500_000, read);
    expect(clock.now()).toBe(500_000);
    wall.now += 0.5;
    expect(clock.now()).toBe(500_001);
  });

  it('sleeps a span of its own time', async () => {
    const begun = performance.now();
    await realClock(100).sleep(milliseconds(1_000));
    const took = performance.now() - begun;
    expect(took).toBeGreaterThanOrEqual(8);
    expect(took).toBeLessThan(500);
  });

  it('does not wait for a span that is over', async () => {
    const begun = performance.now();
    await realClock(1).sleep(milliseconds(-5_000));
    expect(performance.now() - begun).toBeLessThan(500);
  });

  it('rejects a sleep with the reason of its signal, before it and within it', async () => {
    const reason = new Error('enough');
    const clock = realClock(1);
    await expect(clock.sleep(milliseconds(60_000), AbortSignal.abort(reason))).rejects.toBe(reason);
    const controller = new AbortController();
    const asleep = clock.sleep(milliseconds(60_000), controller.signal);
    controller.abort(reason);
    await expect(asleep).rejects.toBe(reason);
  });

  it('just runs what it is given', async () => {
    const clock = realClock(1);
    expect(await clock.activity(() => Promise.resolve(1))).toBe(1);
    expect(await clock.waitFor(Promise.resolve(2))).toBe(2);
    expect(await clock.answer(Promise.resolve(3))).toBe(3);
  });
});

it('reads a wall clock that agrees with the date and never goes back', () => {
  const first = wallClock();
  expect(Math.abs(first - Date.now())).toBeLessThan(5_000);
  expect(wallClock()).toBeGreaterThanOrEqual(first);
});
