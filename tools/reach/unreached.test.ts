import { expect, test } from 'vitest';
import { unreached } from './unreached.ts';

const reach = (check: string, ...files: string[]) => ({ check, files: new Set(files) });

test('names each file with each check that misses it', () => {
  const reaches = [reach('the linter', 'a.ts'), reach('tsc', 'b.ts', 'c.ts')];
  expect(unreached(['a.ts', 'b.ts'], reaches)).toEqual([
    'a.ts is not reached by tsc',
    'b.ts is not reached by the linter',
  ]);
});

test('is silent where every check reaches every file', () => {
  expect(unreached(['a.ts'], [reach('x', 'a.ts', 'b.ts'), reach('y', 'a.ts')])).toEqual([]);
});
