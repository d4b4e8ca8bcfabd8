import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ConsoleTail } from './console-tail.ts';

async function someFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'leadline-tail-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'console');
}

test('gives whole lines as they are added, and a torn one at the end as the rest', async () => {
  const path = await someFile();
  const tail = new ConsoleTail(path);
  expect(await tail.lines()).toEqual([]);
  await appendFile(path, 'one\ntw');
  expect(await tail.lines()).toEqual(['one']);
  expect(tail.rest).toBe('tw');
  await appendFile(path, 'o\nthree\n');
  expect(await tail.lines()).toEqual(['two', 'three']);
  expect(await tail.lines()).toEqual([]);
  expect(tail.rest).toBe('');
});

test('a character that was written in two parts is whole', async () => {
  const path = await someFile();
  const tail = new ConsoleTail(path);
  const bytes = Buffer.from('naïve\n');
  await appendFile(path, bytes.subarray(0, 3));
  expect(await tail.lines()).toEqual([]);
  await appendFile(path, bytes.subarray(3));
  expect(await tail.lines()).toEqual(['naïve']);
});

test('reads what is longer than one chunk', async () => {
  const path = await someFile();
  const lines = Array.from({ length: 5_000 }, (_, place) => `${place} ${'x'.repeat(100)}`);
  await appendFile(path, `${lines.join('\n')}\n`);
  expect(await new ConsoleTail(path).lines()).toEqual(lines);
});
