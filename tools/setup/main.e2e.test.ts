import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const SETUP = fileURLToPath(new URL('./', import.meta.url));

/** Stands for npm: notes that it was called and puts programs into node_modules that note it too. */
const NPM = `#!/bin/sh
echo "npm $*" >> calls
mkdir -p node_modules/.bin
for tool in tsc oxlint oxfmt vitest; do
  printf '#!/bin/sh\\necho "%s $*" >> calls\\n. ./outcome-of-%s\\n' $tool $tool > node_modules/.bin/$tool
  chmod +x node_modules/.bin/$tool
  touch outcome-of-$tool
done
echo "npm said this" >&2
. ./outcome-of-npm
`;

const MAIN = `import { appendFileSync } from 'node:fs';
const [command] = process.argv.slice(2);
appendFileSync('calls', 'leadline ' + process.argv.slice(2).join(' ') + '\\n');
if (command === 'load') appendFileSync('calls', 'K6_BIN ' + process.env.K6_BIN + '\\n');
process.exitCode = Number(process.env['EXIT_OF_' + command.toUpperCase()] ?? 0);
`;

const K6 = `export const acquireK6 = async (given, announce) => {
  announce('building k6');
  return { found: true, path: '/cache/k6', version: '2.2.0', how: 'built' };
};`;

const CHECK = `import { appendFileSync } from 'node:fs';
appendFileSync('calls', 'check-imports\\n');`;

let root: string;

async function put(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), text);
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'leadline-setup-'));
  cpSync(SETUP, join(root, 'tools/setup'), { recursive: true });
  await put('package.json', '{ "type": "module" }');
  await put('package-lock.json', '{}');
  await put('src/cli/main.ts', MAIN);
  await put('src/load/k6-binary.ts', K6);
  await put('tools/check-imports.ts', CHECK);
  await put('tools/check-lint-reach.ts', CHECK.replace('imports', 'lint-reach'));
  await put('bin/npm', NPM);
  await chmod(join(root, 'bin/npm'), 0o755);
  await put('outcome-of-npm', '');
});

afterEach(() => rm(root, { recursive: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** What was started, in order. */
  readonly calls: readonly string[];
}

async function setUp(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  await writeFile(join(root, 'calls'), '');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'tools/setup/main.js'), ...args],
    {
      // Another folder than the repository's: it finds its own.
      cwd: tmpdir(),
      env: { PATH: [join(root, 'bin'), '/usr/bin', '/bin'].join(delimiter), ...env },
      encoding: 'utf8',
    },
  );
  const calls = await readFile(join(root, 'calls'), 'utf8');
  return { code: status, out: stdout, err: stderr, calls: calls.split('\n').slice(0, -1) };
}

test('a first start installs, gets k6, checks and loads, and says so', async () => {
  const { code, out, calls } = await setUp(['start']);
  expect(code).toBe(0);
  expect(out).toMatch(/installing dependencies with npm ci, since this set-up has not/);
  expect(out).toMatch(/installed dependencies and Node 2\d\.\d+\.\d+ \(\d+ s\)/);
  expect(out).toMatch(/k6 2\.2\.0 was built: \/cache\/k6 \(\d+ s\)/);
  expect(calls).toEqual([
    'npm ci',
    expect.stringMatching(/^leadline check --seed 1 --out reports\/[\d-]+T[\d-]+-check$/),
    expect.stringMatching(/^leadline load baseline --seed 1 --clock fast=100 .* --out .*-load$/),
    'K6_BIN /cache/k6',
  ]);
});

test('a second start sets nothing up', async () => {
  await setUp(['start']);
  await put('src/load/k6-binary.ts', K6.replace('built', 'cache').replace("announce('", "void ('"));
  const { out, calls } = await setUp(['start']);
  expect(calls).not.toContain('npm ci');
  expect(out).toMatch(/^set-up: nothing to do \(Node 2\d\.\d+\.\d+, k6 2\.2\.0\)\n/);
});

