import { once } from 'node:events';
import { mkdtemp, readFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { runCaptured } from './fixtures/captured.ts';

const servers: Server[] = [];
const env = { LEADLINE_KEY: 'SG_0123456789abcdef' };

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function checked(answer: RequestListener) {
  let submits = 0;
  const server = createServer((request, response) => {
    const hasKey = request.headers['x-api-key'] === env.LEADLINE_KEY;
    if (request.method === 'POST' && hasKey) submits += 1;
    answer(request, response);
  });
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const cwd = await mkdtemp(join(tmpdir(), 'leadline-'));
  const args = ['check', '--target', `http://127.0.0.1:${port}`, '--out', '.'];
  const ran = await runCaptured(args, { cwd, env });
  const history = await readFile(join(cwd, 'history.ndjson'), 'utf8');
  return { ...ran, submits, exchanges: history.trim().split('\n').length - 1 };
}

const credits: RequestListener = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"credits":10}');
};

/** Refuses keys as it should, so that nothing but the loss of the target is wrong with it. */
const guarded =
  (served: RequestListener): RequestListener =>
  (request, response) => {
    if (request.headers['x-api-key'] === env.LEADLINE_KEY) served(request, response);
    else response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":"no key"}');
  };

describe('a target that is lost on the way never ends 0, and gets no more that could bill', () => {
  test('that closes every connection but for the balance', async () => {
    const { code, stderr, submits } = await checked(
      guarded((request, response) => {
        if (request.url?.includes('credits') === true) credits(request, response);
        else request.socket.destroy();
      }),
    );
    expect({ code, stderr }).toMatchObject({ code: 3 });
    expect(stderr).toMatch(/5 submissions in a row got no usable answer/);
    expect(submits).toBeLessThan(20);
  }, 60_000);

  test('that answers 503 to all but the balance', async () => {
    const { code, stderr, submits } = await checked(
      guarded((request, response) => {
        if (request.url?.includes('credits') === true) credits(request, response);
        else
          response.writeHead(503, { 'content-type': 'application/json' }).end('{"error":"busy"}');
      }),
    );
    // Invalid input was sent first, and 503 is no answer to that: a broken promise comes first too.
    expect(code).toBe(1);
    expect(stderr).toMatch(/Not finished: \d+ clauses/);
    expect(submits).toBeLessThan(20);
  }, 60_000);

  test('that answers 503 to everything is not checked at all', async () => {
    const { code, stderr, exchanges } = await checked((_, response) => {
      response.writeHead(503).end('busy');
    });
    expect(code).toBe(3);
    expect(stderr).toMatch(/cannot be reached.*503/s);
    expect(exchanges).toBe(3);
  }, 60_000);
});
