import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const OWN = fileURLToPath(new URL('../', import.meta.url));

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'leadline-checks-'));
  execFileSync('git', ['init', '--quiet'], { cwd: root });
});

afterEach(() => rm(root, { recursive: true }));

async function put(tree: Readonly<Record<string, string>>): Promise<void> {
  for (const [file, text] of Object.entries(tree)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
}

/** What a check of ours prints about the tree, and its exit code. */
function check(script: string): { readonly code: number | null; readonly lines: string[] } {
  const { status, stdout } = spawnSync(process.execPath, [join(OWN, 'tools', script), root], {
    encoding: 'utf8',
  });
  return { code: status, lines: stdout.trimEnd().split('\n') };
}

const SETTINGS = {
  '.gitignore': 'built/\n',
  '.oxlintrc.json': '{ "ignorePatterns": ["unlinted"] }',
  '.oxfmtrc.json': '{ "ignorePatterns": ["unformatted"] }',
  'tsconfig.json': `{ "compilerOptions": { "noEmit": true, "types": [] },
      "include": ["src", "unlinted", "unformatted"] }`,
  'scenarios/tsconfig.json': '{ "extends": "../tsconfig.json", "include": ["."] }',
  'package.json': '{ "dependencies": { "zod": "1.0.0" } }',
};

test('the reach check is content where all is reached, and ignores what git ignores', async () => {
  await put({ ...SETTINGS, 'src/a.ts': '', 'scenarios/b.ts': '', 'built/c.ts': '' });
  expect(check('check-lint-reach.ts')).toEqual({
    code: 0,
    lines: ["2 files, 0 times out of a check's reach"],
  });
});

test('the reach check names what linter, formatter and tsc miss', async () => {
  await put({
    ...SETTINGS,
    'src/a.ts': '',
    'scenarios/b.ts': '',
    'unlinted/c.ts': '',
    'unformatted/d.ts': '',
    'elsewhere/e.ts': '',
  });
  expect(check('check-lint-reach.ts')).toEqual({
    code: 1,
    lines: [
      'elsewhere/e.ts is not reached by tsc (., scenarios)',
      'unformatted/d.ts is not reached by the formatter (.oxfmtrc.json)',
      'unlinted/c.ts is not reached by the linter (.oxlintrc.json)',
      "5 files, 3 times out of a check's reach",
    ],
  });
});

test('the import check reads the tree, and says where it breaks the table', async () => {
  await put({
    ...SETTINGS,
    'src/units/a.ts': `import 'zod';\nimport type { A } from '../judge/a.ts';\n`,
  });
  expect(check('check-imports.ts')).toEqual({
    code: 1,
    lines: [
      'src/units/a.ts:2 units may not import judge: units imports no room',
      '1 files, 1 imports against the table',
    ],
  });
  await put({ 'src/units/a.ts': `import 'zod';\n` });
  expect(check('check-imports.ts').code).toBe(0);
});

test('neither check passes where it finds no file', async () => {
  await put(SETTINGS);
  expect(check('check-imports.ts').code).toBe(1);
  expect(check('check-lint-reach.ts').code).toBe(1);
});