test('another lock file is installed, and then no more', async () => {
  await setUp(['start']);
  await put('package-lock.json', '{ "packages": {} }');
  const { out, calls } = await setUp(['start']);
  expect(out).toContain('since package-lock.json changed');
  expect(calls).toContain('npm ci');
  expect((await setUp(['start'])).calls).not.toContain('npm ci');
});

test('when npm fails, shows what it said and one sentence, ends with 1, and tries again', async () => {
  await put('outcome-of-npm', 'exit 7');
  const { code, err, calls } = await setUp(['test']);
  expect(code).toBe(1);
  expect(err).toMatch(/npm said this\n[^]*npm could not install the dependencies/);
  expect(calls).toEqual(['npm ci']);
  expect((await setUp(['test'])).calls).toEqual(['npm ci']);
});

test('without k6 all but load is done, and the reason is said', async () => {
  const none = K6.replace(/found: true.*built'/, `found: false, reason: 'Get it yourself.'`);
  await put('src/load/k6-binary.ts', none);
  const { code, out, calls } = await setUp(['start']);
  expect(code).toBe(0);
  expect(out).toContain('set-up: all but load works. Get it yourself.\n');
  expect(calls.filter((call) => call.startsWith('leadline'))).toHaveLength(1);
});

test('when looking for k6 breaks down, what it printed is the reason', async () => {
  await put(
    'src/load/k6-binary.ts',
    `export const acquireK6 = () => { throw new Error('a bug'); };`,
  );
  const { code, out } = await setUp(['start']);
  expect(code).toBe(0);
  expect(out).toMatch(/Looking for k6 failed: [^]*a bug/);
});

test.each([
  [{ EXIT_OF_CHECK: '1', EXIT_OF_LOAD: '3' }, 1],
  [{ EXIT_OF_LOAD: '3' }, 3],
  [{ EXIT_OF_CHECK: '3' }, 3],
])('start does both and ends with the first failure: %j gives %i', async (env, wanted) => {
  const { code, calls } = await setUp(['start'], env);
  expect(code).toBe(wanted);
  expect(calls.filter((call) => call.startsWith('leadline'))).toHaveLength(2);
});

test('all checks run, then the tests but not the soak ones', async () => {
  const { code, calls } = await setUp(['test', 'src/units']);
  expect(code).toBe(0);
  expect(calls.slice(1)).toEqual([
    'tsc -p .',
    'tsc -p scenarios',
    'oxlint ',
    'oxfmt --check',
    'check-imports',
    'check-lint-reach',
    'vitest run --project unit --project conformance src/units',
  ]);
});

test('a failed check shows its output, and the tests run all the same', async () => {
  await setUp(['test']);
  await put('outcome-of-oxlint', 'echo "bad style"; exit 1');
  const { code, out, err, calls } = await setUp(['test']);
  expect(code).toBe(1);
  expect(out).toMatch(/✗ lint \([\d.]+ s\)\nbad style\n/);
  expect(err).toContain('These checks failed, see above: lint.\n');
  expect(calls.at(-1)).toMatch(/^vitest/);
});

test('failed tests make test and soak fail with the code of the runner', async () => {
  await setUp(['test']);
  await put('outcome-of-vitest', 'exit 5');
  expect((await setUp(['test'])).code).toBe(5);
  expect((await setUp(['soak'])).code).toBe(5);
});

test('soak enlarges the counts and prints how to repeat it', async () => {
  await setUp(['soak']);
  await put('outcome-of-vitest', 'echo "$LEADLINE_SOAK times from $LEADLINE_SEED"');
  const { out, calls } = await setUp(['soak']);
  const seed = /LEADLINE_SOAK=10 LEADLINE_SEED=(\d+) npm run soak/.exec(out)?.[1];
  expect(out).toContain(`10 times from ${seed}\n`);
  expect(calls.at(-1)).toBe('vitest run --project unit --project soak');
  const repeated = await setUp(['soak'], { LEADLINE_SOAK: '2', LEADLINE_SEED: '9' });
  expect(repeated.out).toContain('2 times from 9\n');
});

test.each([[[]], [['begin']], [['start', '--fast']]])('%j is bad usage', async (args) => {
  const { code, calls } = await setUp(args);
  expect(code).toBe(2);
  expect(calls).toEqual([]);
});
