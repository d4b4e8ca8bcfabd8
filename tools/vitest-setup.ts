/**
 * Runs before every test file: all properties take their seed and their number of runs from
 * here, unless they set their own. Both are decided once, in `vitest.config.ts`.
 */
import { configureGlobal } from 'fast-check';
import { inject } from 'vitest';
import type { RunSize } from './testing/run-size.ts';

declare module 'vitest' {
  // oxlint-disable-next-line typescript/no-empty-object-type -- how vitest learns what is provided
  interface ProvidedContext extends RunSize {}
}

const RUNS = 100;

configureGlobal({
  seed: inject('seed'),
  numRuns: Math.max(1, Math.round(RUNS * inject('soak'))),
});
