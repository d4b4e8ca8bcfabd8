import { expect, test } from 'vitest';
import { gateway } from '../../specs/gateway.ts';
import { ASPECTS } from '../contract/parameter.ts';
import { smallContracts } from '../generate/contracts.fixture.ts';
import { listDefects } from '../mock/defects/defects.ts';
import { DEFAULT_PROFILE } from '../mock/profiles.ts';
import { seed } from '../units/units.ts';
import { clearProfile, proveDefect } from './prove-run.ts';

// Contracts of no real page: what holds for them holds for whatever the vocabulary can say.
const contracts = smallContracts(gateway);

test.for(contracts)('a mock of $name is clean', async (contract) => {
  const { mustBroken, shouldBroken } = await clearProfile(contract, DEFAULT_PROFILE, seed(7));
  expect([mustBroken, shouldBroken]).toEqual([[], []]);
});

const all = contracts.flatMap((contract) =>
  listDefects(contract)
    .filter(({ group }) => group === 'parameter')
    .map((defect) => ({ contract, defect, of: contract.name, id: defect.id })),
);
const sortOf = (id: string): string => id.split('.').slice(1).join('.');
const sorts = Map.groupBy(all, ({ id }) => sortOf(id));

// One parameter for each sort of defect, the last: those of the contract that has every kind.
test.for([...sorts.values()].flatMap((alike) => alike.slice(-1)))(
  'of $of, the defect $id is caught',
  async ({ contract, defect }) => {
    expect(await proveDefect(contract, defect, seed(7))).toMatchObject({ caught: true });
  },
);

test('every rule that the vocabulary has can be ignored', () => {
  const aspects = ASPECTS.filter((aspect) => aspect !== 'accepts' && aspect !== 'unknowns');
  expect([...sorts.keys()]).toEqual(
    expect.arrayContaining(aspects.map((aspect) => `${aspect}-ignored`)),
  );
});
