import { describe, expect, it, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { madeUpId } from '../contract/made-up.ts';
import type { JsonValue } from '../units/json.ts';
import { randomStream } from '../units/random.ts';
import { seed } from '../units/units.ts';
import { type Exchange, jsonOf } from './exchange.ts';
import { askedId, issuedId, noLives, observeLife, toldState } from './life.ts';

const ORIGIN = 'http://a.invalid';
const ID = '5b0f4d3e-0000-4000-8000-00000000abcd';

interface Telling extends Partial<Exchange> {
  readonly status?: number;
  readonly answer?: JsonValue;
}

/** A status request of one job, but for what is told. */
function exchange({ status = 200, answer, ...rest }: Telling): Exchange {
  const text = answer === undefined ? undefined : JSON.stringify(answer);
  return {
    seq: 1,
    t0: 1_000,
    t1: 1_020,
    route: 'status',
    method: 'GET',
    url: `${ORIGIN}/v2/requests/${ID}/status`,
    key: 'valid',
    request: { headers: [], bytes: 0 },
    response: {
      status,
      headers: [],
      bytes: text?.length ?? 0,
      ...(text !== undefined && { body: { text } }),
    },
    ...rest,
  };
}

const submit = (telling: Telling = {}): Exchange =>
  exchange({
    route: 'submit',
    method: 'POST',
    url: `${ORIGIN}/v2/${contract.slug}`,
    answer: { request_id: ID },
    ...telling,
  });

function livesOf(...all: readonly Exchange[]) {
  const lives = noLives();
  for (const [place, one] of all.entries()) {
    observeLife(lives, contract, { ...one, seq: place + 1 }, jsonOf(one.response));
  }
  return lives.byId;
}

describe('the id that a submit is given', () => {
  test.each([
    ['a success with an id', submit(), ID],
    ['another success', submit({ status: 202 }), ID],
    ['an id of another shape', submit({ answer: { request_id: 'a b' } }), 'a b'],
    ['no id', submit({ answer: { status: 'QUEUED' } }), undefined],
    ['an empty id', submit({ answer: { request_id: '' } }), undefined],
    ['a number for an id', submit({ answer: { request_id: 5 } }), undefined],
    ['null', submit({ answer: null }), undefined],
    ['an array', submit({ answer: [{ request_id: ID }] }), undefined],
    ['a refusal that names an id', submit({ status: 400 }), undefined],
    ['a synchronous call', submit({ route: 'sync' }), undefined],
  ])('%s', (_, one, expected) => {
    expect(issuedId(contract, one, jsonOf(one.response))).toBe(expected);
  });
});

describe('the job that a request is about', () => {
  test.each([
    ['by its address', exchange({}), ID],
    ['by its address, not what was meant', exchange({ job: 'another' }), ID],
    ['as meant, at an address of no route', exchange({ job: 'a', url: `${ORIGIN}/x` }), 'a'],
    ['as meant, at no address at all', exchange({ job: 'a', url: 'nowhere' }), 'a'],
    ['by an escaped address', exchange({ url: `${ORIGIN}/v2/requests/a%2Fb/status` }), 'a/b'],
    ['of a result', exchange({ route: 'result', url: `${ORIGIN}/v2/requests/r` }), 'r'],
    ['of the older poll route', exchange({ route: 'poll', url: `${ORIGIN}/v1/requests/p` }), 'p'],
    ['none for a submit', submit({ job: ID }), undefined],
    ['none for an output', exchange({ route: 'output', job: ID }), undefined],
    ['none for another route', exchange({ route: 'other', job: ID }), undefined],
  ])('%s', (_, one, expected) => {
    expect(askedId(contract, one)).toBe(expected);
  });
});

describe('the state that an answer tells', () => {
  test.each([
    [200, { status: 'QUEUED' }, 'QUEUED'],
    [200, { status: 'COMPLETED' }, 'COMPLETED'],
    [200, { status: 'FAILED' }, 'FAILED'],
    [200, { status: 'RUNNING' }, 'RUNNING'],
    [202, { status: 'QUEUED' }, 'QUEUED'],
    [200, { state: 'QUEUED' }, undefined],
    [200, { status: 200 }, undefined],
    [200, undefined, undefined],
    [422, { status: 'FAILED', error: 'a' }, 'FAILED'],
    [422, { error: 'a' }, 'FAILED'],
    [422, { status: 'COMPLETED' }, 'COMPLETED'],
    [422, undefined, undefined],
    [404, { status: 'error', error: 'Request a not found' }, undefined],
    [429, { status: 'QUEUED' }, undefined],
    [500, { status: 'FAILED' }, 'FAILED'],
    [503, { status: 'PROCESSING' }, undefined],
  ])('%i %j: %s', (status, body, expected) => {
    expect(toldState(contract, 'status', status, body)).toBe(expected);
  });

  it('is not told by the status of a result alone: there may be none yet', () => {
    const { failedStatus, failed } = contract.gateway.states;
    const body = { error: 'not ready' };
    expect(toldState(contract, 'result', failedStatus, body)).toBeUndefined();
    expect(toldState(contract, 'poll', failedStatus, body)).toBeUndefined();
    expect(toldState(contract, 'result', failedStatus, { status: failed })).toBe(failed);
  });
});

describe('a life', () => {
  it('is told of by submits and by what its own key was answered', () => {
    const life = livesOf(
      submit(),
      exchange({ answer: { status: 'QUEUED' } }),
      exchange({ answer: { status: 'COMPLETED', metrics: {} } }),
    ).get(ID);
    expect(life).toMatchObject({
      id: ID,
      accepted: [{ seq: 1, key: 'valid' }],
      sightings: [
        { seq: 2, state: 'QUEUED', status: 200 },
        { seq: 3, state: 'COMPLETED', body: { metrics: {} } },
      ],
      foreign: [],
    });
  });

  it('does not keep the bodies of polls that wait; those of results it does', () => {
    const waiting = { status: 'PROCESSING', metrics: {} };
    const result = { route: 'result', url: `${ORIGIN}/v2/requests/${ID}` } as const;
    const life = livesOf(
      exchange({ answer: waiting }),
      exchange({ answer: waiting, ...result }),
    ).get(ID);
    expect(life?.sightings.map(({ body }) => body)).toEqual([undefined, waiting]);
  });

  it('keeps what another account sees apart, and what other keys see not at all', () => {
    const answer = { status: 'QUEUED' };
    const life = livesOf(
      submit(),
      exchange({ answer, key: 'other' }),
      exchange({ answer, key: 'none' }),
      exchange({ answer, key: 'wrong' }),
    ).get(ID);
    expect(life?.sightings).toEqual([]);
    expect(life?.foreign.map(({ seq }) => seq)).toEqual([2]);
  });

  it('is told of in any order, and keeps that in which things began', () => {
    const told = [
      { ...submit(), t0: 1 },
      { ...exchange({ answer: { status: 'QUEUED' } }), t0: 2 },
      { ...exchange({ answer: { status: 'PROCESSING' } }), t0: 3 },
      { ...exchange({ answer: { status: 'COMPLETED' } }), t0: 4 },
    ];
    for (const order of [told, told.toReversed(), [2, 0, 3, 1].flatMap((at) => told[at] ?? [])]) {
      const life = livesOf(...order).get(ID);
      expect(life?.accepted).toHaveLength(1);
      expect(life?.sightings.map(({ state }) => state)).toEqual([
        'QUEUED',
        'PROCESSING',
        'COMPLETED',
      ]);
    }
  });

  it('has every submit that was given its id', () => {
    expect(
      livesOf(submit(), submit())
        .get(ID)
        ?.accepted.map(({ seq }) => seq),
    ).toEqual([1, 2]);
  });

  it('is not told of by answers that are not there to be read', () => {
    const cut = { kind: 'truncated', sent: 'yes' } as const;
    const lives = livesOf(
      exchange({ answer: '{"status":', error: cut }),
      exchange({ response: { status: 200, headers: [], bytes: 10, sha256: 'ab' } }),
      exchange({ status: 404, error: cut }),
    );
    expect(lives.size).toBe(0);
  });

  it('is told of by JSON that is whole, though the connection broke after it', () => {
    const error = { kind: 'truncated', sent: 'yes' } as const;
    const life = livesOf(exchange({ answer: { status: 'QUEUED' }, error })).get(ID);
    expect(life?.sightings).toHaveLength(1);
  });

  it('does not come of a made-up id', () => {
    const id = madeUpId(randomStream(seed(1), 'test'));
    const url = `${ORIGIN}/v2/requests/${id}/status`;
    expect(livesOf(exchange({ url, answer: { status: 'QUEUED' } })).size).toBe(0);
  });

  it('has a sighting without a state where an answer tells none', () => {
    const life = livesOf(exchange({ status: 404, answer: { error: 'not found' } })).get(ID);
    expect(life?.sightings).toMatchObject([{ status: 404, state: undefined }]);
  });
});
