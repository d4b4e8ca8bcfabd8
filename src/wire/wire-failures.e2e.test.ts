import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, test } from 'vitest';
import type { Exchange } from '../history/exchange.ts';
import { milliseconds } from '../units/units.ts';
import { type Hostility, hostileServer, whole } from './fixtures/hostile-server.ts';
import { against, openWire, post, posted, textOf } from './fixtures/open-wire.ts';

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
