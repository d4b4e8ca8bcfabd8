import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { clausesOf } from '../contract/clauses.ts';
import { judgeHistory } from '../judge/court.ts';
import { listDefects } from '../mock/defects/defects.ts';
import { createMock, MOCK_EPOCH } from '../mock/mock.ts';
import { profileOf } from '../mock/profiles.ts';
import { seed as asSeed } from '../units/units.ts';
import { VirtualClock } from '../units/virtual-clock.ts';
import {
  billed,
  type Choice,
  type Collection,
  collectFrom,
  keysOf,
  paidPosts,
  serverOf,
} from './collection.fixture.ts';
import { ORIGIN, scripted } from './scripted.fixture.ts';

const clauses = clausesOf(contract);
const price = contract.price.usd;

function collected(
  choice: Choice,
  { profile = 'strict', defects = [] }: { profile?: string; defects?: readonly string[] } = {},
): Promise<Collection> {
  const clock = new VirtualClock(MOCK_EPOCH, 'itself');
  const known = profileOf(profile);
  const mock = createMock({
    contract,
    clock,
    seed: asSeed(choice.seed ?? 1),
    exchangeDurations: true,
    defects,
    ...(known !== undefined && { profile: known }),
  });
  return collectFrom(contract, serverOf(mock, clock), choice);
}

