import { isSameJson } from '../contract/canonical.ts';
import type { Clause } from '../contract/clause.ts';
import type { Contract } from '../contract/contract.ts';
import { blockedCase, casesOf } from '../generate/cases.ts';
import { type Case, RECORDED_KINDS } from '../generate/case.ts';
import { inContexts } from '../generate/contexts.ts';
import { levelsOf } from '../generate/level.ts';
import { nonces } from '../generate/nonces.ts';
import type { Seed } from '../units/units.ts';
import { needsAJob, needsEveryJob, needsLevelsOf, tells } from './evidence.ts';
import type { Means } from './plan.ts';

/** The payloads that are worth sending for a set of clauses, by what is done with them. */
export interface Wanted {
  /** Invalid inputs. */
  readonly refusals: readonly Case[];
  readonly syncRefusals: readonly Case[];
  readonly blocked: Case | undefined;
  /** Valid inputs, the most telling first. */
  readonly jobs: readonly Case[];
  /** Inputs of which the documentation says nothing, and valid ones that are only recorded. */
  readonly unknowns: readonly Case[];
  readonly syncCalls: readonly Case[];
}

export const NOTHING_WANTED: Wanted = {
  refusals: [],
  syncRefusals: [],
  blocked: undefined,
  jobs: [],
  unknowns: [],
  syncCalls: [],
};

/** Where one job is enough: a second one tells whether the first was typical. */
const A_FEW = 2;

/** Whether a case is sent for what is recorded alone. */
function isRecorded({ kind }: Case): boolean {
  return RECORDED_KINDS.includes(kind);
}

/** Chooses what is worth sending for these clauses. */
export function casesToSend(
  contract: Contract,
  clauses: readonly Clause[],
  seed: Seed,
  { blockedPrompt }: Means,
): Wanted {
  const all = withCompany(contract, seed, casesOf(contract, seed));
  const blocked =
    blockedPrompt === undefined ? undefined : blockedOf(contract, seed, blockedPrompt, all);
  const isWanted = (one: Case): boolean => clauses.some((clause) => tells(one, clause));
  const of = (route: Case['route'], expect: Case['expect']): readonly Case[] =>
    all.filter((one) => one.route === route && one.expect === expect && isWanted(one));
  const accepted = of('submit', 'accept');
  const valid = accepted.filter((one) => !isRecorded(one));
  return {
    refusals: of('submit', 'refuse'),
    syncRefusals: of('sync', 'refuse'),
    blocked: blocked !== undefined && isWanted(blocked) ? blocked : undefined,
    jobs: jobsFor(contract, clauses, valid),
    unknowns: [...of('submit', 'unknown'), ...accepted.filter(isRecorded)],
    syncCalls: of('sync', 'accept'),
  };
}

/** The cases, and the first invalid one of each class in the company of other values too. */
function withCompany(contract: Contract, seed: Seed, all: readonly Case[]): readonly Case[] {
  const invalid = all.filter(({ route, expect }) => route === 'submit' && expect === 'refuse');
  const first = [...Map.groupBy(invalid, (one) => one.class).values()].map(([one]) => one);
  const company = all.filter(({ kind }) => kind === 'covering').map(({ payload }) => payload);
  const taken = all.map(({ payload }) => payload);
  const cases = first.filter((one) => one !== undefined);
  return [...all, ...inContexts(contract, cases, company, nonces(contract, seed, taken))];
}

/** All cases of a choice, in the order in which they are sent. */
export function inOrder(wanted: Wanted): readonly Case[] {
  const blocked = wanted.blocked === undefined ? [] : [wanted.blocked];
  return [
    ...wanted.refusals,
    ...wanted.syncRefusals,
    ...blocked,
    ...wanted.jobs,
    ...wanted.unknowns,
    ...wanted.syncCalls,
  ];
}

/** As few valid payloads as show what the clauses are about. */
function jobsFor(
  contract: Contract,
  clauses: readonly Clause[],
  valid: readonly Case[],
): readonly Case[] {
  if (clauses.some(needsEveryJob)) return valid;
  const few = clauses.some(needsAJob) ? A_FEW : 0;
  const unseen = contract.parameters
    .filter(({ name }) => clauses.some((clause) => needsLevelsOf(clause) === name))
    .map((parameter) => ({ name: parameter.name, levels: [...levelsOf(parameter)] }));
  return valid.filter(({ payload }, place) => {
    const shown = unseen.filter(({ name, levels }) => {
      const found = levels.findIndex((level) => isSameJson(level, payload[name]));
      return found >= 0 && levels.splice(found, 1).length > 0;
    });
    return shown.length > 0 || place < few;
  });
}

function blockedOf(
  contract: Contract,
  seed: Seed,
  blockedPrompt: string,
  taken: readonly Case[],
): Case | undefined {
  const fresh = nonces(
    contract,
    seed,
    taken.map(({ payload }) => payload),
  );
  return blockedCase(contract, blockedPrompt, fresh.next());
}
