import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { listDefects } from '../mock/defects/defects.ts';
import { createMock } from '../mock/mock.ts';
import type { FindingRecord } from '../record/run-record.ts';
import { realClock } from '../units/real-clock.ts';
import { seed } from '../units/units.ts';
import { checkMock } from './fixtures/mock-check.ts';

const run = promisify(execFile);

const SEED = 7;
/** A job of 25 s takes 0.1 s, and an hour is over in 14 s. */
const RATE = 250;

/** What a replay printed for each exchange, and what it says that the recorded run saw. */
function statusesIn(output: string): {
  replayed: Map<string, string>;
  recorded: Map<string, string>;
} {
  const replayed = new Map<string, string>();
  const recorded = new Map<string, string>();
  let title = '';
  for (const line of output.split('\n')) {
    const [, seq, status] = /^ {2}#(\d+) .* -> (\d{3})/.exec(line) ?? [];
    if (seq !== undefined && status !== undefined) recorded.set(seq, status);
    if (/^\S/.test(line)) title = /^#(\d+) /.exec(line)?.[1] ?? '';
    const code = /^ {2}-> HTTP (\d{3})/.exec(line)?.[1];
    if (code !== undefined) replayed.set(title, code);
  }
  return { replayed, recorded };
}

async function replay(finding: FindingRecord, defect: string): Promise<string> {
  const clock = realClock(RATE);
  const mock = createMock({ contract, clock, seed: seed(SEED), defects: [defect] });
  try {
    const baseUrl = await mock.listen({ host: '127.0.0.1', port: 0 });
    const { stdout } = await run('sh', ['-c', finding.curl], {
      env: {
        PATH: process.env['PATH'],
        BASE: baseUrl,
        RATE: String(RATE),
        POLL: '0.02',
        LEADLINE_KEY: mock.keys.valid,
        LEADLINE_KEY_OTHER: mock.keys.other,
        LEADLINE_KEY_FORBIDDEN: mock.keys.forbidden,
        LEADLINE_KEY_BROKE: mock.keys.broke,
        LEADLINE_KEY_REVOKED: mock.keys.revoked,
      },
      timeout: 60_000,
    });
    return stdout;
  } finally {
    await mock.close();
  }
}

describe.concurrent("the findings' scripts show again what was found", () => {
  test.for(listDefects(contract))('$id', { timeout: 120_000 }, async ({ id, clause }) => {
    const { record } = await checkMock({ defects: [id], seed: SEED });
    const findings = record.clauses.find((one) => one.id === clause)?.findings ?? [];
    expect(findings.length).toBeGreaterThan(0);
    for (const finding of findings) {
      const output = await replay(finding, id);
      const { replayed, recorded } = statusesIn(output);
      expect(recorded.size, output).toBeGreaterThan(0);
      for (const [seq, status] of recorded) expect(replayed.get(seq), output).toBe(status);
    }
  });
});
