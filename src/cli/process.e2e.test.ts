import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { MockDescription } from '../mock/description.ts';
import type { RunRecord } from '../record/run-record.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

type Child = ChildProcessByStdio<null, Readable, Readable>;

const children: Child[] = [];
const servers: Server[] = [];
let cwd = '';

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'leadline-'));
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

function leadline(args: readonly string[], env: Record<string, string> = {}): Child {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
}

async function ended(
  child: Child,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said };
}

async function startMock(
  args: readonly string[],
): Promise<{ child: Child; mock: MockDescription }> {
  const child = leadline(['mock', '--json', ...args]);
  for await (const line of createInterface({ input: child.stdout })) {
    return { child, mock: JSON.parse(line) as MockDescription };
  }
  throw new Error('the mock said nothing');
}

async function configured(name: string, mock: MockDescription): Promise<string> {
  const { baseUrl, keys, clock, ledger, blockedPrompt } = mock;
  const targets = { other: { baseUrl, keys, clock, ledger, blockedPrompt } };
  const path = join(cwd, name);
  await writeFile(path, JSON.stringify({ targets }));
  return path;
}

async function verdictsOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const run = JSON.parse(await readFile(join(cwd, folder, 'run.json'), 'utf8')) as RunRecord;
  return Object.fromEntries(run.clauses.map(({ id, verdict }) => [id, verdict]));
}

describe('a mock in a process of its own', () => {
  test.each(['virtual', 'fast=200'])(
    'with the clock %s gives the verdicts of the embedded one',
    async (clock) => {
      const { mock } = await startMock(['--clock', clock]);
      const config = await configured(`${clock}.json`, mock);
      const args = ['check', '--config', config, '--target', 'other', '--out', `own-${clock}`];
      const { code, stderr } = await ended(leadline(args));
      expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
      expect((await ended(leadline(['check', '--out', `embedded-${clock}`]))).code).toBe(0);
      expect(await verdictsOf(`own-${clock}`)).toEqual(await verdictsOf(`embedded-${clock}`));
    },
    120_000,
  );

  test('with the real clock answers, and ends 0 when it is interrupted', async () => {
    const { child, mock } = await startMock([]);
    const url = `${mock.baseUrl}/v1/get-user-credits`;
    const response = await fetch(url, { headers: { 'x-api-key': mock.keys.valid } });
    expect(response.status).toBe(200);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('gives the same keys for the same seed', async () => {
    const [one, other] = [await startMock(['--seed', '9']), await startMock(['--seed', '9'])];
    expect(one.mock.keys).toEqual(other.mock.keys);
  });
});

describe('a target that is not one', () => {
  const answering = async (status: number, body = '{"error":"no"}'): Promise<string> => {
    const server = createServer((_, response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    servers.push(server.listen(0, '127.0.0.1'));
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const env = { LEADLINE_KEY: 'SG_0123456789abcdef' };

  test('and cannot be reached ends 3 with one message', async () => {
    const args = ['check', '--target', 'http://127.0.0.1:9', '--out', 'unreachable'];
    const { code, stderr } = await ended(leadline(args, env));
    expect(code).toBe(3);
    expect(stderr).toMatch(/cannot be reached.*refused/s);
    expect(stderr).not.toMatch(/^\s+at .+:\d+:\d+/m);
  });

  test('and refuses the key ends 3 with one message, without the key', async () => {
    const args = ['check', '--target', await answering(401), '--out', 'refused'];
    const { code, stdout, stderr } = await ended(leadline(args, env));
    expect(code).toBe(3);
    expect(stderr).toMatch(/refused the key.*401/s);
    expect(stdout + stderr).not.toContain(env.LEADLINE_KEY);
    expect(await readFile(join(cwd, 'refused', 'history.ndjson'), 'utf8')).not.toContain(
      env.LEADLINE_KEY,
    );
  });

  test('and answers HTML everywhere breaks promises and crashes nothing', async () => {
    const target = await answering(200, '<html><body>hello</body></html>');
    const { code, stderr } = await ended(
      leadline(['check', '--target', target, '--out', 'html'], env),
    );
    expect(code).toBe(1);
    expect(stderr).not.toMatch(/bug of leadline/);
  });
});

test('Ctrl-C ends a check with 130, and what was collected is judged', async () => {
  const { mock } = await startMock(['--clock', 'fast=20']);
  const config = await configured('slow.json', mock);
  const child = leadline(['check', '--config', config, '--target', 'other', '--out', 'cut']);
  const done = ended(child);
  child.stderr.once('data', () => setTimeout(() => child.kill('SIGINT'), 700));
  const { code, stderr } = await done;
  expect(code).toBe(130);
  expect(stderr).toContain('Interrupted');
  expect(Object.values(await verdictsOf('cut'))).toContain('kept');
}, 30_000);
