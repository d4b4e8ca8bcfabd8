import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { repositoryFiles } from './repository-files.ts';

const OWN = fileURLToPath(new URL('../', import.meta.url));
const NO_NETWORK = /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENOTCACHED)\b/;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'leadline-package-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The environment without what an npm that runs this test says to its children. */
function outsideOfNpm(): NodeJS.ProcessEnv {
  const env = Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'));
  // npm and npx are to run with this very Node.
  const path = [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
  return { ...Object.fromEntries(env), PATH: path };
}

function run(program: string, args: readonly string[], cwd: string): Ended {
  const options = { cwd, env: outsideOfNpm(), encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(program, args, options);
  return { code: status, out: stdout, err: stderr };
}

/** What it printed. @throws Error with what it complained of, where it failed. */
function succeed({ code, out, err }: Ended): string {
  if (code !== 0) throw new Error(`ended with ${code}\n${out}\n${err}`);
  return out;
}

/** A copy of the sources, so that building does not write into the repository. */
function copyOfRepository(): string {
  const copy = join(folder, 'copy');
  for (const file of repositoryFiles(OWN)) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(OWN, file), join(copy, file));
  }
  symlinkSync(join(OWN, 'node_modules'), join(copy, 'node_modules'));
  run('git', ['init', '--quiet'], copy);
  return copy;
}

test('packed and installed elsewhere, command and library run', ({ skip }) => {
  const copy = copyOfRepository();
  succeed(run('npm', ['pack', '--pack-destination', folder], copy));
  const { version } = JSON.parse(readFileSync(join(OWN, 'package.json'), 'utf8')) as {
    readonly version: string;
  };

  const project = join(folder, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "name": "project", "version": "1.0.0" }');
  const archive = join(folder, `leadline-${version}.tgz`);
  const installed = run('npm', ['install', '--prefer-offline', archive], project);
  skip(NO_NETWORK.test(installed.err), 'npm reaches no registry to install dependencies from');
  succeed(installed);

  const leadline = (...args: readonly string[]): string =>
    succeed(run('npx', ['--no-install', 'leadline', ...args], project));
  expect(leadline('--version')).toContain(version);
  expect(leadline('check', '--seed', '1', '--out', 'report')).not.toBe('');
  const names = `import('leadline').then((all) => console.log(Object.keys(all).length))`;
  expect(Number(succeed(run(process.execPath, ['-e', names], project)))).toBeGreaterThan(0);
});
