import { readdir, readFile, writeFile } from 'node:fs/promises';
import picomatch from 'picomatch';
import { contract } from '../specs/flux-depth-pro.ts';
import { sentences } from '../specs/flux-depth-pro.sentences.ts';
import type { Clause } from '../src/contract/clause.ts';
import { clausesOf } from '../src/contract/clauses.ts';
import { judgeOf } from '../src/judge/judges.ts';
import { listDefects } from '../src/mock/defects/defects.ts';

/*
 * Writes docs/clauses.md: every sentence of the page with the clauses that hold the API to it, and
 * every clause with its judge and the seeded defects that it catches. `--check` only compares.
 */

const FILE = new URL('../docs/clauses.md', import.meta.url);

const JUDGES = new URL('../src/judge/', import.meta.url);

/** Where each judge stands, by the thing itself: whoever moves one need not tell anybody. */
const judges = new Map<unknown, string>();
for (const file of (await readdir(JUDGES)).filter((name) => /^[\w-]+\.ts$/.test(name))) {
  const exported = (await import(new URL(file, JUDGES).href)) as Readonly<Record<string, unknown>>;
  for (const [name, value] of Object.entries(exported)) judges.set(value, `${file} \`${name}\``);
}

/** The file and name of a clause's judge. */
function judgeNamed({ rule }: Clause): string {
  if (rule.of === 'parameter') return 'parameters.ts `parameterJudge`';
  // These are made by a function, one for each kind of key.
  if (/-key$|bearer$/.test(rule.of) && rule.of.startsWith('auth.') && !judges.has(judgeOf(rule))) {
    return 'authentication.ts `refusedKey`';
  }
  return judges.get(judgeOf(rule)) ?? '';
}

/** The document, as it should be. */
export function clauseTables(): string {
  const clauses = clausesOf(contract);
  const defects = Map.groupBy(listDefects(contract), ({ clause }) => clause);
  const bySentence = sentences.map(({ says, clauses: globs, notObservable }) => {
    const matching = clauses.filter(({ id }) => globs.some((glob) => picomatch.isMatch(id, glob)));
    const held = matching.map(({ id }) => `\`${id}\``).join('<br>');
    return row(says, [held, notObservable && `not observable: ${notObservable}`]);
  });
  const byClause = clauses.map((clause) =>
    row(
      `\`${clause.id}\``,
      [clause.text],
      [clause.level],
      [judgeNamed(clause)],
      [caughtBy(clause, defects.get(clause.id)?.map(({ id }) => `\`${id}\``) ?? [])],
    ),
  );
  return [
    '# Sentences, clauses, judges, defects',
    '',
    'Made by `node tools/clause-table.ts`; a test holds it to the code.',
    '',
    `## The page of ${contract.title}, sentence by sentence`,
    '',
    '| the page says | clauses |',
    '|---|---|',
    ...bySentence,
    '',
    '## Clauses',
    '',
    'Judges stand in `src/judge/`; defects are those of `leadline mock --defect`.',
    '',
    '| clause | promise | level | judge | seeded defects |',
    '|---|---|---|---|---|',
    ...byClause,
    '',
  ].join('\n');
}

function caughtBy({ level, rule }: Clause, defects: readonly string[]): string {
  if (defects.length > 0) return defects.join('<br>');
  if (level === 'record') return 'none: recorded, not judged';
  const endless = rule.of === 'parameter' && rule.aspect === 'accepts';
  return endless ? 'none of its own: `example-fails`, `sparse-fails` show in it' : '';
}

function row(...cells: readonly (string | readonly (string | undefined)[])[]): string {
  const texts = cells.map((cell) =>
    typeof cell === 'string'
      ? cell
      : cell.filter((part) => part !== undefined && part !== '').join('<br>'),
  );
  return `| ${texts.map((text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

if (import.meta.main) {
  const wanted = clauseTables();
  if (process.argv.includes('--check')) {
    const found = await readFile(FILE, 'utf8').catch(() => '');
    if (found !== wanted) {
      process.stderr.write('docs/clauses.md is stale: node tools/clause-table.ts writes it\n');
      process.exitCode = 1;
    }
  } else {
    await writeFile(FILE, wanted);
  }
}
