import { expect, test } from 'vitest';
import { type Import, readImports } from './read-imports.ts';

function importsOf(source: string): readonly Import[] {
  const reading = readImports('x.ts', source);
  if (!reading.readable) throw new Error(reading.reason);
  return reading.imports;
}

test.each([
  [`import './a.ts';`, false],
  [`import a from './a.ts';`, false],
  [`import * as a from './a.ts';`, false],
  [`import { type A, b } from './a.ts';`, false],
  // Type stripping leaves `import {} from` of this one.
  [`import { type A } from './a.ts';`, false],
  [`import type { A } from './a.ts';`, true],
  [`import type A from './a.ts';`, true],
  [`import type * as a from './a.ts';`, true],
  [`export { a } from './a.ts';`, false],
  [`export { type A } from './a.ts';`, false],
  [`export type { A } from './a.ts';`, true],
  [`export * from './a.ts';`, false],
  [`export * as a from './a.ts';`, false],
  [`export type * from './a.ts';`, true],
  [`const a = await import('./a.ts');`, false],
  [`const later = () => { if (x) { return import('./a.ts'); } };`, false],
  [`type A = import('./a.ts').A;`, true],
  [`function f(a: readonly import('./a.ts').A[]): void {}`, true],
])('reads %s', (source, typesOnly) => {
  expect(importsOf(source)).toEqual([{ specifier: './a.ts', line: 1, typesOnly }]);
});

test.each([
  `const text = "import a from './a.ts'";`,
  `// import a from './a.ts';`,
  `/* import('./a.ts') */ const a = 1; export { a };`,
  'const text = `import("./a.ts")`;',
])('is not taken in by %s', (source) => {
  expect(importsOf(source)).toEqual([]);
});

test('a computed import has no specifier', () => {
  expect(importsOf('const a = await import(`./${name}.ts`);')).toEqual([
    { specifier: undefined, line: 1, typesOnly: false },
  ]);
});

test('counts lines from 1, to the beginning of the import', () => {
  const source = `// first\n\nimport {\n  a,\n} from './a.ts';\nimport './b.ts';\n`;
  expect(importsOf(source).map(({ line }) => line)).toEqual([3, 6]);
});

test('says of a file with a syntax error that it cannot be read', () => {
  expect(readImports('x.ts', 'import from from;;').readable).toBe(false);
});
