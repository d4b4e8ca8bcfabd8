import type { Dispatcher } from 'undici';
import { describe, expect, it } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { headerOf } from '../history/exchange.ts';
import { historyLine } from '../history/ndjson.ts';
import { createMock, MOCK_EPOCH, MOCK_ORIGIN } from '../mock/mock.ts';
import { profileOf } from '../mock/profiles.ts';
import { milliseconds, requestsPerMinute, seed as asSeed } from '../units/units.ts';
import { VirtualClock } from '../units/virtual-clock.ts';
import {
  billed,
  type Choice,
  type Collection,
  collectFrom,
  keysOf,
  paidPosts,
  type Server,
  serverOf,
} from './collection.fixture.ts';
import { type Arrived, ORIGIN, type Script, scripted } from './scripted.fixture.ts';

function mockServer(profile = 'strict', seed = 1): Server {
  const clock = new VirtualClock(MOCK_EPOCH, 'itself');
  const known = profileOf(profile);
  const mock = createMock({
    contract,
    clock,
    seed: asSeed(seed),
    exchangeDurations: true,
    ...(known !== undefined && { profile: known }),
  });
  return serverOf(mock, clock);
}

function collected(choice: Choice = {}, profile?: string): Promise<Collection> {
  return collectFrom(contract, mockServer(profile, choice.seed), choice);
}

describe('a run against a server that keeps its promises', () => {
  it.each(['strict', 'late'].flatMap((profile) => [1, 2, 77].map((seed) => ({ profile, seed }))))(
    'is the same byte for byte: %o',
    async ({ profile, seed }) => {
      const text = async (): Promise<string> => {
        const { exchanges, run, collected: ended } = await collected({ seed }, profile);
        expect(ended).toEqual({ is: 'complete' });
        return [JSON.stringify(run.plan), ...exchanges.map((one) => historyLine(one))].join('\n');
      };
      const first = await text();
      expect((await text()) === first).toBe(true);
    },
  );

  it.each(['strict', 'late', 'jittery', 'skip-processing'])(
    'on the profile %s sends every planned case, and each paid payload once',
    async (profile) => {
      const { run, exchanges } = await collected({}, profile);
      const sent = new Set(exchanges.map((one) => one.case?.id));
      expect(run.plan.cases.map(({ id }) => id).filter((id) => !sent.has(id))).toEqual([]);
      const posts = paidPosts(contract, exchanges).filter(({ key }) => key === 'valid');
      const bodies = posts.map(({ route, request }) => JSON.stringify([route, request.body]));
      expect(new Set(bodies).size).toBe(bodies.length);
      expect(billed(contract, exchanges)).toBeGreaterThanOrEqual(run.plan.jobs.ifKept);
    },
  );

  it('sends a key to the target alone, and none for outputs', async () => {
    const { exchanges } = await collected();
    const outputs = exchanges.filter(({ route }) => route === 'output');
    expect(outputs.length).toBeGreaterThan(0);
    expect(new Set(outputs.map(({ key }) => key))).toEqual(new Set(['none']));
    expect(exchanges.every(({ url }) => new URL(url).origin === MOCK_ORIGIN)).toBe(true);
    const { header } = contract.gateway.authentication;
    expect(outputs.filter(({ request }) => headerOf(request, header) !== undefined)).toEqual([]);
  });

  it('tells what it does: every phase to its end', async () => {
    const seen = new Map<string, string>();
    await collected({
      onProgress: ({ phase, done, total }) => seen.set(phase, `${done}/${total}`),
    });
    const unfinished = [...seen].filter(([, text]) => new Set(text.split('/')).size !== 1);
    expect(seen.size).toBeGreaterThan(6);
    expect(unfinished).toEqual([]);
  });
});

