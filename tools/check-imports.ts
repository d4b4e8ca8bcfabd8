/** Fails when an import breaks the table of rooms. `node tools/check-imports.ts [ROOT]` */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { violationsIn } from './imports/violations.ts';
import { isCode, repositoryFiles } from './repository-files.ts';

const root = resolve(process.argv[2] ?? fileURLToPath(new URL('../', import.meta.url)));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const { dependencies = {} } = JSON.parse(read('package.json')) as {
  readonly dependencies?: Readonly<Record<string, string>>;
};
const files = repositoryFiles(root).filter(isCode);
const violations = violationsIn({ files, read, dependencies: Object.keys(dependencies) });

for (const { file, line, rule } of violations) process.stdout.write(`${file}:${line} ${rule}\n`);
process.stdout.write(`${files.length} files, ${violations.length} imports against the table\n`);
process.exitCode = violations.length > 0 || files.length === 0 ? 1 : 0;
