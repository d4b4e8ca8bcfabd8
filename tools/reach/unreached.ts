/** One of the checks, and the files that it reads: paths from the repository's root, with `/`. */
export interface Reach {
  /** e.g. `the linter`. */
  readonly check: string;
  readonly files: ReadonlySet<string>;
}

/** What no check may miss, and which ones do: `src/a.ts is not reached by the linter`. */
export function unreached(files: readonly string[], reaches: readonly Reach[]): string[] {
  return files.flatMap((file) =>
    reaches
      .filter(({ files: reached }) => !reached.has(file))
      .map(({ check }) => `${file} is not reached by ${check}`),
  );
}
