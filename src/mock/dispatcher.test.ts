import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { milliseconds } from '../units/units.ts';
import { mocksOf } from './mock.fixture.ts';
import { MOCK_ORIGIN } from './mock.ts';

const { embedded } = mocksOf(contract);

const CREDITS = '/v1/get-user-credits';
const BODY = JSON.stringify(contract.example);

test('an answer has no header that depends on a connection', () =>
  embedded(async ({ get }) => {
    const names = Object.keys((await get('credits')).headers);
    expect(names).toEqual(['date', 'content-type', 'content-length']);
  }));

test('another origin is not reached from here', () =>
  embedded(async ({ mock }) => {
    const elsewhere = mock.dispatcher().request({
      origin: 'https://images.example',
      method: 'GET',
      path: '/',
    });
    await expect(elsewhere).rejects.toMatchObject({ code: 'ENOTFOUND' });
  }));

describe('what undici takes is taken', () => {
  test.each<[string, (key: string) => string[] | Record<string, string> | Map<string, string>]>([
    ['an object', (key) => ({ 'X-Api-Key': key })],
    ['a flat list', (key) => ['X-Api-Key', key]],
    ['a map', (key) => new Map([['X-Api-Key', key]])],
  ])('headers as %s', (_, headers) =>
    embedded(async ({ mock }) => {
      const { statusCode } = await mock.dispatcher().request({
        origin: MOCK_ORIGIN,
        method: 'GET',
        path: CREDITS,
        headers: headers(mock.keys.valid) as Record<string, string>,
      });
      expect(statusCode).toBe(200);
    }),
  );

  test.each<[string, () => string | Buffer | Uint8Array | Readable]>([
    ['a text', () => BODY],
    ['a buffer', () => Buffer.from(BODY)],
    ['bytes', () => new TextEncoder().encode(BODY)],
    ['a stream', () => Readable.from([BODY.slice(0, 9), Buffer.from(BODY.slice(9))])],
  ])('a body as %s', (_, body) =>
    embedded(async ({ mock }) => {
      const { statusCode } = await mock.dispatcher().request({
        origin: MOCK_ORIGIN,
        method: 'POST',
        path: `/v2/${contract.slug}`,
        headers: { 'x-api-key': mock.keys.valid, 'content-type': 'application/json' },
        body: body(),
      });
      expect(statusCode).toBe(200);
    }),
  );

  test('a query apart from the path', () =>
    embedded(async ({ mock }) => {
      const { statusCode } = await mock.dispatcher().request({
        origin: MOCK_ORIGIN,
        method: 'GET',
        path: contract.gateway.ledger.path,
        query: { page: 0 },
        headers: { 'x-api-key': mock.keys.valid },
      });
      expect(statusCode).toBe(400);
    }));
});

describe('an exchange that is given up', () => {
  test('rejects with the reason, and nobody waits for it any more', () =>
    embedded(async ({ mock, clock, wait, start, get }) => {
      const given = new AbortController();
      const exchange = clock.activity(() =>
        mock.dispatcher().request({
          origin: MOCK_ORIGIN,
          method: 'POST',
          path: `/v1/${contract.slug}`,
          headers: { 'x-api-key': mock.keys.valid, 'content-type': 'application/json' },
          body: BODY,
          signal: given.signal,
        }),
      );
      await wait(1_000);
      const reason = new Error('enough');
      given.abort(reason);
      await expect(clock.waitFor(exchange)).rejects.toBe(reason);
      // Time still passes as it should: nothing is counted twice, or not at all.
      const id = await start();
      const before = clock.now();
      await clock.sleep(milliseconds(60_000));
      expect(clock.now() - before).toBe(60_000);
      expect((await get('status', { id })).json['status']).toBe('COMPLETED');
      // The job of the given-up call has run, and is billed.
      expect((await get('credits')).json).toEqual({ credits: 9999.874 });
    }));

  test('is not begun when it was given up before', () =>
    embedded(async ({ mock, get, send }) => {
      const exchange = mock.dispatcher().request({
        origin: MOCK_ORIGIN,
        method: 'POST',
        path: `/v2/${contract.slug}`,
        headers: { 'x-api-key': mock.keys.valid, 'content-type': 'application/json' },
        body: BODY,
        signal: AbortSignal.abort(new Error('before')),
      });
      await expect(exchange).rejects.toThrow('before');
      const { json } = await send({ path: contract.gateway.ledger.path, key: 'valid' });
      expect(json).toMatchObject({ total: 0 });
      expect((await get('credits')).json).toEqual({ credits: 10_000 });
    }));
});

test('closing and destroying a dispatcher leaves the mock as it is', () =>
  embedded(async ({ mock, get }) => {
    await mock.dispatcher().close();
    await mock.dispatcher().destroy();
    await new Promise<void>((closed) => {
      mock.dispatcher().close(closed);
    });
    expect((await get('credits')).status).toBe(200);
  }));
