import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs');

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadline-closing-line-'));
});

afterAll(() => rm(folder, { recursive: true }));

interface Ended {
  readonly code: number;
  readonly lines: readonly string[];
}

/** Runs vitest with the reporter over one made-up test file, in a process of its own. */
async function runOn(name: string, source: string, noSkips = false): Promise<Ended> {
  await writeFile(join(folder, `${name}.test.ts`), source);
  const config = join(folder, `${name}.config.ts`);
  await writeFile(
    config,
    `import { ClosingLine } from '${ROOT}tools/testing/closing-line.ts';
    const closingLine = new ClosingLine({
      seed: 7, countsFile: '${join(folder, `${name}.counts`)}', noSkips: ${noSkips},
      write: (text) => process.stdout.write(text),
      failRun: () => { process.exitCode = 1; },
      atExit: (last) => process.once('exit', last),
    });
    export default {
      test: { include: ['${name}.test.ts'], globals: true, reporters: ['default', closingLine] },
    };`,
  );
  const args = [VITEST, 'run', '--root', folder, '--config', config];
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      args,
      { env: { ...process.env, NO_COLOR: '1' } },
      (error, stdout) => {
        const code = typeof error?.code === 'number' ? error.code : 0;
        resolve({ code, lines: stdout.trimEnd().split('\n') });
      },
    );
  });
}

test('ends with the counts, alone on a line, and leaves them in a file', async () => {
  const { code, lines } = await runOn(
    'passing',
    `test('a', () => {}); test('b', () => {}); test('c', ({ skip }) => skip('no c'));`,
  );
  expect(lines.at(-1)).toBe('2 passed, 0 failed, 1 skipped');
  expect(lines.at(-2)).toContain('LEADLINE_SEED=7');
  expect(code).toBe(0);
  const counts = await readFile(join(folder, 'passing.counts'), 'utf8');
  expect(counts).toBe('{"passed":2,"failed":0,"skipped":1}\n');
});

test('counts failed tests, suites that cannot be set up, and files that cannot be loaded', async () => {
  const failing = await runOn('failing', `test('a', () => { throw new Error('a'); });`);
  expect(failing).toMatchObject({ code: 1 });
  expect(failing.lines.at(-1)).toBe('0 passed, 1 failed');
  const suite = await runOn(
    'suite',
    `describe('s', () => { beforeAll(() => { throw new Error('s'); }); test('a', () => {}); });`,
  );
  expect(suite).toMatchObject({ code: 1 });
  expect(suite.lines.at(-1)).toMatch(/^0 passed, 1 failed/);
  const unloadable = await runOn('unloadable', `throw new Error('early');`);
  expect(unloadable).toMatchObject({ code: 1 });
  expect(unloadable.lines.at(-1)).toBe('0 passed, 1 failed');
});

test('fails a run in which every test was skipped', async () => {
  const { code, lines } = await runOn('vacuous', `test('a', ({ skip }) => skip('never'));`);
  expect(code).toBe(1);
  expect(lines.at(-1)).toBe('0 passed, 0 failed, 1 skipped');
});

test('fails a run with skips where none are allowed, and names them with their reasons', async () => {
  const { code, lines } = await runOn(
    'strict',
    `test('a', () => {}); test('b', ({ skip }) => skip('no chromium'));`,
    true,
  );
  expect(code).toBe(1);
  expect(lines.at(-2)).toBe(
    'skipped, which LEADLINE_NO_SKIPS forbids: strict.test.ts > b (no chromium)',
  );
});
