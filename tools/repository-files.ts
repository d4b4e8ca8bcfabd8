import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const MAX_LIST_BYTES = 64 * 2 ** 20;

/**
 * The files of a repository that git knows, and those that it would if they were added: paths
 * from its root, with `/`.
 * @throws Error where `root` is in no git repository.
 */
export function repositoryFiles(root: string): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const listed = execFileSync('git', args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: MAX_LIST_BYTES,
  });
  const files = listed.split('\0').filter((file) => file !== '');
  return [...new Set(files)].filter((file) => existsSync(join(root, file))).toSorted();
}

/** Whether a file is of a language that is linted, formatted and type-checked. */
export function isCode(file: string): boolean {
  return /\.[cm]?[jt]s$/.test(file);
}
