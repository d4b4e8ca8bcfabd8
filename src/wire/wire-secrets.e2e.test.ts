import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it, test } from 'vitest';
import { historyLine } from '../history/ndjson.ts';
import { whole } from './fixtures/hostile-server.ts';
import { against, base64Of, KEY, openWire, post, posted, sha256 } from './fixtures/open-wire.ts';

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
