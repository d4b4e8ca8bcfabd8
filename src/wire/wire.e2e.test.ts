import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { Agent } from 'undici';
import { afterEach, describe, expect, it, test } from 'vitest';
import type { Exchange } from '../history/exchange.ts';
import { historyLine } from '../history/ndjson.ts';
import { realClock } from '../units/real-clock.ts';
import { Redacted } from '../units/redacted.ts';
import { milliseconds } from '../units/units.ts';
import {
  type Hostility,
  type HostileServer,
  hostileServer,
  whole,
} from './fixtures/hostile-server.ts';
import { redactorOf } from './redaction.ts';
import { createWire, type Wire, WIRE_LIMITS, type WireLimits, type WireRequest } from './wire.ts';

const KEY = 'SG_0123456789abcdef';
const PAYLOAD = JSON.stringify({ prompt: 'a house', seed: 5 });
/** Long enough for anything that comes, short enough to wait for what does not. */
const PATIENCE = milliseconds(120);

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function openWire(limits: Partial<WireLimits> = {}): { wire: Wire; log: Exchange[] } {
  const dispatcher = new Agent({ connect: { timeout: 5_000 }, headersTimeout: 0, bodyTimeout: 0 });
  closing.push(() => dispatcher.destroy());
  const log: Exchange[] = [];
  const wire = createWire({
    dispatcher,
    clock: realClock(1),
    redactor: redactorOf([new Redacted(KEY)]),
    limits: { ...WIRE_LIMITS, ...limits },
    log: (exchange) => log.push(exchange),
  });
  return { wire, log };
}

function post(origin: string, change: Partial<WireRequest> = {}): WireRequest {
  return {
    route: 'submit',
    method: 'POST',
    url: `${origin}/v2/model`,
    headers: [['content-type', 'application/json']],
    body: PAYLOAD,
    key: 'valid',
    secret: { header: 'x-api-key', value: new Redacted(KEY) },
    deadline: PATIENCE,
    ...change,
  };
}

function get(origin: string, change: Partial<WireRequest> = {}): WireRequest {
  const { body: _, ...rest } = post(origin, { route: 'status', method: 'GET', ...change });
  return rest;
}

async function against(answer: Hostility): Promise<HostileServer> {
  const server = await hostileServer(answer);
  closing.push(() => server.close());
  return server;
}

/** What one POST comes to against a server that answers like this. */
async function posted(
  answer: Hostility,
  change: Partial<WireRequest> = {},
  limits: Partial<WireLimits> = {},
): Promise<{ exchange: Exchange; server: HostileServer }> {
  const server = await against(answer);
  const exchange = await openWire(limits).wire.exchange(post(server.origin, change));
  return { exchange, server };
}

const textOf = ({ response }: Exchange): string | undefined =>
  response?.body !== undefined && 'text' in response.body ? response.body.text : undefined;

const base64Of = ({ response }: Exchange): string | undefined =>
  response?.body !== undefined && 'base64' in response.body ? response.body.base64 : undefined;

