import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { closingLine, type Counts } from './closing-line.ts';

const SCRIPT = fileURLToPath(new URL('./sum-counts.js', import.meta.url));

function sumOf(runs: readonly Counts[]): {
  readonly code: number | null;
  readonly lines: string[];
} {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-sum-'));
  try {
    const file = join(folder, 'counts');
    writeFileSync(file, runs.map((run) => `${JSON.stringify(run)}\n`).join(''));
    const { status, stdout } = spawnSync(process.execPath, [SCRIPT, file], { encoding: 'utf8' });
    return { code: status, lines: stdout.trimEnd().split('\n') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const none: Counts = { passed: 0, failed: 0, skipped: 0 };

test('adds up the runs and ends with a closing line', () => {
  const runs = [
    { passed: 20, failed: 0, skipped: 0 },
    { passed: 3, failed: 1, skipped: 2 },
  ];
  const line = closingLine({ passed: 23, failed: 1, skipped: 2 });
  expect(sumOf(runs)).toEqual({ code: 0, lines: [line] });
});

test('fails where a run did not get to its end', () => {
  expect(sumOf([{ passed: 20, failed: 0, skipped: 0 }])).toEqual({
    code: 1,
    lines: ['only 1 of 2 test runs ended', '20 passed, 0 failed'],
  });
  expect(sumOf([]).code).toBe(1);
});

test('fails where nothing was tested', () => {
  expect(sumOf([none, { ...none, skipped: 4 }])).toEqual({
    code: 1,
    lines: ['0 passed, 0 failed, 4 skipped'],
  });
});
