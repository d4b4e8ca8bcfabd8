import { describe, expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import type { JsonObject } from '../units/json.ts';
import { type Client, profileNamed, type Reply, mocksOf } from './mock.fixture.ts';

const { embedded } = mocksOf(contract);

const { path } = contract.gateway.ledger;
const DAY = 86_400_000;

const ask = ({ send }: Client, query = '', key: 'valid' | 'other' = 'valid'): Promise<Reply> =>
  send({ path: `${path}?${query}`, key });
const rowsOf = ({ json }: Reply): readonly JsonObject[] => json['data'] as readonly JsonObject[];
const idsOf = (reply: Reply): readonly unknown[] => rowsOf(reply).map((row) => row['request_id']);

test('a row tells what was sent, what became of it and what it cost', () =>
  embedded(async (client) => {
    const sent = { ...contract.example, seed: 7, colour: 'blue' };
    const id = await client.start(sent);
    expect(rowsOf(await ask(client))).toMatchObject([
      { model_status: 'PENDING', credits_deduction: 0, generation_url: null, latency_ms: null },
    ]);
    await client.wait(60_000);
    const { json } = await client.get('result', { id });
    const metrics = json['metrics'] as { total_time: number };
    const [row] = rowsOf(await ask(client));
    expect(row).toEqual({
      request_id: id,
      model_name: 'flux-depth-pro',
      model_status: 'COMPLETED',
      credits_deduction: 0.063,
      request_body: sent,
      generation_url: json['output'],
      latency_ms: metrics.total_time * 1000,
      model_created: '2026-01-01T00:00:00.000Z',
      model_updated: expect.stringMatching(/^2026-01-01T00:00:/) as unknown,
      error: null,
    });
    expect((await client.send({ path: `${path}/${id}`, key: 'valid' })).json).toEqual(row);
  }));

test('failed jobs are in it with their error and without a charge; refusals are not', () =>
  embedded(async (client) => {
    await client.start({ ...contract.example, prompt: client.mock.blockedPrompt });
    await client.submit({ ...contract.example, steps: 0 });
    await client.wait(5_000);
    expect(rowsOf(await ask(client))).toMatchObject([
      { model_status: 'FAILED', credits_deduction: 0, error: expect.any(String) as unknown },
    ]);
  }));

test('it is of the calling account alone, of any age when asked by id', () =>
  embedded(async (client) => {
    const id = await client.start();
    await client.wait(60 * DAY);
    const one = (key: 'valid' | 'other') => client.send({ path: `${path}/${id}`, key });
    expect((await one('valid')).status).toBe(200);
    expect((await one('other')).status).toBe(404);
    expect(rowsOf(await ask(client, '', 'other'))).toEqual([]);
    expect((await client.send({ path })).status).toBe(401);
    expect((await client.send({ path, key: 'revoked' })).status).toBe(401);
  }));

const withJobs = (program: (client: Client, ids: readonly string[]) => Promise<void>) =>
  embedded(async (client) => {
    const ids: string[] = [];
    for (let job = 0; job < 45; job += 1) {
      ids.push(await client.start());
      await client.wait(1000);
    }
    await program(client, ids);
  });

describe('a list', () => {
  test('is paged, the latest first', () =>
    withJobs(async (client, ids) => {
      const first = await ask(client);
      expect(idsOf(first)).toEqual(ids.slice(25).toReversed());
      expect(first.json).toMatchObject({ page: 1, per_page: 20, total: 45, total_pages: 3 });
      expect(idsOf(await ask(client, 'page=3'))).toEqual(ids.slice(0, 5).toReversed());
      expect(idsOf(await ask(client, 'page=4'))).toEqual([]);
      expect(idsOf(await ask(client, 'per_page=100&sort_order=asc'))).toEqual(ids);
    }));

  test('can be filtered by state and by a part of the name', () =>
    withJobs(async (client) => {
      const count = async (query: string) => (await ask(client, query)).json['total'];
      expect(await count('model_name=depth')).toBe(45);
      expect(await count('model_name=sketch')).toBe(0);
      const [done, waiting] = [await count('status=COMPLETED'), await count('status=PENDING')];
      expect(Number(done) + Number(waiting)).toBe(45);
      expect(done).toBeGreaterThan(0);
      expect(waiting).toBeGreaterThan(0);
      expect(await count('status=FAILED')).toBe(0);
    }));

  test('can be sorted by what was charged', () =>
    withJobs(async (client) => {
      const reply = await ask(client, 'per_page=100&sort_by=credits_deduction');
      const charged = rowsOf(reply).map((row) => Number(row['credits_deduction']));
      expect(charged).toEqual(charged.toSorted((one, other) => other - one));
      expect(new Set(charged).size).toBe(2);
    }));
});

test('a list reaches back seven days unless it is asked for others, both days included', () =>
  embedded(async (client) => {
    await client.start();
    await client.wait(7 * DAY);
    const total = async (query: string) => (await ask(client, query)).json['total'];
    expect(await total('')).toBe(1);
    await client.wait(DAY);
    expect(await total('')).toBe(0);
    expect(await total('from_date=2026-01-01&to_date=2026-01-01')).toBe(1);
    expect(await total('from_date=2026-01-02&to_date=2026-01-09')).toBe(0);
    expect(await total('from_date=2026-01-01')).toBe(1);
  }));

test.each([
  ['page=0', 'page'],
  ['per_page=101', 'per_page'],
  ['per_page=ten', 'per_page'],
  ['from_date=1.1.2026', 'from_date'],
  ['to_date=2026-02-30', 'to_date'],
  ['from_date=2026-01-02&to_date=2026-01-01', 'from_date'],
  ['from_date=2025-11-30&to_date=2026-01-01', '31 days'],
  ['status=DONE', 'status'],
  ['sort_by=password', 'sort_by'],
  ['sort_order=up', 'sort_order'],
])('%s is refused', (query, text) =>
  embedded(async (client) => {
    const reply = await ask(client, query);
    const error: unknown = expect.stringContaining(text);
    expect([reply.status, reply.json]).toEqual([400, { error }]);
  }),
);

test('31 days are allowed', () =>
  embedded(async (client) => {
    const query = 'from_date=2025-12-01&to_date=2026-01-01';
    expect((await ask(client, query)).status).toBe(200);
  }));

test('a row can land late', () =>
  embedded(
    async (client) => {
      await client.start();
      await client.wait(4_999);
      expect((await ask(client)).json['total']).toBe(0);
      await client.wait(1);
      expect((await ask(client)).json['total']).toBe(1);
    },
    { profile: { ...profileNamed('strict'), ledgerDelayMs: 5_000 } },
  ));