const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('an exchange that goes well', () => {
  it('is recorded with all that was sent and received, and the key under neither', async () => {
    const { exchange, server } = await posted((socket) => socket.write(whole('{"a":1}')), {
      job: 'j',
      case: { id: 'c', kind: 'example', expect: 'accept' },
    });
    const { t0, t1, ...rest } = exchange;
    expect(t1).toBeGreaterThanOrEqual(t0);
    expect(rest).toEqual({
      seq: 1,
      route: 'submit',
      method: 'POST',
      url: `${server.origin}/v2/model`,
      key: 'valid',
      job: 'j',
      case: { id: 'c', kind: 'example', expect: 'accept' },
      request: {
        headers: [
          ['content-type', 'application/json'],
          ['x-api-key', '[redacted]'],
        ],
        body: { text: PAYLOAD },
        bytes: PAYLOAD.length,
      },
      response: {
        status: 200,
        headers: [['content-length', '7']],
        body: { text: '{"a":1}' },
        bytes: 7,
      },
    });
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]).toContain(`x-api-key: ${KEY}`);
    expect(server.requests[0]?.endsWith(PAYLOAD)).toBe(true);
  });

  it('is logged as it is given back, one after the other', async () => {
    const server = await against((socket) => socket.write(whole()));
    const { wire, log } = openWire();
    const given = [];
    for (let count = 0; count < 3; count += 1) given.push(await wire.exchange(get(server.origin)));
    expect(log).toEqual(given);
    expect(log.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    for (const exchange of log) expect(() => historyLine(exchange)).not.toThrow();
  });

  it('sends no key where there is none, and the query as it is', async () => {
    const server = await against((socket) => socket.write(whole()));
    const { wire } = openWire();
    const { secret: _, ...rest } = get(server.origin, { url: `${server.origin}/a%20b?c=d&e=%2F` });
    await wire.exchange({ ...rest, key: 'none' });
    expect(server.requests[0]).toMatch(/^GET \/a%20b\?c=d&e=%2F HTTP\/1\.1\r\n/);
    expect(server.requests[0]).not.toContain('x-api-key');
  });

  it('keeps repeated headers, each in its place', async () => {
    const { exchange } = await posted((socket) =>
      socket.write(whole('', ['Set-Cookie: a=1', 'X-Other: b', 'Set-Cookie: c=2'])),
    );
    expect(exchange.response?.headers).toEqual([
      ['Set-Cookie', 'a=1'],
      ['X-Other', 'b'],
      ['Set-Cookie', 'c=2'],
      ['content-length', '0'],
    ]);
  });

  it('passes over interim answers', async () => {
    const early = 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n';
    const { exchange, server } = await posted((socket) => {
      socket.write(`HTTP/1.1 102 Processing\r\n\r\n${early}`);
      socket.write(whole('done', [], '201 Created'));
    });
    expect(exchange).toMatchObject({ response: { status: 201, body: { text: 'done' } } });
    expect(server.requests).toHaveLength(1);
  });

  test.each(['301 Moved', '302 Found', '307 Temporary', '308 Permanent'])(
    'does not follow a redirect: %s',
    async (status) => {
      const { exchange, server } = await posted((socket) =>
        socket.write(whole('', ['location: /elsewhere'], status)),
      );
      expect(exchange.response?.status).toBe(Number(status.slice(0, 3)));
      expect(exchange.error).toBeUndefined();
      expect(server.requests).toHaveLength(1);
    },
  );

  test.each(['429 Too Many', '500 Oops', '502 Bad', '503 Busy', '504 Late'])(
    'does not try again after %s',
    async (status) => {
      const { exchange, server } = await posted((socket) =>
        socket.write(whole('', ['retry-after: 0'], status)),
      );
      expect(exchange.response?.status).toBe(Number(status.slice(0, 3)));
      expect(server.requests).toHaveLength(1);
    },
  );

  it('keeps an answer of no bytes without a body', async () => {
    const { exchange } = await posted((socket) => socket.write(whole('', [], '204 No Content')));
    expect(exchange.response).toMatchObject({ status: 204, bytes: 0 });
    expect(exchange.response).not.toHaveProperty('body');
  });

  it('keeps bytes that are not UTF-8 as base64', async () => {
    const bytes = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 65]);
    const { exchange } = await posted((socket) => socket.write(whole(bytes)));
    expect(base64Of(exchange)).toBe(bytes.toString('base64'));
    expect(exchange.response?.bytes).toBe(6);
  });

  it('keeps UTF-8 as text, a byte order mark included', async () => {
    const { exchange } = await posted((socket) => socket.write(whole('\u{FEFF}"häuser 🏠"')));
    expect(textOf(exchange)).toBe('\u{FEFF}"häuser 🏠"');
  });

  it('reads a body that comes in pieces, up to the end of the connection', async () => {
    const { exchange } = await posted((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\none ');
      setTimeout(() => socket.end('two'), 20);
    });
    expect(textOf(exchange)).toBe('one two');
    expect(exchange.error).toBeUndefined();
  });
});

describe('a large answer', () => {
  const body = 'x'.repeat(3_000);

  it('leaves its length and the hash of all of it, above what is kept', async () => {
    const { exchange } = await posted((socket) => socket.write(whole(body)), {}, { keep: 2_999 });
    expect(exchange.response).toMatchObject({ status: 200, bytes: 3_000, sha256: sha256(body) });
    expect(exchange.response).not.toHaveProperty('body');
    expect(exchange.error).toBeUndefined();
  });

  it('is kept up to the very limit', async () => {
    const { exchange } = await posted((socket) => socket.write(whole(body)), {}, { keep: 3_000 });
    expect(textOf(exchange)).toBe(body);
    expect(exchange.response).not.toHaveProperty('sha256');
  });

  it('is given up where it has no end, after little more than the limit', async () => {
    let written = 0;
    const { exchange } = await posted(
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        flood(socket, (bytes) => (written += bytes));
      },
      { deadline: milliseconds(5_000) },
      { read: 100_000, keep: 1_000 },
    );
    expect(exchange.error).toEqual({ kind: 'too-large', sent: 'yes' });
    expect(exchange.response?.status).toBe(200);
    expect(exchange.response?.bytes).toBeLessThan(400_000);
    await wait(20);
    expect(written).toBeLessThan(50_000_000);
  });
});

