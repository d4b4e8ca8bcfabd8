import { describe, expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { pathOf } from '../contract/routes.ts';
import { usd } from '../units/units.ts';
import { type Client, profileNamed, mocksOf } from './mock.fixture.ts';
import { MOCK_ORIGIN } from './mock.ts';

const { embedded } = mocksOf(contract);

const EXAMPLE = contract.example;
const HOUR = contract.gateway.retentionMs;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('a job', () => {
  test('is answered at once with an id and absolute URLs', () =>
    embedded(async ({ submit }) => {
      const { status, json } = await submit();
      const id = json['request_id'] as string;
      expect(status).toBe(200);
      expect(id).toMatch(UUID);
      expect(json).toEqual({
        request_id: id,
        status: 'QUEUED',
        poll_url: `${MOCK_ORIGIN}/v1/requests/${id}`,
        status_url: `${MOCK_ORIGIN}/v2/requests/${id}/status`,
        response_url: `${MOCK_ORIGIN}/v2/requests/${id}`,
      });
    }));

  test('is queued, runs, completes, and then the result is there', () =>
    embedded(async ({ start, get, wait }) => {
      const id = await start();
      const states: unknown[] = [];
      for (const span of [0, 51, 40_000]) {
        await wait(span);
        const { status, json } = await get('status', { id });
        states.push([status, json['status']]);
      }
      expect(states).toEqual([
        [200, 'QUEUED'],
        [200, 'PROCESSING'],
        [200, 'COMPLETED'],
      ]);
      const { json } = await get('result', { id });
      expect(json).toMatchObject({
        status: 'COMPLETED',
        output: `${MOCK_ORIGIN}/outputs/${id}.jpg`,
        images: [{ content_type: 'image/jpeg', file_name: `${id}.jpg` }],
        seed: '96522',
        prompt: EXAMPLE['prompt'],
        metrics: { cost: 0.063, remaining_credits: 9999.937, queue_time: 0.05 },
      });
    }));

  test('shows where its output is, for which no key is needed', () =>
    embedded(async ({ start, get, send, wait }) => {
      const id = await start({ ...EXAMPLE, output_format: 'png' });
      const path = `/outputs/${id}.png`;
      expect((await send({ path })).status).toBe(404);
      await wait(60_000);
      const output = await send({ path });
      expect([output.status, output.headers['content-type']]).toEqual([200, 'image/png']);
      const { json } = await get('result', { id });
      expect(json['images']).toMatchObject([{ file_size: output.bytes.length }]);
      expect((await send({ path: `/outputs/${id}.jpg` })).status).toBe(404);
      await wait(7 * 86_400_000);
      expect((await send({ path })).status).toBe(404);
    }));

  test('answers the result route like the status route until it has ended', () =>
    embedded(async ({ start, get }) => {
      const id = await start();
      const status = await get('status', { id });
      expect((await get('result', { id })).json).toEqual(status.json);
      expect((await get('poll', { id })).json).toEqual(status.json);
      expect(status.json).toMatchObject({ status: 'QUEUED', metrics: {} });
    }));

  test('is forgotten an hour after it ended, to the millisecond, on all routes', () =>
    embedded(async ({ start, get, wait }) => {
      const id = await start();
      await wait(60_000);
      const { json } = await get('result', { id });
      const { total_time: total } = json['metrics'] as { total_time: number };
      await wait(total * 1000 - 60_000 + HOUR - 1);
      for (const route of ['status', 'result', 'poll'] as const) {
        expect((await get(route, { id })).status).toBe(200);
      }
      await wait(2);
      for (const route of ['status', 'result', 'poll'] as const) {
        const gone = await get(route, { id });
        expect(gone.status).toBe(404);
        expect(gone.json).toEqual({ error: `Request ${id} not found` });
      }
    }));

  test("does not exist for another account's key", () =>
    embedded(async ({ start, get }) => {
      const id = await start();
      expect((await get('status', { id }, 'other')).status).toBe(404);
      expect((await get('status', { id }, 'forbidden')).status).toBe(404);
    }));

  test('fails when the safety system blocks its text, on both routes, for free', () =>
    embedded(async ({ mock, start, get, wait }) => {
      const id = await start({ ...EXAMPLE, prompt: `Look, ${mock.blockedPrompt}!` });
      await wait(5_000);
      for (const route of ['status', 'result'] as const) {
        const { status, json } = await get(route, { id });
        expect(status).toBe(422);
        expect(json).toEqual({
          status: 'FAILED',
          error: expect.stringContaining('safety') as unknown,
          metrics: { inference_time: 0.8, queue_time: 0.05, total_time: 0.85 },
        });
      }
      expect((await get('credits')).json).toEqual({ credits: 10_000 });
    }));

  test.each([
    [1, 'FAILED'],
    [4, 'FAILED'],
    [5, 'COMPLETED'],
    [6, 'COMPLETED'],
  ])('with a blocked text and tolerance %i is %s', (safety_tolerance, state) =>
    embedded(async ({ mock, start, get, wait }) => {
      const id = await start({ ...EXAMPLE, prompt: mock.blockedPrompt, safety_tolerance });
      await wait(60_000);
      expect((await get('status', { id })).json['status']).toBe(state);
    }),
  );
});

describe('a synchronous call', () => {
  test.each([
    ['png', 'image/png'],
    ['jpg', 'image/jpeg'],
  ])('returns the %s itself after as long as a job takes', (output_format, type) =>
    embedded(async ({ submit, clock }) => {
      const before = clock.now();
      const { status, headers, bytes } = await submit(
        { ...EXAMPLE, output_format },
        'valid',
        'sync',
      );
      expect([status, headers['content-type']]).toEqual([200, type]);
      expect(bytes.length).toBe(Number(headers['content-length']));
      const took = (clock.now() - before) / 1000;
      expect(Number(headers['x-generation-time'])).toBeCloseTo(took - 0.05, 3);
      expect(headers).toMatchObject({
        'x-cost': '0.063',
        'x-remaining-credits': '9999.937',
        'x-seed-value': '96522',
        'x-request-id': expect.stringMatching(UUID) as unknown,
      });
    }),
  );

  test('takes a form, with the picture as a file', () =>
    embedded(async ({ send, wait, mock }) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(EXAMPLE)) {
        form.set(name, typeof value === 'string' ? value : JSON.stringify(value));
      }
      form.set('control_image', new File(['\u00ff'], 'me & you.jpg', { type: 'image/jpeg' }));
      const encoded = new Response(form);
      const reply = await send({
        method: 'POST',
        path: pathOf(contract, 'sync'),
        key: 'valid',
        headers: { 'content-type': encoded.headers.get('content-type') ?? '' },
        body: Buffer.from(await encoded.arrayBuffer()),
      });
      expect([reply.status, reply.headers['content-type']]).toEqual([200, 'image/jpeg']);
      await wait(1);
      const path = contract.gateway.ledger.path;
      const { json } = await send({ path, key: 'valid' });
      expect(json['data']).toMatchObject([
        { request_body: { steps: 40, prompt_upsampling: false, prompt: EXAMPLE['prompt'] } },
      ]);
      expect(mock.description().ledger).toBe(MOCK_ORIGIN + path);
    }));

  test('is given up after 100 s with 504, and costs nothing then', () =>
    embedded(
      async ({ start, submit, get, clock }) => {
        for (let job = 0; job < 5; job += 1) await start();
        const before = clock.now();
        const { status, json } = await submit(EXAMPLE, 'valid', 'sync');
        expect([status, clock.now() - before]).toEqual([504, 100_000]);
        expect(json['error']).toEqual(expect.any(String) as unknown);
        const spent = 10_000 - Number((await get('credits')).json['credits']);
        expect(spent / 0.063).toBeCloseTo(Math.round(spent / 0.063), 6);
        expect(Math.round(spent / 0.063)).toBeLessThan(5);
      },
      { workers: 1 },
    ));

  test('is refused with 400 when its text is blocked', () =>
    embedded(async ({ submit, mock }) => {
      const reply = await submit({ ...EXAMPLE, prompt: mock.blockedPrompt }, 'valid', 'sync');
      expect([reply.status, reply.json]).toEqual([
        400,
        { error: expect.stringContaining('safety') as unknown },
      ]);
    }));
});

