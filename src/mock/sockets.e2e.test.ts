import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as timer } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { afterEach, describe, expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import type { Clock } from '../units/clock.ts';
import { realClock } from '../units/real-clock.ts';
import { seed } from '../units/units.ts';
import { VirtualClock } from '../units/virtual-clock.ts';
import { createMock, type Mock, MOCK_EPOCH } from './mock.ts';

const running: Mock[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((mock) => mock.close()));
});

async function listening(clock: Clock): Promise<{ mock: Mock; base: string }> {
  const mock = createMock({ contract, clock, seed: seed(1) });
  running.push(mock);
  return { mock, base: await mock.listen({ host: '127.0.0.1', port: 0 }) };
}

const headersOf = (mock: Mock) => ({
  'x-api-key': mock.keys.valid,
  'content-type': 'application/json',
});

async function submit(mock: Mock, base: string, headers: Record<string, string> = {}) {
  const { body } = await request(`${base}/v2/${contract.slug}`, {
    method: 'POST',
    headers: { ...headersOf(mock), ...headers },
    body: JSON.stringify(contract.example),
  });
  return (await body.json()) as Record<string, string>;
}

describe('on a socket', () => {
  test('a job is submitted, polled and fetched at the URLs of the answer', async () => {
    const { mock, base } = await listening(realClock(1000, MOCK_EPOCH));
    const { status_url: statusUrl = '', response_url: resultUrl = '' } = await submit(mock, base);
    expect(statusUrl).toMatch(`${base}/v2/requests/`);
    const get = async (url: string) => {
      const { body } = await request(url, { headers: headersOf(mock) });
      return (await body.json()) as Record<string, string>;
    };
    while ((await get(statusUrl))['status'] !== 'COMPLETED') await timer(10);
    const { output = '' } = await get(resultUrl);
    const { headers, body } = await request(output);
    expect(headers['content-type']).toBe('image/jpeg');
    expect((await body.bytes()).length).toBe(Number(headers['content-length']));
  });

  test('URLs are on the host and the scheme by which the client called', async () => {
    const { mock, base } = await listening(realClock(1, MOCK_EPOCH));
    const called = `http://localhost:${new URL(base).port}`;
    const direct = await submit(mock, base, { host: new URL(called).host });
    expect(direct['status_url']).toMatch(`${called}/`);
    const tunnel = { host: 'mock.tunnel.example', 'x-forwarded-proto': 'https' };
    const through = await submit(mock, base, tunnel);
    expect(through['status_url']).toMatch('https://mock.tunnel.example/v2/requests/');
  });

  test('the description names where it listens', async () => {
    const { mock, base } = await listening(realClock(1));
    const { baseUrl, clock, ledger, images } = mock.description();
    expect([baseUrl, clock]).toEqual([base, `${base}/__clock`]);
    expect(ledger).toBe(base + contract.gateway.ledger.path);
    const types = await Promise.all(
      Object.values(images).map(async (url) => (await request(url)).headers['content-type']),
    );
    expect(types).toEqual([
      'image/jpeg',
      'image/png',
      'image/webp',
      'image/gif',
      'text/plain; charset=utf-8',
    ]);
  });
});

/** Begins an exchange that the clock holds. */
async function hold(mock: Mock, base: string, signal?: AbortSignal) {
  const exchange = request(`${base}/v1/${contract.slug}`, {
    method: 'POST',
    headers: headersOf(mock),
    body: JSON.stringify(contract.example),
    dispatcher: new Agent(),
    ...(signal && { signal }),
  });
  exchange.catch(() => undefined);
  await parkedAre(base, 1);
  return { exchange };
}

async function parkedAre(base: string, count: number): Promise<void> {
  for (;;) {
    const { body } = await request(`${base}/__clock`);
    const { parked } = (await body.json()) as { parked: number };
    if (parked === count) return;
    await timer(5);
  }
}

describe('an exchange that is held', () => {
  test('goes on when the clock is advanced from outside', async () => {
    const { mock, base } = await listening(new VirtualClock(MOCK_EPOCH, 'by-hand'));
    const { exchange } = await hold(mock, base);
    const advanced = await request(`${base}/__clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advance_ms: 100_000 }),
    });
    expect(await advanced.body.json()).toMatchObject({ now: MOCK_EPOCH + 100_000, parked: 0 });
    const { statusCode, headers } = await exchange;
    expect([statusCode, headers['content-type']]).toEqual([200, 'image/jpeg']);
  });

  test('is let go when its client is gone', async () => {
    const { mock, base } = await listening(new VirtualClock(MOCK_EPOCH, 'by-hand'));
    const gone = new AbortController();
    const { exchange } = await hold(mock, base, gone.signal);
    gone.abort();
    await expect(exchange).rejects.toThrow(/abort/i);
    await parkedAre(base, 0);
  });

  test('does not keep the mock from closing', async () => {
    const { mock, base } = await listening(new VirtualClock(MOCK_EPOCH, 'by-hand'));
    const { exchange } = await hold(mock, base);
    await mock.close();
    await expect(exchange).rejects.toThrow(/./);
  });
});

/** Sends bytes as they are. @returns the first line of what comes back. */
async function sendRaw(base: string, text: string): Promise<string> {
  const socket = connect(Number(new URL(base).port), '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => undefined);
  socket.end(text);
  await once(socket, 'close');
  return Buffer.concat(chunks).toString().split('\r\n')[0] ?? '';
}

describe('what is no proper request', () => {
  test.each([
    ['no HTTP', 'hello\r\n\r\n', /^HTTP\/1.1 400 /],
    ['no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', /^HTTP\/1.1 400 /],
    [
      'headers without end',
      `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(50_000)}\r\n\r\n`,
      /^HTTP\/1.1 431 /,
    ],
    [
      'an asterisk',
      'OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
      /^HTTP\/1.1 4\d\d /,
    ],
    [
      'a rare method',
      'PROPFIND /v2/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
      /^HTTP\/1.1 40[45] /,
    ],
    [
      'a target with an origin',
      'GET http://b.example/v1/get-user-credits HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
      /^HTTP\/1.1 401 /,
    ],
    [
      'a target that is none',
      'GET http://[ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
      /^HTTP\/1.1 4\d\d /,
    ],
    [
      'half an escape',
      'GET /v2/requests/%zz/status HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
      /^HTTP\/1.1 4\d\d /,
    ],
    [
      'a body shorter than it says',
      'POST /v2/x HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{',
      /^(HTTP\/1.1 4\d\d .*)?$/,
    ],
  ])('%s is refused, and the mock goes on', async (_, text, answer) => {
    const { mock, base } = await listening(realClock(1));
    expect(await sendRaw(base, text)).toMatch(answer);
    const { statusCode } = await request(`${base}/v1/get-user-credits`, {
      headers: headersOf(mock),
    });
    expect(statusCode).toBe(200);
  });
});
