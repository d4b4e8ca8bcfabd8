/**
 * Builds what is published into `dist/`: JavaScript of `src` and `specs`, and beside it, in the
 * same places as in the repository, the files that are read as they are: scenarios and specs for
 * k6, the pinned Go module. So paths relative to a module hold in both. Runs before `npm pack`.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { repositoryFiles } from './repository-files.ts';
import { isTestFile } from './test-file.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const dist = join(root, 'dist');

/** Whether a file is read as it is: by k6, by Go, or as text. */
function isShippedAsIs(file: string): boolean {
  if (isTestFile(file) || file.endsWith('tsconfig.json')) return false;
  if (/^(?:specs|scenarios|tools\/k6)\//.test(file)) return true;
  return file.startsWith('src/') && !file.endsWith('.ts');
}

rmSync(dist, { recursive: true, force: true });
execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});
for (const file of repositoryFiles(root).filter(isShippedAsIs)) {
  mkdirSync(dirname(join(dist, file)), { recursive: true });
  cpSync(join(root, file), join(dist, file));
}

const { name, version, type } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly [field: string]: unknown;
};
writeFileSync(join(dist, 'package.json'), `${JSON.stringify({ name, version, type }, null, 2)}\n`);
