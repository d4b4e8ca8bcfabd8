import { expect, it } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { watchRetention } from './retention.ts';
import { scriptedSession } from './scripted.fixture.ts';
import type { FollowedJob } from './submission.ts';

const { retentionMs } = contract.gateway;

function job(id: string, is: 'completed' | 'failed', accepted: number, at: number): FollowedJob {
  const note = { id, kind: 'example', expect: 'accept' } as const;
  return {
    id,
    key: 'valid',
    note,
    accepted: { t0: accepted, t1: accepted },
    end: { is, at, wasSeenWaiting: true },
  };
}

it('asks for the last of each end just before it expires, and after', async () => {
  const { session, clock, exchanges } = scriptedSession(contract, () => ({ status: 404 }));
  const begun = clock.now();
  const lost = { ...job('lost', 'completed', begun, begun), end: { is: 'lost' } } as const;
  await clock.activity(() =>
    watchRetention(session, [
      job('early', 'completed', begun, begun + 5_000),
      job('late', 'completed', begun + 10_000, begun + 30_000),
      job('failed', 'failed', begun + 1_000, begun + 2_000),
      lost,
    ]),
  );
  expect(exchanges.map(({ job: id, route, t0 }) => [id, route, t0 - begun])).toEqual(
    [
      ['failed', 1_000 + retentionMs - 30_000],
      ['late', 10_000 + retentionMs - 30_000],
      ['failed', 2_000 + retentionMs + 61_000],
      ['late', 30_000 + retentionMs + 61_000],
    ].flatMap(([id, at]) => [
      [id, 'status', at],
      [id, 'result', at],
    ]),
  );
});

it('has nothing to ask for where nothing ended', async () => {
  const { session, clock, exchanges } = scriptedSession(contract, () => ({ status: 404 }));
  const begun = clock.now();
  await clock.activity(() => watchRetention(session, []));
  expect(exchanges).toEqual([]);
  expect(clock.now()).toBe(begun);
});
