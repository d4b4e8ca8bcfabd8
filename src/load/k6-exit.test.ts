import { expect, test } from 'vitest';
import { k6ExitOf } from './k6-exit.ts';

test.each([
  [0, null, 'finished'],
  [99, null, 'thresholds-failed'],
  [104, null, 'configuration'],
  [105, null, 'interrupted'],
  [107, null, 'script-error'],
  [108, null, 'aborted'],
  [110, null, 'marked-failed'],
  [1, null, 'other'],
  [255, null, 'other'],
  [null, 'SIGKILL', 'killed'],
  [null, null, 'killed'],
] as const)('exit code %s and signal %s mean %s', (code, signal, end) => {
  const exit = k6ExitOf(code, signal);
  expect(exit.end).toBe(end);
  expect(exit.message).toMatch(/^(k6|the scenario) .+\.$/u);
  expect(exit.code).toBe(code ?? undefined);
});
