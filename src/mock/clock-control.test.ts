import { describe, expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import type { Clock } from '../units/clock.ts';
import { realClock } from '../units/real-clock.ts';
import { seed } from '../units/units.ts';
import { VirtualClock } from '../units/virtual-clock.ts';
import { CLOCK_PATH } from './clock-control.ts';
import { type Client, type Reply, mocksOf } from './mock.fixture.ts';
import { createMock, MOCK_EPOCH } from './mock.ts';

const { clientOf } = mocksOf(contract);

const JSON_TYPE = { 'content-type': 'application/json' };

async function withClock(clock: Clock, program: (client: Client) => Promise<void>): Promise<void> {
  const mock = createMock({ contract, clock, seed: seed(1) });
  try {
    await program(clientOf(mock, clock));
  } finally {
    await mock.close();
  }
}

const byHand = (): VirtualClock => new VirtualClock(MOCK_EPOCH, 'by-hand');

const read = ({ send }: Client): Promise<Reply> => send({ path: CLOCK_PATH });
const advance = ({ send }: Client, ms: unknown, headers = JSON_TYPE): Promise<Reply> =>
  send({
    method: 'POST',
    path: CLOCK_PATH,
    headers,
    body: JSON.stringify({ advance_ms: ms }),
  });

describe('a clock driven by hand', () => {
  test('stands still until it is advanced', () =>
    withClock(byHand(), async (client) => {
      const start = { now: MOCK_EPOCH, rate: 0, parked: 0, next: null };
      expect(await read(client)).toMatchObject({ status: 200, json: start });
      expect((await advance(client, 1500)).json).toEqual({ ...start, now: MOCK_EPOCH + 1500 });
      expect((await read(client)).json).toEqual({ ...start, now: MOCK_EPOCH + 1500 });
    }));

  test('tells which exchanges it holds, and lets them go', () =>
    withClock(byHand(), async (client) => {
      const held = client.submit(contract.example, 'valid', 'sync');
      await new Promise(setImmediate);
      await new Promise(setImmediate);
      const { json } = await read(client);
      expect(json).toMatchObject({ now: MOCK_EPOCH, parked: 1 });
      const next = Number(json['next']);
      expect(next).toBeGreaterThan(MOCK_EPOCH + 10_000);
      const before = await advance(client, next - MOCK_EPOCH - 1);
      expect(before.json).toMatchObject({ parked: 1, next });
      expect((await advance(client, 1)).json).toEqual({
        now: next,
        rate: 0,
        parked: 0,
        next: null,
      });
      expect((await held).status).toBe(200);
    }));

  test('never goes back, however many advance it at once', () =>
    withClock(byHand(), async (client) => {
      const seen = await Promise.all([300, 100, 200].map((ms) => advance(client, ms)));
      const nows = seen.map(({ json }) => Number(json['now']) - MOCK_EPOCH);
      expect(nows.toSorted((one, other) => one - other).at(-1)).toBe(600);
    }));

  test.each([-1, Number.NaN, '5', null, undefined, 1e15])('refuses to advance by %s', (ms) =>
    withClock(byHand(), async (client) => {
      expect((await advance(client, ms)).status).toBe(400);
      expect((await read(client)).json['now']).toBe(MOCK_EPOCH);
    }),
  );

  test('cannot be reached by a web page', () =>
    withClock(byHand(), async (client) => {
      const origin = { origin: 'https://page.example' };
      expect((await client.send({ path: CLOCK_PATH, headers: origin })).status).toBe(403);
      expect((await advance(client, 1, { ...JSON_TYPE, ...origin })).status).toBe(403);
      expect((await advance(client, 1, { 'content-type': 'text/plain' })).status).toBe(415);
      expect((await read(client)).json['now']).toBe(MOCK_EPOCH);
    }));

  test.each(['{', '', '[]', 'null'])('refuses the body %j', (body) =>
    withClock(byHand(), async ({ send }) => {
      const request = { method: 'POST', path: CLOCK_PATH, headers: JSON_TYPE, body };
      expect((await send(request)).status).toBe(400);
    }),
  );
});

test('a clock that runs tells its rate, and cannot be advanced', () =>
  withClock(realClock(50, MOCK_EPOCH), async (client) => {
    const { json } = await read(client);
    expect(json).toMatchObject({ rate: 50, parked: 0, next: null });
    expect(Number(json['now'])).toBeGreaterThanOrEqual(MOCK_EPOCH);
    expect((await advance(client, 1)).status).toBe(409);
  }));
