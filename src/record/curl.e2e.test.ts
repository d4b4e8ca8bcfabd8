import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import type { Exchange, Message } from '../history/exchange.ts';
import { curlScript } from './curl.ts';
import { Story } from './fixtures/story.ts';
import { printBytes, shellWord } from './shell.ts';

const run = promisify(execFile);
const { states, names, authentication } = contract.gateway;
const KEY = 'SG_00ff00ff00ff00ff';

interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A job API in small: every job runs for two polls, and is gone after its result was asked twice. */
class SmallApi {
  readonly received: Received[] = [];
  #asked = 0;
  #fetched = 0;

  answer(request: Received): { readonly status: number; readonly body: string } {
    this.received.push(request);
    if (request.method === 'POST') {
      const body = { [names.state]: states.initial, [names.id]: `new-${this.received.length}` };
      return { status: 200, body: JSON.stringify(body, undefined, 2) };
    }
    if (request.url.endsWith('/status')) {
      this.#asked += 1;
      const state = this.#asked > 2 ? states.completed : states.running;
      return { status: 200, body: JSON.stringify({ [names.state]: state }) };
    }
    this.#fetched += 1;
    if (this.#fetched > 1) return { status: 404, body: '{"error":"\u001b[31mgone"}' };
    const output = `http://${request.headers.host}/out.jpg`.replaceAll('/', String.raw`\/`);
    return { status: 200, body: `{"${names.state}":"${states.completed}","output":"${output}"}` };
  }
}

let api = new SmallApi();
let server: Server;
let base = '';
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadline-curl-'));
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const { status, body } = api.answer({ method, url, headers, body: Buffer.concat(parts) });
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const address = server.address();
  if (typeof address === 'object' && address !== null) base = `http://127.0.0.1:${address.port}`;
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

beforeEach(() => {
  api = new SmallApi();
});

async function shown(script: string): Promise<string> {
  const env = { ...process.env, BASE: base, LEADLINE_KEY: KEY, POLL: '0.01', RATE: '1000000' };
  const file = join(folder, 'finding.sh');
  await writeFile(file, script);
  const { stdout } = await run('sh', [file], { env });
  return stdout;
}

function withBody(exchange: Exchange, body: Message['body'], bytes: number): Exchange {
  return { ...exchange, request: { ...exchange.request, ...(body && { body }), bytes } };
}

test('makes the job anew, brings it to its end, waits, and asks again', async () => {
  const story = new Story(contract);
  story.submit('old-id');
  story.poll('old-id', states.completed, { after: 30_000 });
  const first = story.result('old-id', states.completed);
  const gone = story.result('old-id', '', { after: 3_600_000, status: 404 });
  const output = await shown(curlScript(contract, [first, gone], story.exchanges));

  expect(api.received.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'POST /v2/flux-depth-pro',
    'GET /v2/requests/new-1/status',
    'GET /v2/requests/new-1/status',
    'GET /v2/requests/new-1/status',
    'GET /v2/requests/new-1',
    'GET /v2/requests/new-1',
  ]);
  expect(api.received.map(({ headers }) => headers[authentication.header])).toEqual(
    Array.from({ length: 6 }, () => KEY),
  );
  expect(JSON.parse(String(api.received[0]?.body))).toEqual(contract.example);
  expect(output).toContain('-> HTTP 404');
  expect(output).toContain('(3600.000 s pass on the server)');
  expect(output).not.toContain('\u001b');
  expect(output).not.toContain(KEY);
});

test('fetches the output from where the new job has put it', async () => {
  const story = new Story(contract);
  story.submit('old-id');
  story.poll('old-id', states.completed);
  const output = story.tell('output', 'GET', '/old.jpg', { job: 'old-id', key: 'none' });
  await shown(curlScript(contract, [output], story.exchanges));
  expect(api.received.at(-1)).toMatchObject({ method: 'GET', url: '/out.jpg' });
  expect(api.received.at(-1)?.headers[authentication.header]).toBeUndefined();
});

test('a server that accepts nothing is shown to do so', async () => {
  api.answer = () => ({ status: 503, body: '' });
  const story = new Story(contract);
  const submit = story.submit('old-id');
  const end = story.poll('old-id', states.completed);
  const output = await shown(curlScript(contract, [submit, end]).replace('TRIES:-600', 'TRIES:-2'));
  expect(output).toContain('no id in this answer');
  expect(output.match(/-> HTTP 503/g)).toHaveLength(2);
});

test('without a key it says which one it needs', () => {
  const story = new Story(contract, base);
  const script = curlScript(contract, [story.submit('a')]);
  const { PATH } = process.env;
  const { status, stderr } = spawnSync('sh', ['-c', script], { env: { PATH }, encoding: 'utf8' });
  expect(status).not.toBe(0);
  expect(stderr).toContain('set LEADLINE_KEY to a key: one that works');
});

const nasty = fc.string({
  unit: fc.oneof(
    fc.constantFrom("'", '"', '\\', '\n', '$(exit 1)', '`', '\u001b', '@', '\u0000', '%', '!'),
    fc.string({ unit: 'binary', maxLength: 3 }),
  ),
  maxLength: 200,
});

test('every body arrives byte for byte', async () => {
  const payloads = fc.sample(nasty, 25);
  const story = new Story(contract);
  const posts = ['@file', '', 'x'.repeat(150_000), ...payloads].map((payload) =>
    story.post('submit', { payload }),
  );
  await shown(curlScript(contract, posts));
  expect(api.received.map(({ body }) => body.toString('hex'))).toEqual(
    posts.map(({ request }) =>
      request.body && 'text' in request.body
        ? Buffer.from(request.body.text).toString('hex')
        : 'no text',
    ),
  );
});

test('bytes that are no text arrive as they are', async () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const post = new Story(contract).post('sync');
  const script = curlScript(contract, [
    withBody(post, { base64: bytes.toString('base64') }, bytes.length),
  ]);
  await shown(script);
  expect(api.received[0]?.body.equals(bytes)).toBe(true);
  expect(script).toMatch(/^[\n\x20-\x7e]*$/);
});

test('no text of a server or of a payload is anything but text to the shell', () => {
  const scripts = fc.sample(fc.tuple(nasty, nasty, nasty), 40).map(([payload, id, state]) => {
    const story = new Story(contract);
    story.submit(id, { payload, headers: [[id, state]] });
    story.poll(id, state, { answer: { [names.state]: state } });
    story.tell('other', payload, `/${id}`, { payload: state, job: id, answer: payload });
    story.tell('output', 'GET', id, { job: id });
    return curlScript(contract, story.exchanges);
  });
  for (const script of scripts) {
    const { status, stderr } = spawnSync('sh', ['-n'], { input: script, encoding: 'utf8' });
    expect({ script, status, stderr }).toEqual({ script, status: 0, stderr: '' });
  }
});

test('words and bytes come out of a shell as they went in', () => {
  const texts = fc.sample(nasty, 200).map((text) => text.replaceAll('\u0000', '').toWellFormed());
  const words = texts.map((text) => `printf '%s\\0' ${shellWord(text)}`);
  const given = fc.sample(fc.uint8Array({ maxLength: 200 }), 50).map((bytes) => Buffer.from(bytes));
  const script = [...words, ...given.filter(({ length }) => length > 0).map(printBytes)].join('\n');
  const { stdout } = spawnSync('sh', { input: script });
  const wanted = Buffer.concat([...texts.map((text) => Buffer.from(`${text}\0`)), ...given]);
  expect(stdout.toString('hex')).toBe(wanted.toString('hex'));
});
