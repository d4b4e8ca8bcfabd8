/**
 * Fails when a source file is missed by the linter, the formatter or the type checker.
 * `node tools/check-lint-reach.ts [ROOT]`
 */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatted, linted, typed } from './reach/reaches.ts';
import { unreached } from './reach/unreached.ts';
import { isCode, repositoryFiles } from './repository-files.ts';

const own = fileURLToPath(new URL('../', import.meta.url));
const root = resolve(process.argv[2] ?? own);
const checked = { root, programs: resolve(own, 'node_modules/.bin') };

const all = repositoryFiles(root);
const files = all.filter(isCode);
const missed = unreached(files, [
  linted(checked),
  formatted(checked, all),
  typed(checked, ['.', 'scenarios']),
]);

for (const miss of missed) process.stdout.write(`${miss}\n`);
process.stdout.write(`${files.length} files, ${missed.length} times out of a check's reach\n`);
process.exitCode = missed.length > 0 || files.length === 0 ? 1 : 0;
