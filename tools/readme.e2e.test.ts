import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What a reader would make by following the README must not end up in the checkout. */
const LEFT_OUT = ['.git', 'reports', 'run.json', 'openapi.json'];

const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
const commands = [...readme.matchAll(/^```sh\n(.*?)^```$/gms)]
  .flatMap(([, block = '']) => block.split('\n'))
  .map((line) => line.replace(/\s+#.*$/, '').trim())
  .filter((line) => line !== '');

let copy = '';
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'leadline-readme-'));
  for (const name of await readdir(ROOT)) {
    if (!LEFT_OUT.includes(name)) await symlink(join(ROOT, name), join(copy, name));
  }
});

interface Ended {
  readonly code: number;
  readonly output: string;
}

function shell(command: string): Promise<Ended> {
  // The tests' own seed and sizes are none of the commands' business.
  const { LEADLINE_SEED: _, LEADLINE_COUNTS: __, ...env } = process.env;
  return new Promise((resolve) => {
    execFile('bash', ['-c', command], { cwd: copy, env, maxBuffer: 2 ** 26 }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: out + err });
    });
  });
}

describe('the commands of the README', () => {
  test('are there, and the two that begin it are scripts of the package', async () => {
    const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    expect(commands.slice(0, 2)).toEqual(['npm start', 'npm test']);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['start', 'test']));
    expect(commands.length).toBeGreaterThan(10);
  });

  // This very test runs in `npm test`.
  test.each(commands.filter((command) => command !== 'npm test'))(
    '%s',
    async (command) => {
      const { code, output } = await shell(command);
      expect(code, output).toBe(0);
      expect(output).not.toMatch(/bug of leadline/);
      expect(output.includes('exit code 1')).toBe(command.includes('exit code'));
    },
    180_000,
  );
});