/** Writes for as long as anybody reads. */
function flood(socket: Socket, count: (bytes: number) => void): void {
  const chunk = Buffer.alloc(16_384, 'y');
  const more = (): void => {
    while (!socket.destroyed) {
      count(chunk.length);
      if (!socket.write(chunk)) {
        socket.once('drain', more);
        return;
      }
    }
  };
  more();
}

describe('an exchange that fails', () => {
  const HEAD = 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n';

  test.each<{
    readonly name: string;
    readonly answer: Hostility;
    readonly error: Exchange['error'];
    readonly status?: number;
  }>([
    {
      name: 'a connection that ends before an answer',
      answer: (socket) => socket.end(),
      error: { kind: 'reset', sent: 'maybe' },
    },
    {
      name: 'a connection that is reset before an answer',
      answer: (socket) => socket.resetAndDestroy(),
      error: { kind: 'reset', sent: 'maybe' },
    },
    {
      name: 'a connection that ends within the head',
      answer: (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-'),
      error: { kind: 'reset', sent: 'maybe' },
    },
    {
      name: 'a connection that ends before the length that was promised',
      answer: (socket) => socket.end(`${HEAD}{"request_id":`),
      error: { kind: 'truncated', sent: 'yes' },
      status: 200,
    },
    {
      name: 'a connection that is reset within the body',
      answer: (socket) => {
        socket.write(`${HEAD}{"request_id":`);
        setTimeout(() => socket.resetAndDestroy(), 20);
      },
      error: { kind: 'truncated', sent: 'yes' },
      status: 200,
    },
    {
      name: 'chunks that do not end',
      answer: (socket) => {
        socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"a":\r\n');
      },
      error: { kind: 'truncated', sent: 'yes' },
      status: 200,
    },
    {
      name: 'no answer at all',
      answer: () => {},
      error: { kind: 'timeout', sent: 'maybe' },
    },
    {
      name: 'a head that does not end',
      answer: (socket) => socket.write('HTTP/1.1 200 OK\r\nx-slow: '),
      error: { kind: 'timeout', sent: 'maybe' },
    },
    {
      name: 'a body that does not end',
      answer: (socket) => {
        socket.write(HEAD);
        const drip = setInterval(() => socket.write('.'), 20);
        socket.on('close', () => clearInterval(drip));
      },
      error: { kind: 'timeout', sent: 'yes' },
      status: 200,
    },
    {
      name: 'what is not HTTP',
      answer: (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n\r\n'),
      error: { kind: 'malformed', sent: 'yes' },
    },
    {
      name: 'two lengths that disagree',
      answer: (socket) => {
        socket.end('HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello');
      },
      error: { kind: 'malformed', sent: 'yes' },
    },
    {
      name: 'headers without measure',
      answer: (socket) => socket.end(whole('', [`x-huge: ${'a'.repeat(200_000)}`])),
      error: { kind: 'too-large', sent: 'yes' },
    },
  ])('$name: once, and classified', async ({ answer, error, status }) => {
    const begun = performance.now();
    const { exchange, server } = await posted(answer);
    expect(exchange.error).toEqual(error);
    expect(exchange.response?.status).toBe(status);
    expect(performance.now() - begun).toBeLessThan(2_000);
    await wait(30);
    expect(server.requests).toHaveLength(1);
  });

  it('keeps what had come of a body', async () => {
    const { exchange } = await posted((socket) => socket.end(`${HEAD}{"request_id":`));
    expect(textOf(exchange)).toBe('{"request_id":');
    expect(exchange.response?.bytes).toBe(14);
  });

  it('is provably unsent where nobody listens', async () => {
    const server = await hostileServer(() => {});
    await server.close();
    const exchange = await openWire().wire.exchange(post(server.origin));
    expect(exchange.error).toEqual({ kind: 'refused', sent: 'no' });
    expect(exchange).not.toHaveProperty('response');
  });

  it('is provably unsent where a name does not resolve', async () => {
    const nowhere = post('http://no-such-host.invalid', { deadline: milliseconds(10_000) });
    const exchange = await openWire().wire.exchange(nowhere);
    expect(exchange.error).toEqual({ kind: 'unresolved', sent: 'no' });
  });

  test.each([
    ['an address that is none', { url: 'http://' }],
    ['a header that cannot be sent', { headers: [['x-a', 'line\nbreak']] as const }],
    ['a method that is none', { method: 'GET /other HTTP/1.1' }],
  ])('is provably unsent with %s', async (_, change) => {
    const { exchange, server } = await posted((socket) => socket.write(whole()), change);
    expect(exchange.error).toEqual({ kind: 'other', sent: 'no' });
    expect(server.requests).toHaveLength(0);
  });

  it('does not disturb the next on the same connection', async () => {
    const server = await against((socket) => {
      if (server.requests.length === 1) socket.write(whole('a'));
      else if (server.requests.length === 2) socket.end();
      else socket.write(whole('c'));
    });
    const { wire } = openWire();
    const first = await wire.exchange(post(server.origin));
    const second = await wire.exchange(post(server.origin));
    const third = await wire.exchange(post(server.origin));
    expect([textOf(first), second.error?.kind, textOf(third)]).toEqual(['a', 'reset', 'c']);
    expect(server.requests).toHaveLength(3);
  });

  it('is not sent again on a new connection where an idle one was closed', async () => {
    const server = await against((socket) => {
      socket.write(whole('a'));
      setTimeout(() => socket.end(), 5);
    });
    const { wire } = openWire();
    await wire.exchange(post(server.origin));
    await wait(20);
    const second = await wire.exchange(post(server.origin));
    const answered = second.error === undefined ? 2 : 1;
    expect(server.requests).toHaveLength(answered);
  });
});

describe('an exchange that is broken off', () => {
  it('was never sent when it was over before', async () => {
    const signal = AbortSignal.abort(new Error('interrupted'));
    const { exchange, server } = await posted((socket) => socket.write(whole()), { signal });
    expect(exchange.error).toEqual({ kind: 'cut', sent: 'no' });
    expect(server.requests).toHaveLength(0);
  });

  it('may have been received, and was once an answer had begun', async () => {
    const before = new AbortController();
    const silent = await posted(() => before.abort(), { signal: before.signal });
    expect(silent.exchange.error).toEqual({ kind: 'cut', sent: 'maybe' });
    const within = new AbortController();
    const begun = await posted(
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc');
        setTimeout(() => within.abort(), 30);
      },
      { signal: within.signal },
    );
    expect(begun.exchange).toMatchObject({
      error: { kind: 'cut', sent: 'yes' },
      response: { status: 200, body: { text: 'abc' } },
    });
  });
});

describe('the key', () => {
  it('is nowhere in what is kept of a server that sends it back', async () => {
    const base64 = Buffer.from(`user:${KEY}`).toString('base64');
    const server = await against((socket) =>
      socket.write(
        whole(JSON.stringify({ error: `no such key ${KEY}`, also: base64 }), [
          `x-echo: Bearer ${KEY}`,
          `x-${KEY}: 1`,
          `location: /login?key=${KEY}`,
        ]),
      ),
    );
    const { wire, log } = openWire();
    await wire.exchange(
      post(server.origin, {
        url: `${server.origin}/v2/model?key=${KEY}`,
        headers: [['x-copy', KEY]],
        body: JSON.stringify({ prompt: KEY }),
      }),
    );
    const line = log.map(historyLine).join('');
    expect(line).not.toContain(KEY);
    expect(line).not.toContain(base64.slice(8, -4));
    expect(line.match(/\[redacted\]/g)?.length).toBeGreaterThanOrEqual(8);
  });

  it('is not in bytes that are kept as base64 either', async () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`key ${KEY} end`)]);
    const { exchange } = await posted((socket) => socket.write(whole(bytes)));
    const kept = Buffer.from(base64Of(exchange) ?? '', 'base64');
    expect(kept.includes(KEY)).toBe(false);
    expect(kept.subarray(0, 2)).toEqual(bytes.subarray(0, 2));
    expect(kept.toString('latin1')).toContain('key [redacted] end');
  });

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ] as const)('is not kept in %s that nobody asked for', async (encoding, pack) => {
    const headers = [`content-encoding: ${encoding}`];
    const harmless = pack(Buffer.from('{"error":"no such key"}'));
    const clean = await posted((socket) => socket.write(whole(harmless, headers)));
    expect(base64Of(clean.exchange)).toBe(harmless.toString('base64'));
    const telling = pack(Buffer.from(`{"error":"no such key: ${KEY}"}`));
    const { exchange } = await posted((socket) => socket.write(whole(telling, headers)));
    expect(exchange.response).toMatchObject({ bytes: telling.length, sha256: sha256(telling) });
    expect(exchange.response).not.toHaveProperty('body');
  });
});
