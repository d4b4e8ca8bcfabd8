import { expect, test } from 'vitest';
import { violationsIn } from './violations.ts';

/** What is wrong in a tree of made-up files, as `file:line rule`. */
function wrongIn(tree: Readonly<Record<string, string>>): string[] {
  const violations = violationsIn({
    files: Object.keys(tree),
    read: (file) => tree[file] ?? '',
    dependencies: ['zod', '@faker-js/faker'],
  });
  return violations.map(({ file, line, rule }) => `${file}:${line} ${rule}`);
}

test('a tree that keeps to the table has no violations', () => {
  expect(
    wrongIn({
      'src/units/a.ts': `import { readFile } from 'node:fs/promises'; import './b.ts';`,
      'src/judge/a.ts': `import { a } from '../history/a.ts'; import type { B } from '../units/a.ts';`,
      'src/record/a.ts': `import type { Verdict } from '../judge/verdict.ts';`,
      'src/cli/a.ts': `import { spec } from '../../specs/a.ts'; await import(named);`,
      'src/index.ts': `export { a } from './cli/a.ts';`,
      'specs/a.ts': `import type { A } from '../src/contract/a.ts'; import { b } from './b.ts';`,
      'scenarios/a.ts': `import http from 'k6/http'; import { a } from '../specs/a.ts';`,
      'tools/a.ts': `import { a } from '../src/cli/a.ts'; import 'anything';`,
    }),
  ).toEqual([]);
});

test.each([
  ['import', `import { a } from '../judge/a.ts';`],
  ['import type', `import type { A } from '../judge/a.ts';`],
  ['export from', `export { a } from '../judge/a.ts';`],
  ['export type from', `export type { A } from '../judge/a.ts';`],
  ['dynamic import', `const a = await import('../judge/a.ts');`],
  ['import type expression', `type A = import('../judge/a.ts').A;`],
  ['import for its effects', `import '../judge/a.ts';`],
])('an %s down the table is a violation', (_, source) => {
  expect(wrongIn({ 'src/wire/a.ts': `\n${source}` })).toEqual([
    'src/wire/a.ts:2 wire may not import judge: wire imports units, history',
  ]);
});

test('a room reaches no further than its row, not even up the table', () => {
  expect(wrongIn({ 'src/stats/a.ts': `import '../contract/a.ts';` })).toEqual([
    'src/stats/a.ts:1 stats may not import contract: stats imports units',
  ]);
});

test.each(['import', 'import { type A } from', 'export * from'])(
  'where types alone are allowed, `%s` is a violation',
  (how) => {
    expect(wrongIn({ 'src/record/a.ts': `${how} '../judge/a.ts';` })).toEqual([
      'src/record/a.ts:1 record may only `import type` from judge',
    ]);
  },
);

test('specs load nothing but each other', () => {
  expect(
    wrongIn({
      'specs/a.ts': `import { a } from '../src/contract/a.ts';\nimport 'zod';\nimport 'node:fs';`,
      'specs/b.ts': `import type { A } from '../src/units/a.ts';`,
    }),
  ).toEqual([
    'specs/a.ts:1 specs may only `import type` from contract',
    'specs/a.ts:2 specs may load nothing but itself at run time, not zod',
    'specs/a.ts:3 specs may load nothing but itself at run time, not node:fs',
    'specs/b.ts:1 specs may not import units: specs imports no room (and types of contract)',
  ]);
});

test('scenarios load specs and what k6 brings', () => {
  expect(
    wrongIn({
      'scenarios/a.ts': `import '../src/history/a.ts';\nimport 'zod';\nimport 'k6-jslib';`,
      'scenarios/b.ts': `import type { S } from '../src/load/a.ts'; import 'k6';`,
      'scenarios/c.ts': `import type { V } from '../src/judge/a.ts';`,
    }),
  ).toEqual([
    'scenarios/a.ts:1 scenarios may only `import type` from history',
    'scenarios/a.ts:2 scenarios run in k6, which cannot load zod',
    'scenarios/a.ts:3 scenarios run in k6, which cannot load k6-jslib',
    'scenarios/c.ts:1 scenarios may not import judge: scenarios imports specs (and types of contract, history, load)',
  ]);
});

test('a package must be a dependency of what is published', () => {
  expect(
    wrongIn({
      'src/units/a.ts': `import '@faker-js/faker/locale/en';\nimport 'zod/v4';\nimport 'vitest';\nimport type { T } from 'vitest';`,
    }),
  ).toEqual(['src/units/a.ts:3 vitest is none of the dependencies in package.json']);
});

test('rooms do not reach out of the table', () => {
  expect(
    wrongIn({
      'src/units/a.ts': `import '../../tools/a.ts';\nimport '../../package.json';`,
      'src/load/a.ts': `import '../helpers/a.ts';`,
    }),
  ).toEqual([
    'src/units/a.ts:1 units may not import tools, which is no room',
    'src/units/a.ts:2 units may not import package.json, which is no room',
    'src/load/a.ts:1 load may not import src/helpers, which is no room',
  ]);
});

test('a file in an unknown room is a violation, whatever it imports', () => {
  expect(wrongIn({ 'src/helpers/a.ts': '', 'lib/b.ts': '' })).toEqual([
    'src/helpers/a.ts:1 src/helpers is no room of the table',
    'lib/b.ts:1 lib is no room of the table',
  ]);
});

test('only cli imports what is known at run time alone', () => {
  expect(
    wrongIn({ 'src/load/a.ts': 'await import(name);', 'src/cli/a.ts': 'import(name);' }),
  ).toEqual(['src/load/a.ts:1 only cli may import what is known at run time alone']);
});

test('tests may import any room, and no other file may', () => {
  const source = `import '../cli/a.ts'; import 'vitest';`;
  expect(wrongIn({ 'src/units/a.test.ts': source, 'src/units/a.e2e.test.ts': source })).toEqual([]);
  expect(wrongIn({ 'src/units/test.ts': source })).toHaveLength(2);
});

test('a file that cannot be parsed is a violation', () => {
  expect(wrongIn({ 'src/units/a.ts': 'import from from;;' })).toEqual([
    expect.stringMatching(/^src\/units\/a\.ts:1 cannot be read: /),
  ]);
});