describe('a target', () => {
  const { names, states } = contract.gateway;
  const servedBy = (script: Script): { server: Server; arrived: readonly Arrived[] } => {
    const { dispatcher, arrived } = scripted(script);
    const clock = new VirtualClock(MOCK_EPOCH, 'itself');
    const keys = keysOf({ valid: 'key-of-a-test', other: 'another-key-of-a-test' });
    const target = { name: 'scripted', baseUrl: ORIGIN, keys, headers: [] };
    return { server: { clock, dispatcher, target }, arrived };
  };

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'ECONNRESET', 'UND_ERR_HEADERS_TIMEOUT'])(
    'that cannot be reached is asked three times, and gets nothing else: %s',
    async (fails) => {
      const { server, arrived } = servedBy(() => ({ fails }));
      const { collected: ended } = await collectFrom(contract, server);
      expect(ended).toMatchObject({ is: 'unreachable', exchange: { route: 'credits' } });
      expect(arrived.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET']);
    },
  );

  it('that answers the second time is checked', async () => {
    const { server, arrived } = servedBy((_, place) =>
      place === 0 ? { fails: 'ECONNREFUSED' } : { status: 404 },
    );
    expect((await collectFrom(contract, server)).collected).toEqual({ is: 'complete' });
    expect(arrived.length).toBeGreaterThan(100);
  });

  it.each([401, 403])('that refuses the key with %i gets nothing else', async (status) => {
    const { server, arrived } = servedBy(() => ({ status }));
    const { collected: ended } = await collectFrom(contract, server);
    expect(ended).toMatchObject({ is: 'key-refused', exchange: { response: { status } } });
    expect(arrived.length).toBe(1);
  });

  it('that names other hosts sends nobody there', async () => {
    const elsewhere = 'https://elsewhere.example.com/x';
    const { server, arrived } = servedBy(({ method, url }, place) => ({
      status: 200,
      body: {
        [names.credits]: 100,
        ...(method === 'POST' && { [names.id]: `job-${place}` }),
        [names.state]: url.endsWith('/status') ? states.completed : states.running,
        [names.statusUrl]: elsewhere,
        [names.responseUrl]: elsewhere,
        [names.pollUrl]: elsewhere,
        [names.output]: [elsewhere, `${ORIGIN}/outputs/1`],
        images: [{ url: elsewhere }],
      },
      headers: { location: elsewhere },
    }));
    const { collected: ended } = await collectFrom(contract, server);
    expect(ended).toEqual({ is: 'complete' });
    expect(new Set(arrived.map(({ url }) => new URL(url).origin))).toEqual(new Set([ORIGIN]));
    expect(arrived.filter(({ url }) => url === `${ORIGIN}/outputs/1`).length).toBeGreaterThan(5);
  });
});

describe('limits of a run', () => {
  it('no case is begun after its time, and what was begun is followed to its end', async () => {
    const time = milliseconds(40_000);
    const { run, exchanges, collected: ended } = await collected({ time });
    const unsent = ended.is === 'out-of-budget' ? ended.unsent : [];
    const sent = new Set(exchanges.map((one) => one.case?.id));
    expect(unsent.length).toBeGreaterThan(5);
    expect(run.plan.cases.filter(({ id }) => !sent.has(id)).map(({ id }) => id)).toEqual(unsent);
    const posts = exchanges.filter(({ method }) => method === 'POST');
    expect(posts.filter(({ t0 }) => t0 >= MOCK_EPOCH + time)).toEqual([]);
    const example = posts.findLast((one) => one.case?.id === 'example');
    const end = exchanges.findLast(({ route }) => route === 'result');
    expect(end?.case).toEqual(example?.case);
    expect(end?.t0).toBeGreaterThan(MOCK_EPOCH + time);
  });

  it('no more requests than asked for are begun in any minute', async () => {
    const rpm = requestsPerMinute(30);
    const { exchanges, collected: ended } = await collected({ rpm, concurrency: 40 });
    expect(ended).toEqual({ is: 'complete' });
    const begun = exchanges.map(({ t0 }) => t0).toSorted((one, other) => one - other);
    const spans = begun.slice(rpm).map((at, place) => at - (begun[place] ?? Number.NaN));
    expect(Math.min(...spans)).toBeGreaterThan(60_000 - 1e-3);
  });
});

describe('a run that is interrupted', () => {
  it('ends at once: nothing is begun after it, and what is in flight is recorded', async () => {
    const { exchanges } = await collected({ canWait: true });
    const steps = Array.from({ length: Math.floor(exchanges.length / 20) }, (_, n) => 1 + 20 * n);
    for (const step of [...steps, exchanges.length - 1]) {
      const abort = new AbortController();
      const server = mockServer();
      let [begun, begunLate, recorded] = [0, 0, 0];
      const request = server.dispatcher.request.bind(server.dispatcher);
      server.dispatcher.request = (options: Dispatcher.RequestOptions) => {
        begun += 1;
        if (abort.signal.aborted) begunLate += 1;
        return request(options);
      };
      const { collected: ended } = await collectFrom(contract, server, {
        signal: abort.signal,
        onExchange: () => {
          recorded += 1;
          if (recorded === step) abort.abort(new Error('interrupted'));
        },
      });
      expect([step, ended.is, begunLate]).toEqual([step, 'interrupted', 0]);
      expect(recorded).toBe(begun);
    }
  });

  it('says so of a run that was never begun', async () => {
    const { collected: ended, exchanges } = await collected({
      signal: AbortSignal.abort(new Error('interrupted')),
    });
    expect(ended).toEqual({ is: 'interrupted' });
    expect(exchanges).toEqual([]);
  });
});
