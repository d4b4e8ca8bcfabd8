import { isTestFile } from '../test-file.ts';
import { posix } from 'node:path';
import { isBuiltin } from 'node:module';
import { type Import, readImports } from './read-imports.ts';
import { type Place, placeOf, type Room, TABLE } from './rooms.ts';

/** One breach of the table. */
export interface Violation {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly rule: string;
}

/** What is checked, and against what. */
export interface Tree {
  /** Paths from the repository's root, with `/`. */
  readonly files: readonly string[];
  readonly read: (file: string) => string;
  /** The packages that the published leadline depends on. */
  readonly dependencies: readonly string[];
  readonly table?: readonly Room[];
}

/** Every import of the rooms that the table forbids. Tests, and what they stand on, may import any room. */
export function violationsIn({ files, read, dependencies, table = TABLE }: Tree): Violation[] {
  return files.flatMap((file) => {
    const place = placeOf(file, table);
    if (place.kind === 'unknown') {
      return [{ file, line: 1, rule: `${place.folder} is no room of the table` }];
    }
    if (place.kind === 'outside' || isTestFile(file)) return [];
    const reading = readImports(file, read(file));
    if (!reading.readable) return [{ file, line: 1, rule: `cannot be read: ${reading.reason}` }];
    return reading.imports.flatMap((each) => {
      const rule = breach(place.room, file, each, { dependencies, table });
      return rule === undefined ? [] : [{ file, line: each.line, rule }];
    });
  });
}

type Law = Required<Pick<Tree, 'dependencies' | 'table'>>;

/** The rule that an import breaks, or undefined. */
function breach(room: Room, file: string, each: Import, law: Law): string | undefined {
  const { specifier } = each;
  if (specifier === undefined) {
    return room.name === 'cli' ? undefined : 'only cli may import what is known at run time alone';
  }
  if (!specifier.startsWith('.')) return packageBreach(room, specifier, each.typesOnly, law);
  const target = posix.join(posix.dirname(file), specifier);
  const place = placeOf(target, law.table);
  return roomBreach(room, place, each.typesOnly);
}

function roomBreach(room: Room, to: Place, typesOnly: boolean): string | undefined {
  if (to.kind !== 'room') return `${room.name} may not import ${to.folder}, which is no room`;
  const { name } = to.room;
  if (name === room.name || room.imports.includes(name)) return undefined;
  if (!room.typesOf.includes(name)) return `${room.name} may not import ${name}: ${allowed(room)}`;
  return typesOnly ? undefined : `${room.name} may only \`import type\` from ${name}`;
}

function packageBreach(
  { name, packages }: Room,
  specifier: string,
  typesOnly: boolean,
  { dependencies }: Law,
): string | undefined {
  if (typesOnly) return undefined;
  const from = /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
  switch (packages) {
    case 'none':
      return `${name} may load nothing but itself at run time, not ${specifier}`;
    case 'k6':
      return from === 'k6' ? undefined : `${name} run in k6, which cannot load ${specifier}`;
    case 'dependencies':
      if (isBuiltin(specifier) || dependencies.includes(from)) return undefined;
      return `${from} is none of the dependencies in package.json`;
  }
}

function allowed({ name, imports, typesOf }: Room): string {
  const rooms = imports.length === 0 ? 'no room' : imports.join(', ');
  const types = typesOf.length === 0 ? '' : ` (and types of ${typesOf.join(', ')})`;
  return `${name} imports ${rooms}${types}`;
}
