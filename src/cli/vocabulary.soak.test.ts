import { expect, test } from 'vitest';
import { gateway } from '../../specs/gateway.ts';
import { smallContracts } from '../generate/contracts.fixture.ts';
import { listDefects } from '../mock/defects/defects.ts';
import { seed } from '../units/units.ts';
import { proveDefect } from './prove-run.ts';

const defects = smallContracts(gateway).flatMap((contract) =>
  listDefects(contract)
    .filter(({ group }) => group === 'parameter')
    .map((defect) => ({ contract, defect, of: contract.name, id: defect.id })),
);

test.for(defects)('of $of, the defect $id is caught', async ({ contract, defect }) => {
  expect(await proveDefect(contract, defect, seed(7))).toMatchObject({ caught: true });
});
