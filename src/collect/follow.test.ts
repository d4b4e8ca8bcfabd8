import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { type End, follow } from './follow.ts';
import { type Answered, type Arrived, type Script, scriptedSession } from './scripted.fixture.ts';

const { names, states, client } = contract.gateway;
const job = {
  id: 'job-1',
  key: 'valid',
  note: { id: 'a-case', kind: 'example', expect: 'accept' },
} as const;
const shown = (state: string, status = 200): Answered => ({
  status,
  body: { [names.state]: state },
});
const waiting = shown(states.running);
const silence = [
  { fails: 'ECONNRESET' },
  { fails: 'ECONNREFUSED' },
  { status: 500, body: { error: 'oh' } },
  { status: 502, body: '<html>' },
  { status: 404, body: { error: 'not found' } },
  { status: 200, body: 'garbage' },
  { status: 200, body: [] },
  { status: 200, body: null },
  { status: 200, body: { [names.state]: 7 } },
  { status: 200, body: `{"${names.state}":"${states.completed}"`, torn: true },
] satisfies readonly Answered[];

async function followed(
  script: Script,
): Promise<{ end: End; took: number; arrived: readonly Arrived[] }> {
  const { session, clock, arrived } = scriptedSession(contract, script);
  const begun = clock.now();
  const end = await clock.activity(() => follow(session, job));
  return { end, took: clock.now() - begun, arrived };
}

it.each([
  [states.completed, 200, 'completed'],
  [states.completed, 422, 'completed'],
  [states.failed, 422, 'failed'],
  [states.failed, 200, 'failed'],
  [states.failed, 500, 'failed'],
])('takes a body that says %s at its word under HTTP %i', async (state, status, is) => {
  const polls = 5;
  const { end, took, arrived } = await followed((_, place) =>
    place < polls ? waiting : shown(state, status),
  );
  expect(end.is).toBe(is);
  expect(arrived.length).toBe(polls + 1);
  expect(took).toBe((polls + 1) * client.pollIntervalMs);
});

it('keeps polling through single answers that tell nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.option(fc.constantFrom(...silence), { nil: waiting }), { maxLength: 25 }),
      async (answers) => {
        const { end, arrived } = await followed(
          (_, place) => answers[place] ?? shown(states.completed),
        );
        expect(end.is).toBe('completed');
        expect(arrived.length).toBe(answers.length + 1);
      },
    ),
  );
});

it.each(silence)('gives a job up after nothing but %o', async (answer) => {
  const { end, took } = await followed(() => answer);
  expect(end).toEqual({ is: 'lost' });
  expect(took).toBe(30_000);
});

it('does not give a job up that is heard of now and then', async () => {
  const { end } = await followed((_, place) => {
    if (place === 200) return shown(states.completed);
    return place % 20 === 0 ? waiting : { status: 502 };
  });
  expect(end.is).toBe('completed');
});

it.each([states.initial, states.running, 'SOMETHING_ELSE'])(
  'stops at the client’s deadline while a job is %s',
  async (state) => {
    const { end, took, arrived } = await followed(() => shown(state));
    expect(end).toEqual({ is: 'lost' });
    expect(took).toBe(client.deadlineMs + client.pollIntervalMs);
    expect(new Set(arrived.map(({ method, url }) => `${method} ${url}`)).size).toBe(1);
  },
);
