import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, test } from 'vitest';
import { historyLine } from '../history/ndjson.ts';
import { milliseconds } from '../units/units.ts';
import { whole } from './fixtures/hostile-server.ts';
import {
  against,
  base64Of,
  get,
  KEY,
  openWire,
  PAYLOAD,
  posted,
  sha256,
  textOf,
} from './fixtures/open-wire.ts';

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
