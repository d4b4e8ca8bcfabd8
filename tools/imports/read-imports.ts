import { parseSync, Visitor } from 'oxc-parser';

/** One mention of another module. */
export interface Import {
  /** As written; undefined where it is computed. */
  readonly specifier: string | undefined;
  /** From 1. */
  readonly line: number;
  /** Whether nothing of it is left at run time. `import { type A }` does leave the import. */
  readonly typesOnly: boolean;
}

/** What was read of a file. */
export type Reading =
  | { readonly readable: true; readonly imports: readonly Import[] }
  | { readonly readable: false; readonly reason: string };

/** Every import, re-export, dynamic import and `import('…')` type of a TypeScript or JavaScript file. */
export function readImports(file: string, source: string): Reading {
  const { program, errors } = parseSync(file, source);
  const [error] = errors;
  if (error !== undefined) return { readable: false, reason: error.message };
  const imports: Import[] = [];
  const note = (start: number, specifier: string | undefined, typesOnly: boolean): void => {
    imports.push({ specifier, line: lineAt(source, start), typesOnly });
  };
  new Visitor({
    ImportDeclaration: ({ start, source: { value }, importKind }) => {
      note(start, value, importKind === 'type');
    },
    ExportNamedDeclaration: ({ start, source: from, exportKind }) => {
      if (from !== null) note(start, from.value, exportKind === 'type');
    },
    ExportAllDeclaration: ({ start, source: { value }, exportKind }) => {
      note(start, value, exportKind === 'type');
    },
    ImportExpression: ({ start, source: from }) => {
      const isText = from.type === 'Literal' && typeof from.value === 'string';
      note(start, isText ? from.value : undefined, false);
    },
    TSImportType: ({ start, source: { value } }) => note(start, value, true),
  }).visit(program);
  return { readable: true, imports };
}

function lineAt(source: string, offset: number): number {
  return source.slice(0, offset).split('\n').length;
}
