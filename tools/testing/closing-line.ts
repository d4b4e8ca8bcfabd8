import { appendFileSync } from 'node:fs';
import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node';

/** What a run's tests came to. */
export interface Counts {
  readonly passed: number;
  /** Tests, files and suites that could not be set up, and errors outside of any test. */
  readonly failed: number;
  readonly skipped: number;
}

/** What the reporter needs from its surroundings. */
export interface ClosingLineOptions {
  /** What it says after the run: seed and how to repeat it. */
  readonly seed: number;
  /** A file to which the counts are appended, as JSON, one line for each run. */
  readonly countsFile?: string | undefined;
  /** Whether a skipped test fails the run. Does not concern the conformance suite. */
  readonly noSkips: boolean;
  readonly write: (text: string) => void;
  readonly failRun: () => void;
  /** Has something done when the process ends: other reporters write until then. */
  readonly atExit: (last: () => void) => void;
}

/**
 * Ends a run with a plain `N passed, N failed` (and `, N skipped`), alone on its line, for
 * machines that read it. Fails a run without any test, and one with skips where none are allowed.
 */
export class ClosingLine implements Reporter {
  readonly #options: ClosingLineOptions;

  #closing = '';

  constructor(options: ClosingLineOptions) {
    this.#options = options;
    options.atExit(() => options.write(this.#closing));
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const { seed, countsFile, noSkips, failRun } = this.#options;
    const counts = countsOf(modules, errors.length);
    if (countsFile !== undefined) appendFileSync(countsFile, `${JSON.stringify(counts)}\n`);
    const forbidden = noSkips ? forbiddenSkips(modules) : [];
    if (forbidden.length > 0 || counts.passed + counts.failed === 0) failRun();
    const lines = [
      `seed ${seed} (LEADLINE_SEED=${seed} repeats its properties)`,
      ...forbidden.map((skip) => `skipped, which LEADLINE_NO_SKIPS forbids: ${skip}`),
      closingLine(counts),
    ];
    this.#closing = lines.map((line) => `${line}\n`).join('');
  }
}

/** `12 passed, 0 failed`, and `, 3 skipped` where any were. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  const line = `${passed} passed, ${failed} failed`;
  return skipped === 0 ? line : `${line}, ${skipped} skipped`;
}

function countsOf(modules: readonly TestModule[], errorsOutside: number): Counts {
  const states = modules.flatMap((module) =>
    [...module.children.allTests()].map((test) => test.result().state),
  );
  const count = (state: string): number => states.filter((each) => each === state).length;
  const broken = modules
    .flatMap((module) => [module, ...module.children.allSuites()])
    .filter((suite) => suite.errors().length > 0).length;
  return {
    passed: count('passed'),
    failed: count('failed') + count('pending') + broken + errorsOutside,
    skipped: count('skipped'),
  };
}

function forbiddenSkips(modules: readonly TestModule[]): string[] {
  return modules
    .filter((module) => module.project.name !== 'conformance')
    .flatMap((module) =>
      [...module.children.allTests('skipped')].map((test) => described(module, test)),
    );
}

function described(module: TestModule, test: TestCase): string {
  const result = test.result();
  const reason = result.state === 'skipped' ? result.note : undefined;
  return `${module.relativeModuleId} > ${test.fullName} (${reason ?? 'no reason given'})`;
}
