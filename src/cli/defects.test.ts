import { expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { listDefects } from '../mock/defects/defects.ts';
import { listProfiles } from '../mock/profiles.ts';
import { exitOf } from './clause-choice.ts';
import { EXIT } from './exit.ts';
import { checkMock } from './fixtures/mock-check.ts';

test.for(listDefects(contract))('the defect $id is caught, by $clause', async (defect) => {
  const { judged, record } = await checkMock({ defects: [defect.id] });
  const named = record.clauses.find(({ id }) => id === defect.clause);
  expect(named?.verdict).toBe('broken');
  expect(exitOf(judged, defect.level, [])).toBe(EXIT.broken);
  for (const finding of named?.findings ?? []) {
    expect(finding.exchanges.length).toBeGreaterThan(0);
    expect(finding.exchanges.length).toBeLessThanOrEqual(4);
    expect(finding.counterexample).not.toBe('');
    expect(finding.curl).toMatch(/^#!\/bin\/sh\n/);
  }
});

test.for(listProfiles().map(({ id }) => id))(
  'the clean profile %s breaks no promise that must be kept',
  async (profile) => {
    const { judged, record, collected } = await checkMock({ profile });
    const broken = record.clauses.filter(({ verdict }) => verdict === 'broken');
    expect(collected.is).toBe('complete');
    expect(broken.filter(({ level }) => level === 'must')).toEqual([]);
    expect(exitOf(judged, 'must', [])).toBe(EXIT.kept);
  },
);

test('a strict mock keeps every promise, and what is untested did not occur', async () => {
  const { record } = await checkMock({});
  const of = (verdict: string): readonly string[] =>
    record.clauses.filter((clause) => clause.verdict === verdict).map(({ id }) => id);
  expect(of('broken')).toEqual([]);
  expect(of('untested')).toEqual(['error.server-errors', 'error.rate-limited']);
  const kept = record.clauses.filter(({ verdict }) => verdict === 'kept');
  expect(kept.filter(({ evidence }) => evidence === 0)).toEqual([]);
});

test('late rejections are named as such, not called accepted', async () => {
  const { record } = await checkMock({ profile: 'late' });
  const named = record.clauses.find(({ id }) => id === 'validation.late-rejections');
  expect(named).toMatchObject({ verdict: 'recorded' });
  expect(named?.verdict === 'recorded' && named.observation).toContain('rejected inside the job');
  const door = record.clauses.find(({ id }) => id === 'validation.refused-at-door');
  expect(door).toMatchObject({ level: 'should', verdict: 'broken' });
});
