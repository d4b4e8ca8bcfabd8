import { expect, inject, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { listDefects } from '../mock/defects/defects.ts';
import { listProfiles } from '../mock/profiles.ts';
import { seed as seedOf } from '../units/units.ts';
import { clearProfile, proveDefect } from './prove-run.ts';

/** Seeds in a row from the run's own, for each profile and for each defect. */
const seeds = Array.from({ length: 2 * inject('soak') }, (_, nth) =>
  seedOf((inject('seed') + nth) % 2 ** 32),
);

test.for(listProfiles())(
  'no seed makes the clean profile $id look defective',
  { timeout: 3_600_000 },
  async (profile) => {
    for (const seed of seeds) {
      const { mustBroken } = await clearProfile(contract, profile, seed);
      expect(mustBroken, `seed ${seed}`).toEqual([]);
    }
  },
);

test.for(listDefects(contract))(
  'no seed lets the defect $id pass',
  { timeout: 3_600_000 },
  async (defect) => {
    for (const seed of seeds) {
      const { caught } = await proveDefect(contract, defect, seed);
      expect(caught, `seed ${seed}`).toBe(true);
    }
  },
);
