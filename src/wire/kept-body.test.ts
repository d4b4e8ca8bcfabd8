import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it, test } from 'vitest';
import { Redacted } from '../units/redacted.ts';
import { keptBody } from './kept-body.ts';
import { redactorOf } from './redaction.ts';

const KEY = 'SG_0123456789abcdef';
const redactor = redactorOf([new Redacted(KEY)]);
const kept = (bytes: Buffer, encoding: string) =>
  keptBody(bytes, [['Content-Encoding', encoding]], redactor);

describe('a body that was packed', () => {
  const clean = Buffer.from('{"error":"nothing to hide"}');
  const telling = Buffer.from(`{"error":"not ${KEY}"}`);

  test.each([
    ['gzip', gzipSync(clean)],
    ['x-gzip', gzipSync(clean)],
    ['GZIP', gzipSync(clean)],
    ['zstd', zstdCompressSync(clean)],
    ['gzip, gzip', gzipSync(gzipSync(clean))],
    ['gzip, identity', gzipSync(clean)],
  ])('is kept as it came: %s', (encoding, bytes) => {
    expect(kept(bytes, encoding)).toEqual({ base64: bytes.toString('base64') });
  });

  test.each([
    ['gzip', gzipSync(telling)],
    ['gzip, gzip', gzipSync(gzipSync(telling))],
    ['zstd', zstdCompressSync(telling)],
  ])('is not kept with a secret in it: %s', (encoding, bytes) => {
    expect(kept(bytes, encoding)).toBeUndefined();
  });

  it('is not kept with a secret in what had come of it', () => {
    const long = gzipSync(Buffer.concat([telling, Buffer.alloc(100_000, 'a')]), { level: 0 });
    expect(kept(long.subarray(0, 500), 'gzip')).toBeUndefined();
  });

  it('is not kept where it cannot be unpacked', () => {
    expect(kept(Buffer.from('not gzip'), 'gzip')).toBeUndefined();
    expect(kept(gzipSync(clean), 'compress')).toBeUndefined();
  });

  it('is not kept where it unpacks without measure', () => {
    const bomb = gzipSync(Buffer.alloc(64 * 2 ** 20));
    const begun = performance.now();
    expect(kept(bomb, 'gzip')).toBeUndefined();
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});

test.each([
  ['', { text: 'plain' }],
  ['identity', { text: 'plain' }],
])('a plain body with the encoding %j is text', (encoding, expected) => {
  expect(kept(Buffer.from('plain'), encoding)).toEqual(expected);
});