describe('money', () => {
  test('is taken when a job completes, and reserved until then', () =>
    embedded(
      async ({ start, submit, get, wait }) => {
        await start();
        expect((await get('credits')).json).toEqual({ credits: 0.1 });
        expect((await submit()).status).toBe(406);
        await wait(60_000);
        expect((await get('credits')).json).toEqual({ credits: 0.037 });
      },
      { credits: usd(0.1) },
    ));

  test('is stated in a result as it was left by that job, however late it is fetched', () =>
    embedded(async ({ start, get, wait }) => {
      const long = await start({ ...EXAMPLE, steps: 50 });
      const short = await start({ ...EXAMPLE, steps: 15 });
      await wait(60_000);
      await start();
      await wait(60_000);
      const balance = async (id: string) =>
        (await get('result', { id })).json['metrics'] as Record<string, number>;
      expect((await balance(short))['remaining_credits']).toBe(9999.937);
      expect((await balance(long))['remaining_credits']).toBe(9999.874);
    }));

  test('of one account is not touched by another', () =>
    embedded(async ({ start, get, wait }) => {
      await start(EXAMPLE, 'other');
      await wait(60_000);
      expect((await get('credits')).json).toEqual({ credits: 10_000 });
      expect((await get('credits', {}, 'other')).json).toEqual({ credits: 9999.937 });
      expect((await get('credits', {}, 'broke')).json).toEqual({ credits: 0 });
    }));
});

describe('a late mock', () => {
  test('accepts invalid input, and its job fails within milliseconds, naming it, for free', () =>
    embedded(
      async ({ start, get, wait }) => {
        const id = await start({ ...EXAMPLE, steps: 51 });
        await wait(60);
        const { status, json } = await get('status', { id });
        expect(status).toBe(422);
        expect(json).toMatchObject({
          status: 'FAILED',
          error: expect.stringContaining('steps') as unknown,
          metrics: { inference_time: 0.003 },
        });
        expect((await get('credits')).json).toEqual({ credits: 10_000 });
      },
      { profile: profileNamed('late') },
    ));

  test('refuses it with a 4xx on the synchronous route', () =>
    embedded(
      async ({ submit }) => {
        const { status, json } = await submit({ ...EXAMPLE, steps: 51 }, 'valid', 'sync');
        expect([status, json['error']]).toEqual([400, expect.stringContaining('steps') as unknown]);
      },
      { profile: profileNamed('late') },
    ));
});

test('a mock on virtual time with durations takes some for every exchange', () =>
  embedded(
    async ({ get, clock }) => {
      for (let exchange = 0; exchange < 50; exchange += 1) {
        const before = clock.now();
        await get('credits');
        const took = clock.now() - before;
        expect(took).toBeGreaterThanOrEqual(2);
        expect(took).toBeLessThanOrEqual(40);
      }
    },
    { exchangeDurations: true },
  ));

test("the date of an answer is the clock's", () =>
  embedded(async ({ get, wait }: Client) => {
    await wait(90_000);
    expect((await get('credits')).headers['date']).toBe('Thu, 01 Jan 2026 00:01:30 GMT');
  }));
