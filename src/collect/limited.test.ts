import { describe, expect, it } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { clausesOf } from '../contract/clauses.ts';
import { judgeHistory } from '../judge/court.ts';
import { createMock, MOCK_EPOCH, type MockOptions } from '../mock/mock.ts';
import { milliseconds, seed as asSeed } from '../units/units.ts';
import { VirtualClock } from '../units/virtual-clock.ts';
import { type Collection, collectFrom, serverOf } from './collection.fixture.ts';

const clauses = clausesOf(contract);

function collected(concurrency: number, limiter?: MockOptions['limiter']): Promise<Collection> {
  const clock = new VirtualClock(MOCK_EPOCH, 'itself');
  const mock = createMock({
    contract,
    clock,
    seed: asSeed(1),
    exchangeDurations: true,
    ...(limiter !== undefined && { limiter }),
  });
  return collectFrom(contract, serverOf(mock, clock), { concurrency });
}

describe('under a limiter', () => {
  const verdictsOf = ({ header, exchanges }: Collection): Readonly<Record<string, string>> =>
    Object.fromEntries(
      judgeHistory(contract, header, exchanges, clauses).map(({ clause, verdict }) => [
        clause.id,
        verdict.verdict,
      ]),
    );

  it.each(
    (['fixed-window', 'token-bucket'] as const).flatMap((limiter) =>
      [60, 5].flatMap((limit) =>
        (['all', 'submits'] as const).flatMap((count) =>
          [1, 40].map((concurrency) => ({ class: limiter, limit, count, concurrency })),
        ),
      ),
    ),
  )('the verdicts are those without, but for the clause about 429: %o', async (choice) => {
    const { concurrency, ...limit } = choice;
    const limiter = { ...limit, windowMs: milliseconds(60_000) };
    const run = await collected(concurrency, limiter);
    expect(run.collected).toEqual({ is: 'complete' });
    expect(run.exchanges.some(({ response }) => response?.status === 429)).toBe(true);
    expect(verdictsOf(run)).toEqual({
      ...verdictsOf(await collected(concurrency)),
      'error.rate-limited': 'recorded',
    });
  });
});
