import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import type { Exchange, KeyKind } from '../history/exchange.ts';
import { randomStream } from '../units/random.ts';
import { realClock } from '../units/real-clock.ts';
import { milliseconds, seed } from '../units/units.ts';
import type { Wire } from '../wire/wire.ts';
import { keysOf } from './collection.fixture.ts';
import { unpaced } from './pace.ts';
import { type Answered, ORIGIN, type Script, scriptedSession } from './scripted.fixture.ts';
import { openSession } from './session.ts';

const { authentication, names } = contract.gateway;
const payload = contract.example;

const failures = [
  'ECONNREFUSED',
  'ECONNRESET',
  'UND_ERR_SOCKET',
  'UND_ERR_HEADERS_TIMEOUT',
  'ENOTFOUND',
];
const anyAnswer: fc.Arbitrary<Answered> = fc.oneof(
  fc.constantFrom(...failures).map((fails) => ({ fails })),
  fc.record({
    status: fc.oneof(
      fc.constantFrom(200, 202, 302, 400, 408, 422, 500, 502, 504),
      fc.integer({ min: 200, max: 599 }).filter((status) => status !== 429),
    ),
    body: fc.oneof(fc.json(), fc.constantFrom('', '<html>', '{"request_id":7}')),
    torn: fc.boolean(),
  }),
);

function limited(headers: Readonly<Record<string, string>>): Answered {
  return { status: 429, headers };
}

describe('a POST', () => {
  it('is sent once, whatever is answered, but for 429', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(3), anyAnswer, async (refusals, last) => {
        const script: Script = (_, place) => (place < refusals ? limited({}) : last);
        const { session, clock, arrived, exchanges } = scriptedSession(contract, script);
        await clock.activity(async () => {
          await session.post('submit', payload);
        });
        expect(arrived.length).toBe(refusals + 1);
        expect(exchanges.length).toBe(refusals + 1);
        expect(new Set(arrived.map(({ body }) => body))).toEqual(
          new Set([JSON.stringify(payload)]),
        );
      }),
    );
  });

  it('is given up after many 429s, and that one is the answer', async () => {
    const { session, clock, arrived } = scriptedSession(contract, () => limited({}));
    const last = await clock.activity(() => session.postText('submit', '/v2/x', '{}'));
    expect(last.response?.status).toBe(429);
    expect(arrived.length).toBe(21);
  });

  it('waits for the reset that a 429 names', async () => {
    const script: Script = (_, place) =>
      place === 0
        ? limited({ [names.headers.rateLimitReset]: '2026-01-01T00:00:33Z', 'retry-after': '1' })
        : { status: 200 };
    const { session, clock } = scriptedSession(contract, script);
    const begun = clock.now();
    await clock.activity(() => session.post('submit', payload));
    expect(clock.now() - begun).toBe(33_000);
  });

  it('is not sent any more once the run is aborted, not even after a 429', async () => {
    const abort = new AbortController();
    const script: Script = () => limited({ 'retry-after': '60' });
    const { session, clock, arrived } = scriptedSession(contract, script, {}, abort.signal);
    const reason = new Error('interrupted');
    const sent = clock.activity(() =>
      clock.waitFor(
        Promise.all([
          clock.activity(() => session.post('submit', payload)),
          clock.activity(async () => {
            await clock.sleep(milliseconds(59_999));
            abort.abort(reason);
          }),
        ]),
      ),
    );
    await expect(sent).rejects.toBe(reason);
    await expect(clock.activity(() => session.get('credits', {}))).rejects.toBe(reason);
    expect(arrived.length).toBe(1);
  });
});

