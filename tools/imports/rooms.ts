/** One row of the table: what a room may import besides itself. */
export interface Room {
  readonly name: string;
  /** Rooms whose values and types it may use. */
  readonly imports: readonly string[];
  /** Rooms of which it may use types alone: `import type`. */
  readonly typesOf: readonly string[];
  /** Packages it may load at run time: those that leadline depends on, or k6's own modules. */
  readonly packages: 'dependencies' | 'k6' | 'none';
}

/** What a row says beyond the rooms it imports. */
type Exceptions = Partial<Omit<Room, 'name' | 'imports'>>;

function room(name: string, imports: readonly string[], exceptions: Exceptions = {}): Room {
  return { name, imports, typesOf: [], packages: 'dependencies', ...exceptions };
}

/** Who imports whom. Imports point up this list, never down. */
const BELOW_THE_COMMANDS: readonly Room[] = [
  room('units', []),
  room('contract', ['units']),
  room('specs', [], { typesOf: ['contract'], packages: 'none' }),
  room('history', ['units', 'contract']),
  room('generate', ['units', 'contract']),
  room('wire', ['units', 'history']),
  room('stats', ['units']),
  room('limiter', ['units', 'history']),
  room('judge', ['units', 'contract', 'history', 'stats', 'limiter']),
  room('record', ['units', 'contract', 'history', 'stats'], { typesOf: ['judge', 'limiter'] }),
  room('collect', ['units', 'contract', 'generate', 'history', 'wire', 'limiter', 'stats']),
  room('mock', ['units', 'contract', 'generate', 'limiter']),
  room('load', ['units', 'contract', 'history', 'stats', 'limiter', 'mock']),
  room('report', ['units', 'record', 'history']),
];

const ALL = BELOW_THE_COMMANDS.map(({ name }) => name);

/** The table of "The rooms" in the design. Whoever changes one changes the other. */
export const TABLE: readonly Room[] = [
  ...BELOW_THE_COMMANDS,
  room('cli', ALL),
  room('index', [...ALL, 'cli']),
  room('scenarios', ['specs'], { typesOf: ['contract', 'history', 'load'], packages: 'k6' }),
];

/** Where a file belongs. */
export type Place =
  | { readonly kind: 'room'; readonly room: Room }
  /** Measurements, tools and configuration, which the table does not govern. */
  | { readonly kind: 'outside'; readonly folder: string }
  | { readonly kind: 'unknown'; readonly folder: string };

const OUTSIDE = new Set(['bench', 'bin', 'tools', 'reports']);

/**
 * Where a file belongs.
 * @param path from the repository's root, with `/`.
 */
export function placeOf(path: string, table: readonly Room[] = TABLE): Place {
  const [top = '', second = '', third] = path.split('/');
  if (second === '' || top.startsWith('.') || OUTSIDE.has(top))
    return { kind: 'outside', folder: second ? top : path };
  const isInSource = top === 'src';
  const name = !isInSource ? top : third === undefined ? second.replace(/\.\w+$/, '') : second;
  const found = table.find((each) => each.name === name && isAt(each, top, third === undefined));
  if (found !== undefined) return { kind: 'room', room: found };
  return { kind: 'unknown', folder: isInSource ? `src/${second}` : top };
}

/** `specs` and `scenarios` stand at the top, `src/index.ts` alone is a file, all else in `src`. */
function isAt({ name }: Room, top: string, isFileInSource: boolean): boolean {
  if (name === 'specs' || name === 'scenarios') return top === name;
  return top === 'src' && isFileInSource === (name === 'index');
}
