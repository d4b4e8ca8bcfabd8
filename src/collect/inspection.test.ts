import { describe, expect, it } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { pathOf } from '../contract/routes.ts';
import type { JsonValue } from '../units/json.ts';
import { askEarly, inspect } from './inspection.ts';
import { type Answered, type Arrived, ORIGIN, scriptedSession } from './scripted.fixture.ts';

const { names, states, outputOrigins } = contract.gateway;
const [imagesOrigin = ''] = outputOrigins;
const job = {
  id: 'job-1',
  key: 'valid',
  note: { id: 'a-case', kind: 'example', expect: 'accept' },
} as const;
const key = contract.gateway.authentication.header.toLowerCase();
const ownStatus = `${ORIGIN}${pathOf(contract, 'status', { id: job.id })}`;
const ownResult = `${ORIGIN}${pathOf(contract, 'result', { id: job.id })}`;

async function inspected(output: JsonValue): Promise<readonly Arrived[]> {
  const { session, clock, arrived } = scriptedSession(contract, () => ({
    status: 200,
    body: { [names.state]: states.completed, [names.output]: output },
  }));
  const end = { is: 'completed', at: clock.now(), wasSeenWaiting: true } as const;
  await clock.activity(() => inspect(session, job, end));
  return arrived;
}

describe('the outputs of a completed job', () => {
  it.each([
    ['the target', `${ORIGIN}/outputs/1.jpg`],
    ['where the contract says that they live', `${imagesOrigin}/1.jpg?x=1`],
  ])('are fetched without a key from %s', async (_, url) => {
    const arrived = await inspected(url);
    const fetched = arrived.filter((one) => one.url === url);
    expect(fetched.map(({ method, headers }) => [method, headers.has(key)])).toEqual([
      ['GET', false],
    ]);
    const others = arrived.filter((one) => one.url !== url);
    expect(others.map((one) => one.url)).toEqual([ownResult, ownStatus, ownResult]);
    expect(others.every(({ headers }) => headers.has(key))).toBe(true);
  });

  const hostOf = (origin: string): string => new URL(origin).host;
  it.each<[JsonValue]>([
    ['https://elsewhere.example.com/1.jpg'],
    [`https://${hostOf(ORIGIN)}/1.jpg`],
    [`http://${hostOf(ORIGIN)}:81/1.jpg`],
    [`${imagesOrigin.replace('https', 'http')}/1.jpg`],
    [`${imagesOrigin}.example.com/1.jpg`],
    [`http://${hostOf(ORIGIN)}@elsewhere.example.com/1.jpg`],
    ['//elsewhere.example.com/1.jpg'],
    ['file:///etc/passwd'],
    ['data:image/png;base64,AA=='],
    ['javascript:alert(1)'],
    ['/outputs/1.jpg'],
    [''],
    [null],
    [7],
    [{ url: 'https://elsewhere.example.com/1.jpg' }],
    [['https://elsewhere.example.com/1.jpg', 7, null]],
  ])('are not fetched from anywhere else: %j', async (output) => {
    const arrived = await inspected(output);
    expect(arrived.map(({ url }) => url)).toEqual([ownResult, ownStatus, ownResult]);
  });

  it('are fetched in their number, but not in any number', async () => {
    const urls = Array.from({ length: 1_000 }, (_, place) => `${ORIGIN}/outputs/${place}.jpg`);
    expect((await inspected(urls.slice(0, 3))).length).toBe(6);
    expect((await inspected(urls)).length).toBe(11);
  });
});

describe('asked early', () => {
  const ask = async (
    given: JsonValue,
    answer: Answered,
  ): Promise<{ isEarly: boolean; arrived: readonly Arrived[] }> => {
    const { session, clock, arrived } = scriptedSession(contract, ({ method }) =>
      method === 'POST' ? { status: 200, body: { [names.statusUrl]: given } } : answer,
    );
    const isEarly = await clock.activity(async () => {
      const accepted = await session.post('submit', contract.example);
      return askEarly(session, job, accepted);
    });
    return { isEarly, arrived: arrived.slice(1) };
  };
  const waiting = { status: 200, body: { [names.state]: states.initial } };

  it('the status URL that was given is followed where it leads to the target', async () => {
    const { arrived } = await ask(`${ownStatus}?as=given`, waiting);
    expect(arrived.map(({ url }) => url)).toEqual([ownResult, `${ownStatus}?as=given`]);
  });

  it.each([
    ['https://elsewhere.example.com/v2/requests/job-1/status'],
    [`https://user:password@elsewhere.example.com/${ORIGIN}`],
    ['/v2/requests/job-1/status'],
    [null],
  ])('the key never goes to %j', async (given) => {
    const { arrived } = await ask(given, waiting);
    expect(arrived.map(({ url }) => url)).toEqual([ownResult]);
  });

  it.each<[Answered, boolean]>([
    [waiting, true],
    [{ status: 404, body: { error: 'not yet' } }, true],
    [{ status: 200, body: { [names.state]: states.completed } }, false],
    [{ status: 422, body: { [names.state]: states.failed } }, false],
    [{ fails: 'ECONNRESET' }, false],
    [{ status: 429 }, false],
  ])('%j: was there no result yet? %s', async (answer, isEarly) => {
    expect((await ask(null, answer)).isEarly).toBe(isEarly);
  });
});
