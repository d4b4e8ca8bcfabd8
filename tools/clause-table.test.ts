import { readFile } from 'node:fs/promises';
import picomatch from 'picomatch';
import { expect, test } from 'vitest';
import { contract } from '../specs/flux-depth-pro.ts';
import { sentences } from '../specs/flux-depth-pro.sentences.ts';
import { clausesOf } from '../src/contract/clauses.ts';
import { clauseTables } from './clause-table.ts';

const ids = clausesOf(contract).map(({ id }) => id);

test('docs/clauses.md is what the code says', async () => {
  const found = await readFile(new URL('../docs/clauses.md', import.meta.url), 'utf8');
  expect(found, 'node tools/clause-table.ts writes it').toBe(clauseTables());
});

test.for(sentences)(
  'the sentence "$says" has a clause, or says why it can have none',
  (sentence) => {
    const { clauses, notObservable } = sentence;
    expect(clauses.length > 0 || notObservable !== undefined).toBe(true);
    for (const glob of clauses)
      expect(
        ids.some((id) => picomatch.isMatch(id, glob)),
        glob,
      ).toBe(true);
  },
);

test('every clause that the page promises has its sentence', () => {
  const globs = sentences.flatMap(({ clauses }) => clauses);
  const promised = clausesOf(contract).filter(({ source }) => source.startsWith('model page'));
  const orphans = promised.filter(({ id }) => !globs.some((glob) => picomatch.isMatch(id, glob)));
  expect(orphans.map(({ id }) => id)).toEqual([]);
});

test('no cell of the tables is empty', () => {
  const rows = clauseTables()
    .split('\n')
    .filter((line) => line.startsWith('| '));
  expect(rows.length).toBeGreaterThan(100);
  for (const line of rows) expect(line).not.toMatch(/\|\s+\|/);
});
