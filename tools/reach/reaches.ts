import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { Reach } from './unreached.ts';

/** Where the checks' programs stand, and what they are to be run on. */
export interface Checked {
  /** The repository's root, absolute. */
  readonly root: string;
  /** The folder of `oxlint`, `oxfmt` and `tsc`. */
  readonly programs: string;
}

/** The files that `oxlint` lints. */
export function linted({ root, programs }: Checked): Reach {
  const listed = run(join(programs, 'oxlint'), ['--debug=files'], root);
  return { check: 'the linter (.oxlintrc.json)', files: new Set(lines(listed)) };
}

/** The files that `tsc` checks, given the folders of its configurations. */
export function typed({ root, programs }: Checked, projects: readonly string[]): Reach {
  const listed = projects.flatMap((project) =>
    lines(run(join(programs, 'tsc'), ['-p', project, '--listFilesOnly'], root)),
  );
  const files = listed.map((file) => relative(root, file).split(sep).join('/'));
  return { check: `tsc (${projects.join(', ')})`, files: new Set(files) };
}

const BADLY_FORMATTED = 'export   const  a=1';

/**
 * The files that `oxfmt` formats. It does not list them: so it is run on a copy of the tree in
 * which every file is badly formatted, and names them all.
 * @param files all that there are, its own configuration included.
 */
export function formatted({ root, programs }: Checked, files: readonly string[]): Reach {
  const copy = mkdtempSync(join(tmpdir(), 'leadline-reach-'));
  try {
    for (const file of files) {
      mkdirSync(join(copy, dirname(file)), { recursive: true });
      if (isFormatSetting(file)) cpSync(join(root, file), join(copy, file));
      else writeFileSync(join(copy, file), BADLY_FORMATTED);
    }
    const listed = run(join(programs, 'oxfmt'), ['--list-different'], copy);
    return { check: 'the formatter (.oxfmtrc.json)', files: new Set(lines(listed)) };
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function isFormatSetting(file: string): boolean {
  return /^\.(?:oxfmtrc\..*|gitignore|prettierignore|editorconfig)$/.test(basename(file));
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** What a program prints. That it finds something to complain about is no failure here. */
function run(program: string, args: readonly string[], folder: string): string {
  try {
    return execFileSync(program, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    if (error instanceof Error && 'stdout' in error && typeof error.stdout === 'string') {
      return error.stdout;
    }
    throw error;
  }
}
