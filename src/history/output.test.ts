import { expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import type { Message } from './exchange.ts';
import { carriesOutput } from './output.ts';

const kept = (bytes: readonly number[]): Message => ({
  headers: [['content-type', 'image/jpeg']],
  body: { base64: Buffer.from(bytes).toString('base64') },
  bytes: bytes.length,
});
const called = (type: string): Message => ({ headers: [['Content-Type', type]], bytes: 2e6 });

test.each<[what: string, message: Message, carries: boolean]>([
  ['a JPEG', kept([0xff, 0xd8, 0xff, 0xe0, 0]), true],
  ['a PNG', kept([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]), true],
  ['other bytes, whatever they are called', kept([0x3c, 0x68, 0x74]), false],
  ['HTML', { headers: [], body: { text: '<html>' }, bytes: 6 }, false],
  ['nothing', { headers: [['content-type', 'image/png']], bytes: 0 }, false],
  ['an image that was too long to keep', called('image/webp'), true],
  ['a page that was too long to keep', called('text/html'), false],
])('%s', (_, message, carries) => {
  expect(carriesOutput(contract, message)).toBe(carries);
});
