import { defineConfig } from 'vitest/config';
import { ClosingLine } from './tools/testing/closing-line.ts';
import { runSize } from './tools/testing/run-size.ts';

const { env } = process;
const { seed, soak } = runSize(env);

/** `LEADLINE_SOAK` stretches the time limits along with the counts. */
const within = (milliseconds: number): number => milliseconds * Math.max(1, soak);

/** What has no counts to enlarge is left out where `LEADLINE_SOAK` enlarges them. */
const withoutCounts = soak > 1 ? ['**/*.e2e.test.ts'] : [];

const everywhere = {
  setupFiles: ['./tools/vitest-setup.ts'],
  provide: { seed, soak },
};

const closingLine = new ClosingLine({
  seed,
  countsFile: env['LEADLINE_COUNTS'],
  noSkips: env['LEADLINE_NO_SKIPS'] === '1',
  write: (text) => process.stdout.write(text),
  failRun: () => {
    process.exitCode = 1;
  },
  atExit: (last) => process.once('exit', last),
});

export default defineConfig({
  test: {
    reporters: ['default', ...(env['GITHUB_ACTIONS'] ? ['github-actions'] : []), closingLine],
    projects: [
      {
        test: {
          ...everywhere,
          name: 'unit',
          include: ['{src,specs,scenarios,tools,bench,bin}/**/*.test.ts'],
          exclude: [
            '**/node_modules/**',
            '**/*.conformance.test.ts',
            '**/*.soak.test.ts',
            ...withoutCounts,
          ],
          testTimeout: within(60_000),
        },
      },
      {
        test: {
          ...everywhere,
          name: 'soak',
          include: ['{src,specs,scenarios,tools,bench,bin}/**/*.soak.test.ts'],
          testTimeout: within(600_000),
          hookTimeout: within(600_000),
        },
      },
      {
        test: {
          ...everywhere,
          name: 'conformance',
          include: ['src/**/*.conformance.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 3_600_000,
        },
      },
    ],
  },
});
