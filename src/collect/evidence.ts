import type { Clause, Rule } from '../contract/clause.ts';
import { type Case, RECORDED_KINDS } from '../generate/case.ts';

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

/** Clauses that any valid input gives evidence for, the first of them as well as all. */
const OF_A_JOB: readonly Rule['of'][] = [
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

/** Clauses that a job which fails gives evidence for. */
const OF_BLOCKED: readonly Rule['of'][] = [
  'state.block-is-failed',
  'state.failed-is-422',
  'state.failed-has-detail',
  'result.no-output-when-failed',
  'billing.failed-is-free',
  'retention.expires',
];

const OF_SYNC: readonly Rule['of'][] = ['sync.returns-output', 'sync.accounting', 'billing.price'];

/** Whether a case gives evidence for a clause, once it was sent and followed to its end. */
export function tells(one: Case, clause: Clause): boolean {
  const { rule } = clause;
  if (one.kind === 'blocked') return OF_BLOCKED.includes(rule.of);
  if (RECORDED_KINDS.includes(one.kind)) return isRecordedBy(one, rule);
  switch (one.expect) {
    case 'refuse':
      return OF_REFUSALS.includes(rule.of) || isOfClass(one, rule);
    case 'unknown':
      return isRecordedBy(one, rule);
    case 'accept':
      if (one.route === 'sync') return OF_SYNC.includes(rule.of);
      if (one.kind !== 'example' && one.kind !== 'covering') return false;
      return needsAJob(clause) || needsEveryJob(clause) || needsLevelsOf(clause) !== undefined;
  }
}

/** Whether a clause needs no more of valid inputs than one job. */
export function needsAJob({ rule }: Clause): boolean {
  return OF_A_JOB.includes(rule.of);
}

/** Whether a clause is about every valid input that there is. */
export function needsEveryJob({ rule }: Clause): boolean {
  return rule.of === 'validation.valid-is-accepted';
}

/** The parameter of which a clause has to see every valid level, or undefined. */
export function needsLevelsOf({ rule }: Clause): string | undefined {
  return rule.of === 'parameter' && rule.aspect === 'accepts' ? rule.parameter : undefined;
}

/** Whether a clause needs a job that fails. */
export function needsABlock({ rule }: Clause): boolean {
  return OF_BLOCKED.includes(rule.of);
}

/** Whether a clause needs results to be asked for just before they expire, and after. */
export function isOfRetention({ rule }: Clause): boolean {
  return rule.of === 'retention.kept' || rule.of === 'retention.expires';
}

function isRecordedBy(one: Case, rule: Rule): boolean {
  if (one.kind === 'unknown-field') return rule.of === 'validation.unknown-fields';
  if (one.kind === 'missing') return isOfClass(one, rule);
  return rule.of === 'parameter' && rule.aspect === 'unknowns' && rule.parameter === one.parameter;
}

function isOfClass({ class: group }: Case, rule: Rule): boolean {
  return rule.of === 'parameter' && group === `${rule.parameter}.${rule.aspect}`;
}
