import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { isJsonObject, type JsonObject, parseJson } from '../units/json.ts';
import { realClock } from '../units/real-clock.ts';
import { seed } from '../units/units.ts';
import { createMock } from './mock.ts';

const run = promisify(execFile);
const SCRIPT = join(import.meta.dirname, 'python-client.fixture.py');
const CLIENT = 'segmind==1.3.0';

let packages = '';
let lacking = '';
let printed = '';
let seen: JsonObject = {};

/** @returns why the vendor's client cannot be had, or nothing. */
async function install(folder: string): Promise<string> {
  const pip = ['-m', 'pip', '--quiet', '--no-input', '--disable-pip-version-check', 'install'];
  try {
    await run('python3', [...pip, '--target', folder, CLIENT], { timeout: 60_000 });
    return '';
  } catch (error) {
    return `${CLIENT} cannot be installed with python3's pip: ${String(error).slice(0, 200)}`;
  }
}

beforeAll(async () => {
  packages = await mkdtemp(join(tmpdir(), 'leadline-python-'));
  lacking = await install(packages);
  if (lacking !== '') return;
  const mock = createMock({ contract, clock: realClock(50), seed: seed(1) });
  const base = await mock.listen({ host: '127.0.0.1', port: 0 });
  try {
    const { stdout } = await run('python3', [SCRIPT], {
      timeout: 60_000,
      env: {
        ...process.env,
        PYTHONPATH: packages,
        NO_PROXY: '127.0.0.1',
        SEGMIND_API_KEY: mock.keys.valid,
        LEADLINE_BASE: base,
        LEADLINE_BLOCKED: mock.blockedPrompt,
        LEADLINE_KEYS: JSON.stringify(mock.keys),
      },
    });
    printed = stdout;
    const last = parseJson(/^SEEN (.*)$/m.exec(stdout)?.[1] ?? '');
    seen = isJsonObject(last) ? last : {};
  } finally {
    await mock.close();
  }
}, 150_000);

afterAll(() => rm(packages, { recursive: true, force: true }));

beforeEach(({ skip }) => skip(lacking !== '', lacking));

const text = (part: string): unknown => expect.stringContaining(part);

test("the page's samples print what the page says that they print", () => {
  const [status, output, inferenceTime, id] = printed.split('\n');
  expect(status).toBe('COMPLETED');
  expect(output).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/outputs\/.*\.jpg$/);
  expect(Number(inferenceTime)).toBeGreaterThan(15);
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
});

test('run and wait return the result of a completed job', () => {
  const result = { status: 'COMPLETED', output: text('/outputs/'), metrics: { cost: 0.063 } };
  expect(seen).toMatchObject({ run: result, wait: { result } });
});

test('run_sync returns the bytes of an image', () => {
  expect(seen['run_sync']).toEqual({
    status: 200,
    type: 'image/png',
    magic: '89504e470d0a1a0a',
    cost: '0.063',
  });
});

test('a blocked prompt raises InferenceFailed with its detail', () => {
  const body = { status: 'FAILED', error: text('safety') };
  expect(seen['blocked']).toMatchObject({ detail: text('safety'), body });
});

test('a job that takes too long raises InferenceTimeout with its id', () => {
  expect(seen['timeout']).toMatchObject({ id: text('-') });
});

test.each([
  ['400', 400, 'steps'],
  ['401', 401, 'unauthorized'],
  ['403', 403, 'forbidden'],
  ['404', 404, 'no-such-model'],
  ['406', 406, 'credits'],
])('a %s raises SegmindError with status and detail', (name, status, detail) => {
  expect(seen[name]).toEqual({ status, detail: text(detail) });
});
