import type { Clause, Rule } from '../contract/clause.ts';
import type { Contract } from '../contract/contract.ts';
import { blockedCase, casesOf } from '../generate/cases.ts';
import type { Case } from '../generate/case.ts';
import { nonces } from '../generate/nonces.ts';
import type { Seed } from '../units/units.ts';
import type { Means } from './plan.ts';

/** The payloads that are worth sending for a set of clauses, by what is done with them. */
export interface Wanted {
  /** Invalid inputs. */
  readonly refusals: readonly Case[];
  /** Valid inputs, the most telling first. */
  readonly jobs: readonly Case[];
  /** Inputs of which the documentation says nothing. */
  readonly unknowns: readonly Case[];
  readonly blocked: Case | undefined;
  readonly syncCalls: readonly Case[];
  readonly syncRefusals: readonly Case[];
}

/** Clauses that any refused input gives evidence for. */
const OF_REFUSALS: readonly Rule['of'][] = [
  'validation.refused-at-door',
  'validation.late-rejections',
  'validation.invalid-is-free',
  'error.no-server-error',
  'error.has-detail',
  'error.client-readable',
  'error.names-parameter',
];

/** Clauses that need no more of valid inputs than one job. */
const OF_ONE_JOB: readonly Rule['of'][] = [
  'validation.example-completes',
  'auth.foreign-job',
  'submit.answer',
  'submit.queued',
  'submit.urls',
  'submit.distinct-ids',
  'state.known',
  'state.order',
  'state.terminal-is-final',
  'state.routes-agree',
  'state.in-time',
  'result.output-when-completed',
  'result.before-completed',
  'result.stable',
  'result.media-type',
  'result.inference-time',
  'retention.kept',
  'retention.expires',
  'billing.charged-once',
  'billing.price',
];

const OF_BLOCKED: readonly Rule['of'][] = [
  'state.block-is-failed',
  'state.failed-is-422',
  'state.failed-has-detail',
  'result.no-output-when-failed',
  'billing.failed-is-free',
  'retention.expires',
];

const OF_SYNC: readonly Rule['of'][] = ['sync.returns-output', 'sync.accounting', 'billing.price'];

/** Chooses what is worth sending for these clauses. */
export function casesToSend(
  contract: Contract,
  clauses: readonly Clause[],
  seed: Seed,
  means: Means,
): Wanted {
  const all = casesOf(contract, seed);
  const ids = new Set(clauses.map(({ id }) => id));
  const wants = (rules: readonly Rule['of'][]): boolean =>
    clauses.some(({ rule }) => rules.includes(rule.of));
  const submitted = all.filter(({ route }) => route === 'submit');
  const refused = all.filter(({ expect }) => expect === 'refuse');
  const serves = (one: Case): boolean => ids.has(`parameter.${one.class}`) || wants(OF_REFUSALS);
  const valid = submitted.filter(({ kind }) => kind === 'example' || kind === 'covering');
  const accepts = clauses.some(
    ({ rule }) =>
      (rule.of === 'parameter' && rule.aspect === 'accepts') ||
      rule.of === 'validation.valid-is-accepted',
  );
  return {
    refusals: refused.filter((one) => one.route === 'submit' && serves(one)),
    jobs: accepts ? valid : wants(OF_ONE_JOB) ? valid.slice(0, 2) : [],
    unknowns: submitted.filter((one) => one.expect === 'unknown' && isRecorded(one, ids)),
    blocked: wants(OF_BLOCKED) ? blockedOf(contract, seed, means, all) : undefined,
    syncCalls: wants(OF_SYNC) ? all.filter(isSyncExample) : [],
    syncRefusals: refused.filter((one) => one.route === 'sync' && serves(one)),
  };
}

function isSyncExample({ route, kind }: Case): boolean {
  return route === 'sync' && kind === 'example';
}

function isRecorded({ kind, parameter, class: group }: Case, ids: ReadonlySet<string>): boolean {
  if (kind === 'unknown-field') return ids.has('validation.unknown-fields');
  return ids.has(`parameter.${group}`) || ids.has(`parameter.${parameter}.unknowns`);
}

function blockedOf(
  contract: Contract,
  seed: Seed,
  { blockedPrompt }: Means,
  taken: readonly Case[],
): Case | undefined {
  if (blockedPrompt === undefined) return undefined;
  const fresh = nonces(
    contract,
    seed,
    taken.map(({ payload }) => payload),
  );
  return blockedCase(contract, blockedPrompt, fresh.next());
}
