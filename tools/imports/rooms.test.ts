import { expect, test } from 'vitest';
import { placeOf, TABLE } from './rooms.ts';

test('imports point up the table, never down', () => {
  const above = new Set<string>();
  for (const { name, imports, typesOf } of TABLE) {
    for (const each of [...imports, ...typesOf]) expect([name, ...above]).toContain(each);
    above.add(name);
  }
});

test.each([
  ['src/units/units.ts', 'units'],
  ['src/judge/deep/down/fold.ts', 'judge'],
  ['src/index.ts', 'index'],
  ['specs/gateway.ts', 'specs'],
  ['scenarios/shared/job.ts', 'scenarios'],
])('%s belongs to the room %s', (path, name) => {
  expect(placeOf(path)).toMatchObject({ kind: 'room', room: { name } });
});

test.each([
  ['src/helpers/x.ts', 'src/helpers'],
  ['src/main.ts', 'src/main.ts'],
  // A file is no room, and the room of one file is no folder.
  ['src/units.ts', 'src/units.ts'],
  ['src/index/x.ts', 'src/index'],
  // Rooms of the top are none of src, and the other way round.
  ['src/specs/x.ts', 'src/specs'],
  ['units/x.ts', 'units'],
])('%s is in no room', (path, folder) => {
  expect(placeOf(path)).toEqual({ kind: 'unknown', folder });
});

test.each(['tools/a.ts', 'bench/b.ts', 'bin/leadline.js', 'vitest.config.ts', '.ci/c.js'])(
  '%s is outside the table',
  (path) => {
    expect(placeOf(path).kind).toBe('outside');
  },
);
