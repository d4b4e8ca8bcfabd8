import { expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { LIMITER_CLASSES } from '../limiter/model.ts';
import { milliseconds } from '../units/units.ts';
import { mocksOf } from './mock.fixture.ts';
import type { RateLimit } from './rate-gate.ts';

const { embedded } = mocksOf(contract);

const limit = (change: Partial<RateLimit> = {}): { limiter: RateLimit } => ({
  limiter: {
    class: 'fixed-window',
    limit: 3,
    windowMs: milliseconds(60_000),
    count: 'all',
    ...change,
  },
});

test('a request too many is answered 429, with nothing but the instant of the reset', () =>
  embedded(async ({ get, wait }) => {
    await wait(10_000);
    for (let poll = 0; poll < 3; poll += 1) expect((await get('credits')).status).toBe(200);
    const { status, headers, json } = await get('credits');
    expect(status).toBe(429);
    expect(json).toEqual({ error: 'Too many requests' });
    expect(headers['x-rate-limit-reset-at-utc']).toBe('2026-01-01T00:01:00.000Z');
    expect(headers).not.toHaveProperty('retry-after');
    await wait(50_000);
    expect((await get('credits')).status).toBe(200);
  }, limit()));

test('every key has a limit of its own, and refused keys have none', () =>
  embedded(async ({ get }) => {
    for (let poll = 0; poll < 4; poll += 1) await get('credits');
    expect((await get('credits', {}, 'other')).status).toBe(200);
    expect((await get('credits', {}, 'revoked')).status).toBe(401);
    expect((await get('credits')).status).toBe(429);
  }, limit()));

test('with submits alone counted, polls are free', () =>
  embedded(
    async ({ submit, start, get }) => {
      const id = await start();
      await start();
      await start();
      expect((await submit()).status).toBe(429);
      for (let poll = 0; poll < 10; poll += 1) {
        expect((await get('status', { id })).status).toBe(200);
      }
    },
    limit({ count: 'submits' }),
  ));

test('concurrency counts unfinished jobs, and names the instant when one ends', () =>
  embedded(
    async ({ submit, start, get, clock, wait }) => {
      for (let job = 0; job < 3; job += 1) await start();
      const { status, headers } = await submit();
      expect(status).toBe(429);
      const reset = Date.parse(headers['x-rate-limit-reset-at-utc'] ?? '');
      expect((await get('credits')).status).toBe(200);
      await wait(reset - clock.now() - 2);
      expect((await submit()).status).toBe(429);
      await wait(2);
      expect((await submit()).status).toBe(200);
    },
    limit({ class: 'concurrency' }),
  ));

test.each(LIMITER_CLASSES)('%s: a request at the named instant is accepted', (name) =>
  embedded(
    async ({ submit, clock, wait }) => {
      for (let burst = 0; burst < 3; burst += 1) {
        let reply = await submit();
        while (reply.status === 200) reply = await submit();
        expect(reply.status).toBe(429);
        await wait(Date.parse(reply.headers['x-rate-limit-reset-at-utc'] ?? '') - clock.now());
        expect((await submit()).status).toBe(200);
      }
    },
    limit({ class: name }),
  ),
);
