import { expect, it } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { clausesOf } from '../contract/clauses.ts';
import { isSuccess } from '../history/life.ts';
import { judgeHistory } from '../judge/court.ts';
import { listDefects } from '../mock/defects/defects.ts';
import { createMock, MOCK_EPOCH } from '../mock/mock.ts';
import { isJsonObject } from '../units/json.ts';
import { seed as asSeed } from '../units/units.ts';
import { VirtualClock } from '../units/virtual-clock.ts';
import { type Collection, collectFrom, paidPosts, serverOf } from './collection.fixture.ts';

const accepts = clausesOf(contract).filter(
  ({ rule }) => rule.of === 'parameter' && rule.aspect === 'accepts',
);
const refusing = listDefects(contract)
  .map(({ id }) => id)
  .filter((id) => /\.(?:min-exclusive|max-exclusive|value-refused|absence-refused)$/.test(id));

function collected(defect: string, seed: number): Promise<Collection> {
  const clock = new VirtualClock(MOCK_EPOCH, 'itself');
  const mock = createMock({
    contract,
    clock,
    seed: asSeed(seed),
    defects: [defect],
    exchangeDurations: true,
  });
  return collectFrom(contract, serverOf(mock, clock), { seed });
}

function blamed({ header, exchanges }: Collection): readonly string[] {
  return judgeHistory(contract, header, exchanges, accepts)
    .filter(({ verdict }) => verdict.verdict !== 'kept')
    .map(({ clause, verdict }) => `${clause.id} ${verdict.verdict}`);
}

/** What the defect refuses of its parameter. */
function guiltyLevel(name: string, kind: string): unknown {
  const parameter = contract.parameters.find((one) => one.name === name);
  if (parameter === undefined || kind === 'absence-refused') return undefined;
  if (kind === 'value-refused') return 'values' in parameter ? parameter.values.at(-1) : true;
  if (!('min' in parameter)) throw new Error(`${name} has no bounds`);
  return kind === 'min-exclusive' ? parameter.min : parameter.max;
}

it.each([...refusing.entries()])(
  'just the guilty level is convicted (seed %i): %s',
  async (seed, defect) => {
    const [name = '', kind = ''] = defect.split('.');
    const run = await collected(defect, seed);
    expect(run.collected).toEqual({ is: 'complete' });
    const posts = paidPosts(contract, run.exchanges).length;
    expect(posts).toBeLessThanOrEqual(run.run.plan.jobs.atMost);
    const isolating = paidPosts(contract, run.exchanges).filter(
      (one) => one.case?.kind === 'isolating',
    );
    const convicted = isolating.filter(({ response }) => !isSuccess(response?.status ?? 0));
    expect(convicted.map((one) => one.case?.parameter)).toEqual([name]);
    const body = convicted[0]?.request.body;
    const payload: unknown = JSON.parse(body !== undefined && 'text' in body ? body.text : '');
    const { nonce } = contract.roles;
    const drawn = isJsonObject(payload) ? payload[nonce] : undefined;
    expect(payload).toEqual({
      ...contract.example,
      [nonce]: drawn,
      [name]: guiltyLevel(name, kind),
    });
    expect(blamed(run)).toEqual([`parameter.${name}.accepts broken`]);
  },
);

it('nothing is convicted of what only a combination does', async () => {
  for (const seed of [1, 2, 3]) {
    expect(blamed(await collected('sparse-fails', seed))).toEqual([]);
  }
});

it('nothing is isolated where the example alone is turned down', async () => {
  const run = await collected('example-fails', 1);
  expect(run.exchanges.filter((one) => one.case?.kind === 'isolating')).toEqual([]);
  expect(blamed(run)).toEqual([]);
});
