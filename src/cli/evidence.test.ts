import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { clausesOf } from '../contract/clauses.ts';
import type { HistoryHeader } from '../history/exchange.ts';
import { judgeHistory } from '../judge/court.ts';
import { runCaptured } from './fixtures/captured.ts';
import { checkMock } from './fixtures/mock-check.ts';

describe.for(['strict', 'late', 'limited'])('on the profile %s', (profile) => {
  test('taking away the exchanges named as evidence leaves each clause untested', async () => {
    const { exchanges, judged, folder } = await checkMock({ profile });
    const [first = ''] = (await readFile(join(folder, 'history.ndjson'), 'utf8')).split('\n', 1);
    const header = JSON.parse(first) as HistoryHeader;
    for (const { clause, verdict } of judged) {
      if (verdict.verdict === 'untested') continue;
      const taken = new Set(verdict.evidence);
      const rest = exchanges.filter(({ seq }) => !taken.has(seq));
      const [again] = judgeHistory(contract, header, rest, [clause]);
      expect(again?.verdict.verdict, clause.id).toBe('untested');
    }
  });

  test('judging the written history again gives the same bytes', async () => {
    const { folder, judged } = await checkMock({ profile });
    const again = await runCaptured(['judge', 'history.ndjson', '--out', 'again', '--json'], {
      cwd: folder,
    });
    const before = await readFile(join(folder, 'run.json'), 'utf8');
    expect(again.stdout).toBe(before);
    expect(await readFile(join(folder, 'again', 'run.json'), 'utf8')).toBe(before);
    expect(judged.length).toBe(clausesOf(contract).length);
  });

  test('one seed gives one plan and one history, byte for byte', async () => {
    const [one, other] = [await checkMock({ profile }), await checkMock({ profile })];
    for (const name of ['plan.json', 'history.ndjson', 'run.json']) {
      const bytes = await readFile(join(one.folder, name), 'utf8');
      expect(await readFile(join(other.folder, name), 'utf8'), name).toBe(bytes);
    }
  });
});
