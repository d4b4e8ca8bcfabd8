import type { Contract } from '../contract/contract.ts';
import { listDefects } from '../mock/defects/defects.ts';
import { listProfiles, type Profile } from '../mock/profiles.ts';
import { type Seed, seed } from '../units/units.ts';
import { chooseTarget, type ChosenTarget } from './choose-target.ts';
import { readConfiguration } from './configuration.ts';
import { UserError } from './exit.ts';
import type { MockChoice } from './open-target.ts';
import type { TargetOptions } from './options.ts';
import { DEFAULT_SPEC, loadSpec } from './specs.ts';
import { suggestion } from './suggestion.ts';
import type { Surroundings } from './surroundings.ts';

/** What a command works with, all of it known before anything is sent. */
export interface Prepared {
  readonly chosen: ChosenTarget;
  readonly contract: Contract;
  readonly seed: Seed;
  readonly mock: MockChoice;
}

/** What the mock's runs derive from, unless told otherwise: the same run each time. */
const USUAL_SEED = seed(1);

/** Reads configuration and contract, and finds the target. @throws UserError */
export async function prepare(
  options: TargetOptions,
  surroundings: Surroundings,
): Promise<Prepared> {
  const configuration = await readConfiguration(surroundings.cwd, options.config);
  const chosen = chooseTarget(options.target, configuration, options.budget, surroundings);
  const named = options.spec ?? (chosen.is === 'server' ? chosen.spec : undefined);
  const contract = await loadSpec(named ?? DEFAULT_SPEC, surroundings.cwd);
  const paid = chosen.is === 'server' && chosen.paid;
  return {
    chosen,
    contract,
    seed: options.seed ?? (paid ? seed(surroundings.freshSeed()) : USUAL_SEED),
    mock: mockChoice(contract, options.profile, options.defect, chosen),
  };
}

function mockChoice(
  contract: Contract,
  profile: string,
  defects: readonly string[],
  chosen: ChosenTarget,
): MockChoice {
  if (chosen.is === 'server' && defects.length > 0) {
    throw new UserError('--defect is for the embedded mock; a server has its own.');
  }
  return { profile: profileNamed(profile), defects: knownDefects(contract, defects) };
}

/** @throws UserError when there is none of that name. */
export function profileNamed(name: string): Profile {
  const known = listProfiles();
  const profile = known.find(({ id }) => id === name);
  if (profile !== undefined) return profile;
  const ids = known.map(({ id }) => id);
  throw new UserError(
    `the mock has no profile ${name}.${suggestion(name, ids)} Known: ${ids.join(', ')}.`,
  );
}

/** @throws UserError when one of them is unknown. */
export function knownDefects(contract: Contract, ids: readonly string[]): readonly string[] {
  const known = listDefects(contract).map(({ id }) => id);
  for (const id of ids) {
    if (known.includes(id)) continue;
    throw new UserError(
      `the mock has no defect ${id}.${suggestion(id, known)} leadline mock --list shows them all.`,
    );
  }
  return ids;
}