describe('money', () => {
  const defects = listDefects(contract)
    .map(({ id }) => id)
    // These make jobs of requests that carry no key, nobody's key, or nobody's model.
    .filter((id) => !/^(?:missing-key|wrong-key|unknown-model)-accepted$/.test(id));

  it('at most what was planned is billed, at any concurrency, whatever the server does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1_000),
        fc.option(fc.integer({ min: 0, max: 40 })),
        fc.constantFrom(1, 4, 100),
        fc.constantFrom('strict', 'late', 'coerces'),
        fc.subarray(defects, { maxLength: 2 }),
        async (seed, jobs, concurrency, profile, chosen) => {
          const allowance = jobs === null ? {} : { jobs };
          let most = 0;
          const { run, exchanges } = await collected(
            {
              seed,
              allowance,
              concurrency,
              paid: true,
              canWait: false,
              onProgress: ({ committedUsd }) => {
                most = Math.max(most, committedUsd);
              },
            },
            { profile, defects: chosen },
          );
          const { atMost } = run.plan.jobs;
          expect(billed(contract, exchanges)).toBeLessThanOrEqual(atMost);
          expect(most).toBeLessThanOrEqual(atMost * price + 1e-9);
          // What is refused is given back, and so may be more than the budget reaches for.
          expect(jobs !== null || paidPosts(contract, exchanges).length <= atMost).toBe(true);
        },
      ),
      { numRuns: 15 },
    );
  }, 60_000);

  it.each([1, 2, 5, 9])('a plan trimmed to %i jobs is sent whole', async (jobs) => {
    for (const profile of ['strict', 'late']) {
      const choice: Choice = { allowance: { jobs }, paid: true, concurrency: 100 };
      const { run, exchanges, collected: ended } = await collected(choice, { profile });
      expect(ended).toEqual({ is: 'complete' });
      expect(billed(contract, exchanges)).toBeLessThanOrEqual(jobs);
      expect(billed(contract, exchanges)).toBeGreaterThanOrEqual(run.plan.jobs.ifKept);
    }
  });

  it('stays untested what the plan says, and no more than what did not occur', async () => {
    for (const jobs of [0, 1, 4, 8, 20]) {
      const { run, exchanges, header } = await collected({ allowance: { jobs }, paid: true });
      const untested = judgeHistory(contract, header, exchanges, clauses)
        .filter(({ verdict }) => verdict.verdict === 'untested')
        .map(({ clause }) => clause.id)
        .filter((id) => id !== 'error.server-errors' && id !== 'error.rate-limited');
      expect(run.plan.untested.map(({ clause }) => clause)).toEqual(untested);
    }
  });

  it('is out of budget where a broken server used it up', async () => {
    const {
      collected: ended,
      exchanges,
      run,
    } = await collected({ allowance: { jobs: 3 }, paid: true }, { defects: ['bad-body-accepted'] });
    expect(ended.is).toBe('out-of-budget');
    const unsent = ended.is === 'out-of-budget' ? ended.unsent : [];
    const planned = run.plan.cases.map(({ id }) => id);
    const sent = new Set(exchanges.map((one) => one.case?.id));
    expect(new Set(planned.filter((id) => !sent.has(id)))).toEqual(new Set(unsent));
    expect(billed(contract, exchanges)).toBe(3);
  });

  it.each(['steps.max-ignored', 'control_image.uri-ignored', 'prompt.type-ignored'])(
    'a paid target gets no more of a class of which one ran: %s',
    async (defect) => {
      const group = defect.replace(/-ignored$/, '');
      const ran = async (paid: boolean): Promise<number> => {
        const {
          run,
          exchanges,
          collected: ended,
        } = await collected({ paid, concurrency: 100 }, { defects: [defect] });
        const alike = [...run.refusals, ...run.syncRefusals].filter((one) => one.class === group);
        const sent = new Set(exchanges.map((one) => one.case?.id));
        expect(ended).toEqual({ is: 'complete' });
        return alike.filter(({ id }) => sent.has(id)).length;
      };
      expect(await ran(true)).toBe(1);
      expect(await ran(false)).toBeGreaterThan(1);
    },
  );

  it('a paid target gets no more of a class, however late one of it ran', async () => {
    const { names, states } = contract.gateway;
    const { dispatcher } = scripted(({ method, body }, place) => {
      if (method === 'GET') return { status: 200, body: { [names.state]: states.completed } };
      if (body.includes('"not a url"')) return { status: 400, body: { [names.error]: 'no' } };
      return { status: 200, body: { [names.id]: `job-${place}` } };
    });
    const clock = new VirtualClock(MOCK_EPOCH, 'itself');
    const keys = keysOf({ valid: 'key-of-a-test' });
    const target = { name: 'scripted', baseUrl: ORIGIN, keys, headers: [] };
    const chosen = clauses.filter(({ id }) => id === 'parameter.control_image.uri');
    const choice: Choice = { paid: true, clauses: chosen, concurrency: 100 };
    const { exchanges } = await collectFrom(contract, { clock, dispatcher, target }, choice);
    expect(paidPosts(contract, exchanges).map((one) => one.case?.id)).toEqual([
      'control_image.not-a-uri.words',
      'control_image.not-a-uri.path',
    ]);
  });

  it('what isolates a fault comes after all that was planned, and is none of it', async () => {
    const jobs = 6;
    const choice: Choice = { allowance: { jobs }, paid: true };
    const {
      exchanges,
      run,
      collected: ended,
    } = await collected(choice, {
      defects: ['guidance.absence-refused'],
    });
    const isolating = exchanges.filter((one) => one.case?.kind === 'isolating');
    expect(run.jobs.length).toBe(jobs);
    expect(ended).toEqual({ is: 'complete' });
    expect(billed(contract, exchanges)).toBe(jobs);
    expect(new Set(isolating.map((one) => one.case?.id)).size).toBeGreaterThan(0);
  });

  it.each(['unknown-model-accepted', 'missing-key-accepted', 'wrong-key-accepted'])(
    'what came of a request that cannot bill is charged for and followed: %s',
    async (defect) => {
      let committed = 0;
      const { exchanges, collected: ended } = await collected(
        {
          allowance: { jobs: 0 },
          paid: true,
          onProgress: ({ committedUsd }) => {
            committed = committedUsd;
          },
        },
        { defects: [defect] },
      );
      expect(ended).toEqual({ is: 'complete' });
      expect(committed).toBe(price);
      const last = exchanges.findLast(({ route, job }) => route === 'status' && job !== undefined);
      expect(JSON.stringify(last?.response?.body)).toContain(contract.gateway.states.completed);
    },
  );
});
