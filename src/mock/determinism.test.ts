import { describe, expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { seed } from '../units/units.ts';
import { type Client, mocksOf } from './mock.fixture.ts';
import type { MockOptions } from './mock.ts';

const { embedded } = mocksOf(contract);

/** Several clients at once, each of which polls its own jobs; all that they see, in order. */
async function busyHour(client: Client): Promise<readonly string[]> {
  const seen: string[] = [];
  const note = (who: number, reply: Awaited<ReturnType<Client['send']>>): void => {
    const { status, headers, bytes } = reply;
    seen.push(
      `${client.clock.now()} ${who} ${status} ${JSON.stringify(headers)} ${bytes.toString('latin1')}`,
    );
  };
  const one = async (who: number): Promise<void> => {
    for (let round = 0; round < 3; round += 1) {
      const id = await client.start({ ...contract.example, seed: who * 10 + round });
      for (let poll = 0; poll < 12; poll += 1) {
        note(who, await client.get('status', { id }));
        await client.wait(3_000);
      }
      note(who, await client.get('result', { id }));
      note(who, await client.send({ path: `/outputs/${id}.jpg` }));
      note(who, await client.submit({ ...contract.example, steps: round }));
    }
    note(who, await client.submit(contract.example, 'valid', 'sync'));
  };
  const all = [1, 2, 3, 4].map((who) => client.clock.activity(() => one(who)));
  await client.clock.waitFor(Promise.all(all));
  note(0, await client.send({ path: contract.gateway.ledger.path, key: 'valid' }));
  return seen;
}

const run = (options: Partial<MockOptions> = {}): Promise<readonly string[]> =>
  embedded(busyHour, { exchangeDurations: true, workers: 2, ...options });

describe('on virtual time', () => {
  test('one seed and one program give one history, byte for byte', async () => {
    const first = await run();
    expect(first.length).toBeGreaterThan(100);
    expect(await run()).toEqual(first);
  });

  test('another seed gives other ids and other times', async () => {
    expect(await run({ seed: seed(2) })).not.toEqual(await run());
  });
});

const keys = (value: number) =>
  embedded(({ mock }) => Promise.resolve(mock.keys), { seed: seed(value) });

test('two mocks of one seed have the same keys, of the shape that is documented', async () => {
  const one = await keys(1);
  expect(await keys(1)).toEqual(one);
  expect(new Set(Object.values(one)).size).toBe(5);
  const shape = new RegExp(contract.gateway.authentication.keyPattern);
  for (const key of Object.values(one)) expect(key).toMatch(shape);
  expect(Object.values(await keys(2))).not.toContain(one.valid);
});
