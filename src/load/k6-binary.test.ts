import { createHash } from 'node:crypto';
import * as fileSystem from 'node:fs/promises';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acquireK6, type K6, locateK6 } from './k6-binary.ts';
import type { Ended, GivenSurroundings, RunProgram } from './k6-surroundings.ts';

const PRINTED = 'k6 v2.2.0 (go1.26.8, linux/amd64)';
const ARCHIVE = new TextEncoder().encode('an archive');
const ARCHIVE_NAME = 'k6-v2.2.0-linux-amd64.tar.gz';
const ARCHIVE_HASH = createHash('sha256').update(ARCHIVE).digest('hex');

let folder: string;
let cached: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadline-k6-'));
  cached = join(folder, 'cache/k6-v2.2.0-linux-amd64/k6');
});

afterEach(() => rm(folder, { recursive: true }));

/** A made-up k6 is a file that holds what it would print. */
async function putK6(path: string, printed = PRINTED): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, printed, { mode: 0o755 });
  return path;
}

const reasonOf = (k6: K6): string => (k6.found ? `found ${k6.path}` : k6.reason);

const done: Ended = { exited: true, code: 0, output: '' };
const noGo: Ended = { exited: false, reason: 'go is not installed' };

interface World extends Partial<GivenSurroundings> {
  readonly go?: (file: string) => Promise<Ended> | Ended;
  readonly answer?: () => Response | Promise<Response>;
}

/** A machine without k6, Go and network, except for what is given. */
function machine({ go = () => noGo, answer, ...given }: World = {}): GivenSurroundings {
  const run: RunProgram = async (program, args) => {
    if (args[0] === 'version') {
      return { exited: true, code: 0, output: await readFile(program, 'utf8') };
    }
    if (program === 'go') return go(args[3] ?? '');
    await putK6(join(args[3] ?? '', 'k6-v2.2.0-linux-amd64/k6'));
    return done;
  };
  return {
    platform: 'linux',
    arch: 'x64',
    home: folder,
    run,
    fetch: () =>
      answer === undefined
        ? Promise.reject(new TypeError('fetch failed', { cause: new Error('no network') }))
        : Promise.resolve(answer()),
    release: {
      version: '2.2.0',
      url: 'https://releases.example',
      checksums: { [ARCHIVE_NAME]: ARCHIVE_HASH },
    },
    ...given,
    env: { LEADLINE_CACHE: join(folder, 'cache'), ...given.env },
  };
}

const goBuilds = async (file: string): Promise<Ended> => {
  await putK6(file);
  return done;
};

test('prefers the k6 that the environment names', async () => {
  const named = await putK6(join(folder, 'own/k6-of-mine'), 'k6 v2.4.0 (go1.27)');
  const onPath = dirname(await putK6(join(folder, 'path/k6')));
  expect(await locateK6(machine({ env: { K6_BIN: named, PATH: onPath } }))).toEqual({
    found: true,
    path: named,
    version: '2.4.0',
    how: 'env',
  });
});

test.each([
  ['k6 v1.4.2 (go1.25)', 'is k6 1.4.2, not 2.2.0 or newer, below 3'],
  ['hello', 'names no version of k6'],
])('does not pass over a named k6 that prints %j', async (printed, reason) => {
  const named = await putK6(join(folder, 'own/k6'), printed);
  const onPath = dirname(await putK6(join(folder, 'path/k6')));
  const k6 = await acquireK6(machine({ env: { K6_BIN: named, PATH: onPath }, go: goBuilds }));
  expect(reasonOf(k6)).toContain(`${named} ${reason}; `);
});

test('a named k6 that is not there is named in the reason', async () => {
  const k6 = await locateK6(machine({ env: { K6_BIN: '/nowhere/k6' } }));
  expect(reasonOf(k6)).toContain('K6_BIN does not fit: /nowhere/k6 cannot be executed');
});

test('takes the first on PATH whose version fits', async () => {
  const old = dirname(await putK6(join(folder, 'old/k6'), 'k6 v0.59.0'));
  const fitting = await putK6(join(folder, 'new/k6'));
  const later = dirname(await putK6(join(folder, 'later/k6'), 'k6 v2.9.0'));
  const path = ['/nowhere', old, dirname(fitting), later].join(':');
  expect(await locateK6(machine({ env: { PATH: path } }))).toMatchObject({
    path: fitting,
    version: '2.2.0',
    how: 'path',
  });
});

test('takes what an earlier run left in the cache', async () => {
  await putK6(cached);
  expect(await locateK6(machine())).toEqual({
    found: true,
    path: cached,
    version: '2.2.0',
    how: 'cache',
  });
});

