import type { GatewayRule, Rule } from '../contract/clause.ts';
import * as authentication from './authentication.ts';
import * as badAddresses from './bad-addresses.ts';
import * as billing from './billing.ts';
import * as errors from './errors.ts';
import * as failures from './failures.ts';
import type { Judge } from './judge.ts';
import * as lifecycle from './lifecycle.ts';
import * as media from './media.ts';
import * as metrics from './metrics.ts';
import { parameterJudge } from './parameters.ts';
import * as results from './results.ts';
import * as retention from './retention.ts';
import * as serverErrors from './server-errors.ts';
import * as submit from './submit.ts';
import * as sync from './sync.ts';
import * as validation from './validation.ts';

/** A judge whose state only itself can read. */
export type AnyJudge = Judge<never>;

const OF_GATEWAY = {
  'validation.example-completes': validation.exampleCompletes,
  'validation.valid-is-accepted': validation.validIsAccepted,
  'validation.refused-at-door': validation.refusedAtDoor,
  'validation.late-rejections': validation.lateRejections,
  'validation.invalid-is-free': validation.invalidIsFree,
  'validation.unknown-fields': validation.unknownFields,
  'auth.missing-key': authentication.refusedKey(
    'none',
    'no key',
    'no request without a key was sent',
  ),
  'auth.wrong-key': authentication.refusedKey(
    'wrong',
    "a key that is nobody's",
    'no request with a wrong key was sent',
  ),
  'auth.bearer': authentication.refusedKey(
    'bearer',
    'the key as a bearer token',
    'the key was not tried as a bearer token',
  ),
  'auth.revoked-key': authentication.refusedKey(
    'revoked',
    'a key that no longer works',
    'needs a key that no longer works (keys.revoked)',
  ),
  'auth.forbidden-key': authentication.forbiddenKey,
  'auth.empty-balance': authentication.emptyBalance,
  'auth.empty-balance-code': authentication.emptyBalanceCode,
  'auth.foreign-job': authentication.foreignJob,
  'error.unknown-id': badAddresses.unknownId,
  'error.unknown-model': badAddresses.unknownModel,
  'error.wrong-method': badAddresses.wrongMethod,
  'error.bad-body': validation.badBody,
  'error.no-server-error': serverErrors.noServerError,
  'error.has-detail': errors.hasDetail,
  'error.client-readable': errors.clientReadable,
  'error.names-parameter': validation.namesParameter,
  'error.server-errors': errors.serverErrors,
  'error.rate-limited': errors.rateLimited,
  'submit.answer': submit.submitAnswer,
  'submit.queued': submit.submitQueued,
  'submit.urls': submit.submitUrls,
  'submit.distinct-ids': submit.distinctIds,
  'state.known': lifecycle.knownStates,
  'state.order': lifecycle.stateOrder,
  'state.terminal-is-final': lifecycle.terminalIsFinal,
  'state.failed-is-422': failures.failedStatus,
  'state.failed-has-detail': failures.failedHasDetail,
  'state.block-is-failed': failures.blockIsFailed,
  'state.routes-agree': lifecycle.routesAgree,
  'state.in-time': lifecycle.inTime,
  'result.output-when-completed': results.outputWhenCompleted,
  'result.no-output-when-failed': results.noOutputWhenFailed,
  'result.before-completed': results.beforeCompleted,
  'result.stable': results.resultIsStable,
  'result.media-type': media.outputMediaType,
  'result.inference-time': metrics.inferenceTime,
  'retention.kept': retention.keptLongEnough,
  'retention.expires': retention.expires,
  'billing.charged-once': billing.chargedOnce,
  'billing.price': billing.price,
  'billing.failed-is-free': billing.failedIsFree,
  'sync.returns-output': sync.syncOutput,
  'sync.accounting': sync.syncAccounting,
} satisfies Readonly<Record<GatewayRule, unknown>>;

/** The judge of a clause, by its rule. */
export function judgeOf(rule: Rule): AnyJudge {
  // A judge is only ever handed the state that its own fold made.
  return (rule.of === 'parameter'
    ? parameterJudge(rule.parameter, rule.aspect)
    : OF_GATEWAY[rule.of]) as unknown as AnyJudge;
}