describe('the headers of a request', () => {
  const keys = keysOf({ valid: 'valid-1', other: 'other-1', broke: 'broke-1' });
  const given = {
    keys,
    headers: [['x-team', 'depth']] as const,
    ledger: 'http://ledger.leadline.invalid/rows',
  };
  const own = authentication.header.toLowerCase();

  const cases: readonly (readonly [KeyKind, string | undefined, string | undefined])[] = [
    ['valid', 'valid-1', undefined],
    ['other', 'other-1', undefined],
    ['broke', 'broke-1', undefined],
    ['none', undefined, undefined],
    ['bearer', undefined, 'Bearer valid-1'],
  ];
  it.each(cases)('carry the key of kind %s where it belongs', async (key, inOwn, bearer) => {
    const { session, clock, arrived, exchanges } = scriptedSession(
      contract,
      ({ headers }) => ({ status: 200, body: Object.fromEntries(headers) }),
      given,
    );
    await clock.activity(() => session.get('credits', {}, { key }));
    expect(arrived[0]?.headers.get(own)).toBe(inOwn);
    expect(arrived[0]?.headers.get('authorization')).toBe(bearer);
    // The script echoes all that it was sent.
    expect(JSON.stringify(exchanges)).not.toMatch(/(?:valid|other|broke)-1/);
    expect(exchanges[0]?.key).toBe(key);
  });

  it('carry a wrong key of the right shape, the same all along and nobody’s', async () => {
    const { session, clock, arrived } = scriptedSession(contract, () => ({ status: 401 }), given);
    await clock.activity(async () => {
      await session.get('credits', {}, { key: 'wrong' });
      await session.post('submit', payload, { key: 'wrong' });
    });
    const [one, other] = arrived.map(({ headers }) => headers.get(own));
    expect(one).toMatch(new RegExp(authentication.keyPattern, 'u'));
    expect(other).toBe(one);
  });

  it('ask for no encoding, and name the type of a body alone', async () => {
    const { session, clock, arrived } = scriptedSession(contract, () => ({ status: 200 }), given);
    await clock.activity(async () => {
      await session.get('credits', {});
      await session.post('sync', payload);
      await session.postText('submit', '/v2/x', '');
    });
    expect(arrived.map(({ headers }) => headers.get('content-type'))).toEqual([
      undefined,
      'application/json',
      'application/json',
    ]);
    expect(arrived.map(({ headers }) => headers.get('accept-encoding'))).toEqual(
      Array.from({ length: 3 }, () => 'identity'),
    );
  });

  it('are the target’s own on the target and on its request history, and nowhere else', async () => {
    const { session, clock, arrived } = scriptedSession(contract, () => ({ status: 200 }), given);
    await clock.activity(async () => {
      await session.fetch('status', `${ORIGIN}/v2/requests/1/status`, { key: 'valid' });
      await session.fetch('ledger', `${given.ledger}?page=1`, { key: 'valid' });
      await session.fetch('output', 'https://images.example.com/1.jpg', { key: 'none' });
    });
    const teams = arrived.map(({ headers }) => headers.get('x-team'));
    expect(teams).toEqual(['depth', 'depth', undefined]);
  });
});

it.each([
  [0, 130_000, 10_000],
  [1, 150_000, 30_000],
  [100, 31_200, 30_000],
])(
  'at a rate of %i a synchronous call has %i ms of the wall clock, others %i',
  async (rate, most, others) => {
    const deadlines: number[] = [];
    const { session, clock, exchanges } = scriptedSession(contract, () => ({ status: 200 }));
    await clock.activity(() => session.get('credits', {}));
    const wire: Wire = {
      exchange: ({ deadline }) => {
        deadlines.push(deadline);
        return Promise.resolve(exchanges[0] as Exchange);
      },
    };
    const { target, signal } = session;
    const random = randomStream(seed(1), 'collect.keys');
    const paced = { contract, target, wire, clock: { ...realClock(1), rate }, random, signal };
    const timed = openSession({ ...paced, pace: unpaced });
    await timed.post('sync', payload);
    await timed.post('submit', payload);
    await timed.get('result', { id: 'job-1' });
    expect(deadlines).toEqual([most, others, others]);
  },
);