test.each([
  [{ LEADLINE_CACHE: '', XDG_CACHE_HOME: '/xdg' }, '/xdg/leadline'],
  [{ LEADLINE_CACHE: '', XDG_CACHE_HOME: 'relative' }, '/home/me/.cache/leadline'],
  [{ LEADLINE_CACHE: '' }, '/home/me/.cache/leadline'],
  [{ LEADLINE_CACHE: '/own', XDG_CACHE_HOME: '/xdg' }, '/own'],
])('with %j the cache is %s', async (env, cache) => {
  const k6 = await locateK6(machine({ env, home: '/home/me' }));
  expect(reasonOf(k6)).toContain(`neither on PATH nor in ${cache}: install k6`);
});

test('builds into the cache, says so, and finds it there the next time', async () => {
  const steps: string[] = [];
  const around = machine({ go: goBuilds });
  const k6 = await acquireK6(around, (step) => steps.push(step));
  expect(k6).toEqual({ found: true, path: cached, version: '2.2.0', how: 'built' });
  expect(steps).toEqual(['building k6 2.2.0 with Go']);
  expect(await readdir(dirname(cached))).toEqual(['k6']);
  const again = await acquireK6(around, (step) => steps.push(step));
  expect(again).toMatchObject({ how: 'cache', path: cached });
  expect(steps).toHaveLength(1);
});

test('two that build at once both end with a whole k6', async () => {
  const both = await Promise.all([
    acquireK6(machine({ go: goBuilds })),
    acquireK6(machine({ go: goBuilds })),
  ]);
  expect(both).toMatchObject([{ path: cached }, { path: cached }]);
  expect(await readFile(cached, 'utf8')).toBe(PRINTED);
  expect(await readdir(dirname(cached))).toEqual(['k6']);
});

test('replaces a cached file that does not run as k6', async () => {
  await putK6(cached, 'torn');
  expect(await acquireK6(machine({ go: goBuilds }))).toMatchObject({ how: 'built' });
  expect(await readFile(cached, 'utf8')).toBe(PRINTED);
});

test('without Go fetches the official release', async () => {
  const steps: string[] = [];
  const asked: unknown[] = [];
  const around = machine();
  const k6 = await acquireK6(
    {
      ...around,
      fetch: (url) => {
        asked.push(url);
        return Promise.resolve(new Response(ARCHIVE));
      },
    },
    (step) => steps.push(step),
  );
  expect(k6).toEqual({ found: true, path: cached, version: '2.2.0', how: 'downloaded' });
  expect(steps.at(-1)).toBe('fetching the official release of k6 2.2.0');
  expect(asked).toEqual([`https://releases.example/${ARCHIVE_NAME}`]);
  expect(await readdir(dirname(cached))).toEqual(['k6']);
});

test('an archive with another checksum is neither unpacked nor kept', async () => {
  const k6 = await acquireK6(machine({ answer: () => new Response('another archive') }));
  expect(reasonOf(k6)).toContain(`not ${ARCHIVE_HASH}`);
  expect(await readdir(dirname(cached))).toEqual([]);
});

test('where nothing works, one sentence says what failed and what to do', async () => {
  expect(await acquireK6(machine())).toEqual({
    found: false,
    reason:
      'There is no k6: building it failed (go is not installed) and so did fetching it ' +
      `(https://releases.example/${ARCHIVE_NAME} could not be fetched (no network)); install k6 ` +
      '2.2.0 or newer, below 3 (grafana.com/docs/k6/latest/set-up/install-k6), or name one with K6_BIN.',
  });
});

test.each([
  ['ends with an error', { exited: true, code: 1, output: 'go: downloading\ngo: no\n' }, 'go: no'],
  ['says nothing', { exited: true, code: 2, output: '' }, 'it ended with 2'],
  ['is stopped', { exited: false, reason: 'go was stopped' }, 'go was stopped'],
] as const)('goes on when Go %s', async (_, ended, reason) => {
  const k6 = await acquireK6(
    machine({ go: () => ended, answer: () => new Response('', { status: 404 }) }),
  );
  expect(reasonOf(k6)).toContain(`building it failed (${reason}) and`);
  expect(reasonOf(k6)).toContain('answered 404');
});

test('a machine that no release is made for says so', async () => {
  const k6 = await acquireK6(machine({ arch: 'riscv64' }));
  expect(reasonOf(k6)).toContain('there is no release for linux riscv64');
});

test.each(['mkdir', 'mkdtemp', 'rename'] as const)(
  'when %s fails in the cache, says so and leaves nothing half done',
  async (call) => {
    const fs = { ...fileSystem, [call]: () => Promise.reject(new Error(`${call}: disk full`)) };
    const k6 = await acquireK6(machine({ go: goBuilds, fs }));
    expect(reasonOf(k6)).toContain(`${call}: disk full`);
    const left = await readdir(dirname(cached)).catch(() => []);
    expect(left).toEqual([]);
  },
);
