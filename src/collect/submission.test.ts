import { describe, expect, it } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { usd } from '../units/units.ts';
import { Budget } from './budget.ts';
import { Losses } from './losses.ts';
import { type Answered, type Arrived, type Script, scriptedSession } from './scripted.fixture.ts';
import { type Became, submit, submitFree } from './submission.ts';

const { names, states } = contract.gateway;
const note = { id: 'a-case', kind: 'example', expect: 'accept' } as const;
const accepted: Answered = { status: 200, body: { [names.id]: 'job-1' } };
const shown = (state: string, status = 200): Answered => ({
  status,
  body: { [names.state]: state },
});

/** Answers POSTs with one thing, and everything else with another. */
function taking(post: Answered, poll: Answered = shown(states.completed)): Script {
  return ({ method }) => (method === 'POST' ? post : poll);
}

async function run(
  script: Script,
  route: 'submit' | 'sync' = 'submit',
  most = 1,
): Promise<{ became: Became; left: number; arrived: readonly Arrived[] }> {
  const { session, clock, arrived } = scriptedSession(contract, script);
  const budget = new Budget({ jobs: most }, usd(contract.price.usd));
  const send = () => session.post(route, contract.example, { note });
  const became = await clock.activity(() =>
    submit({ session, budget, losses: new Losses() }, { key: 'valid', note, send }),
  );
  return { became, left: budget.left, arrived };
}

describe('a submission stays charged', () => {
  it.each<[string, Answered]>([
    ['a reset', { fails: 'ECONNRESET' }],
    ['a time-out', { fails: 'UND_ERR_HEADERS_TIMEOUT' }],
    ['an unknown failure', { fails: 'EWHATEVER' }],
    ['a 500', { status: 500, body: { error: 'oh' } }],
    ['a 502 in HTML', { status: 502, body: '<html>' }],
    ['a 504', { status: 504 }],
    ['a redirect', { status: 307, headers: { location: '/elsewhere' } }],
    ['a success without an id', { status: 200, body: {} }],
    ['a success with an id that is none', { status: 200, body: { [names.id]: 7 } }],
    ['a success with an empty id', { status: 200, body: { [names.id]: '' } }],
    ['a success that is no JSON', { status: 200, body: 'ok' }],
    ['a success that breaks off', { status: 200, body: '{"request_id":"jo', torn: true }],
  ])('after %s: nobody can tell whether there is a job', async (_, answer) => {
    const { became, left, arrived } = await run(taking(answer));
    expect(became).toEqual({ is: 'ambiguous' });
    expect(left).toBe(0);
    expect(arrived.length).toBe(1);
  });

  it('once its job completed', async () => {
    const { became, left } = await run(taking(accepted));
    expect(became).toMatchObject({ is: 'ended', job: { id: 'job-1', end: { is: 'completed' } } });
    expect(left).toBe(0);
  });

  it('where its job was lost sight of', async () => {
    const { became, left } = await run(taking(accepted, { status: 404 }));
    expect(became).toMatchObject({ is: 'ended', job: { end: { is: 'lost' } } });
    expect(left).toBe(0);
  });

  it('once a synchronous call was served, and after one that was not', async () => {
    expect(await run(taking({ status: 200, body: 'image' }), 'sync')).toMatchObject({
      became: { is: 'served' },
      left: 0,
    });
    expect(await run(taking({ status: 200, body: 'ima', torn: true }), 'sync')).toMatchObject({
      became: { is: 'ambiguous' },
      left: 0,
    });
    expect(await run(taking({ status: 504 }), 'sync')).toMatchObject({
      became: { is: 'ambiguous' },
      left: 0,
    });
  });

  it('when it is interrupted', async () => {
    const { session, clock } = scriptedSession(contract, taking(accepted));
    const budget = new Budget({ jobs: 1 }, usd(contract.price.usd));
    const failure = new Error('disk full');
    const send = () => Promise.reject(failure);
    const submitting = clock.activity(() =>
      submit({ session, budget, losses: new Losses() }, { key: 'valid', note, send }),
    );
    await expect(submitting).rejects.toBe(failure);
    expect(budget.left).toBe(0);
  });
});

describe('a submission gives its price back', () => {
  it.each<[string, Became['is'], Answered]>([
    ['a 400', 'refused', { status: 400, body: { error: 'no' } }],
    ['a 406 that breaks off', 'refused', { status: 406, body: '{"err', torn: true }],
    ['a 422', 'refused', { status: 422 }],
    ['nothing but 429', 'unsent', { status: 429 }],
    ['a connection that was refused', 'unsent', { fails: 'ECONNREFUSED' }],
    ['a host that does not exist', 'unsent', { fails: 'ENOTFOUND' }],
    ['a connection that was never made', 'unsent', { fails: 'UND_ERR_CONNECT_TIMEOUT' }],
  ])('after %s, which is %s', async (_, is, answer) => {
    for (const route of ['submit', 'sync'] as const) {
      expect(await run(taking(answer), route)).toMatchObject({
        became: { is },
        left: 1,
      });
    }
  });

  it('when its job failed', async () => {
    const { became, left } = await run(taking(accepted, shown(states.failed, 422)));
    expect(became).toMatchObject({ is: 'ended', job: { end: { is: 'failed' } } });
    expect(left).toBe(1);
  });
});

it('is not sent where the budget does not reach', async () => {
  const { became, arrived } = await run(taking(accepted), 'submit', 0);
  expect(became).toEqual({ is: 'unaffordable' });
  expect(arrived).toEqual([]);
});

describe('what cannot bill', () => {
  const runFree = async (
    answer: Answered,
    poll?: Answered,
  ): Promise<{ spent: number; polls: readonly Arrived[] }> => {
    const { session, clock, arrived } = scriptedSession(contract, taking(answer, poll));
    const budget = new Budget({ jobs: 0 }, usd(contract.price.usd));
    const send = () => session.post('submit', contract.example, { key: 'none', note });
    await clock.activity(() =>
      submitFree({ session, budget, losses: new Losses() }, { key: 'none', note, send }),
    );
    return { spent: budget.committed, polls: arrived.slice(1) };
  };

  it('is sent without any budget', async () => {
    expect(await runFree({ status: 401 })).toEqual({ spent: 0, polls: [] });
    expect(await runFree({ status: 500 })).toEqual({ spent: 0, polls: [] });
  });

  it('is charged for and followed, by its own key, if it made a job all the same', async () => {
    const { spent, polls } = await runFree(accepted);
    expect(spent).toBe(contract.price.usd);
    expect(polls.map(({ url }) => url)).toEqual([expect.stringContaining('job-1')]);
    expect(polls[0]?.headers.has(contract.gateway.authentication.header)).toBe(false);
    expect((await runFree(accepted, shown(states.failed, 422))).spent).toBe(0);
  });
});
