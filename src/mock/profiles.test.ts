import { expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { milliseconds } from '../units/units.ts';
import { profileNamed, mocksOf } from './mock.fixture.ts';
import { readProfile } from './profile-file.ts';
import { listProfiles, profileOf } from './profiles.ts';

const { embedded } = mocksOf(contract);

const EXAMPLE = contract.example;

test('the profiles are those of the command line', () => {
  expect(listProfiles().map(({ id }) => id)).toEqual([
    'strict',
    'late',
    'refuse-406',
    'coerces',
    'hex-ids',
    'jittery',
    'skip-processing',
    'limited',
    'slow',
  ]);
  expect(profileOf('no-such')).toBeUndefined();
});

test.each(listProfiles())('$id is plain data, and could be a file', (profile) => {
  expect(readProfile(JSON.stringify(profile), 'other')).toEqual({ profile });
});

test.each(listProfiles())('with $id the example completes', (profile) =>
  embedded(
    async ({ start, get, wait }) => {
      const id = await start();
      await wait(120_000);
      expect((await get('result', { id })).json).toMatchObject({ status: 'COMPLETED' });
    },
    { profile },
  ),
);

test('refuse-406 refuses invalid input with 406, naming the parameter', () =>
  embedded(
    async ({ submit }) => {
      const { status, json } = await submit({ ...EXAMPLE, steps: 51 });
      expect([status, json['error']]).toEqual([406, expect.stringContaining('steps') as unknown]);
    },
    { profile: profileNamed('refuse-406') },
  ));

test.each([
  [{ steps: '40' }, 200],
  [{ guidance: '7.5' }, 200],
  [{ prompt_upsampling: 'true' }, 200],
  [{ seed: null }, 200],
  [{ steps: '51' }, 400],
  [{ steps: 'forty' }, 400],
  [{ steps: '' }, 400],
  [{ steps: [40] }, 400],
  [{ prompt_upsampling: 'yes' }, 400],
  [{ prompt: null }, 400],
])('coerces answers %j with %i', (change, status) =>
  embedded(
    async ({ submit }) => {
      expect((await submit({ ...EXAMPLE, ...change })).status).toBe(status);
    },
    { profile: profileNamed('coerces') },
  ),
);

test('hex-ids gives ids of 32 hex digits, on every route', () =>
  embedded(
    async ({ start, get }) => {
      const id = await start();
      expect(id).toMatch(/^[0-9a-f]{32}$/);
      expect((await get('status', { id })).status).toBe(200);
    },
    { profile: profileNamed('hex-ids') },
  ));

test('skip-processing calls a job queued until it ends', () =>
  embedded(
    async ({ start, get, wait }) => {
      const id = await start();
      const seen = new Set<unknown>();
      for (let poll = 0; poll < 60; poll += 1) {
        seen.add((await get('status', { id })).json['status']);
        await wait(1000);
      }
      expect([...seen]).toEqual(['QUEUED', 'COMPLETED']);
    },
    { profile: profileNamed('skip-processing') },
  ));

const inferenceTime = (id: string) =>
  embedded(
    async ({ start, get, wait }) => {
      const job = await start();
      await wait(120_000);
      const { json } = await get('result', { id: job });
      return (json['metrics'] as { inference_time: number }).inference_time;
    },
    { profile: profileNamed(id) },
  );

test('slow takes half as long again', async () => {
  expect((await inferenceTime('slow')) / (await inferenceTime('strict'))).toBeCloseTo(1.5, 3);
});

test('a file changes what it names, and all else is as in strict', () => {
  const text = JSON.stringify({
    workers: 2,
    limiter: { class: 'token-bucket', limit: 5, windowMs: 1000, count: 'submits' },
  });
  expect(readProfile(text, 'mine')).toEqual({
    profile: {
      ...profileNamed('strict'),
      id: 'mine',
      describe: '',
      workers: 2,
      limiter: { class: 'token-bucket', limit: 5, windowMs: milliseconds(1000), count: 'submits' },
    },
  });
});

test('all that is wrong with a file is told at once', () => {
  const text = JSON.stringify({
    validation: 'never',
    workers: 0,
    exchangeMs: { min: 5, max: 1 },
    speed: 3,
    limiter: { class: 'leaky', limit: 1, windowMs: 1, count: 'all' },
  });
  const read = readProfile(text, 'mine');
  const problems = 'problems' in read ? read.problems.join('\n') : '';
  for (const name of ['validation', 'workers', 'exchangeMs', 'speed', 'limiter.class']) {
    expect(problems).toContain(name);
  }
  expect(readProfile('{', 'mine')).toEqual({ problems: ['it is not JSON'] });
  expect(readProfile('[]', 'mine')).toHaveProperty('problems');
});
