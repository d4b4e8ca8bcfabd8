import type { Aspect } from './parameter.ts';

/**
 * How firmly a promise is made. `must`: the page says it, or common sense about money and
 * errors does. `should`: documented less firmly. `record`: the documentation is silent.
 */
export const LEVELS = ['must', 'should', 'record'] as const;
export type Level = (typeof LEVELS)[number];

/** One promise in one sentence. */
export interface Clause {
  /** Reads well in a report: `parameter.steps.max`, `state.terminal-is-final`. */
  readonly id: string;
  readonly text: string;
  readonly level: Level;
  /** Where it is promised. */
  readonly source: string;
  readonly rule: Rule;
}

/** What a judge has to look for: the link between a clause and the fold that decides it. */
export type Rule =
  | { readonly of: 'parameter'; readonly parameter: string; readonly aspect: Aspect }
  | { readonly of: GatewayRule };

/** The rules that hold for every model behind a gateway. Each has one judge. */
export const GATEWAY_RULES = [
  'validation.example-completes',
  'validation.valid-is-accepted',
  'validation.refused-at-door',
  'validation.late-rejections',
  'validation.invalid-is-free',
  'validation.unknown-fields',
  'auth.missing-key',
  'auth.wrong-key',
  'auth.bearer',
  'auth.revoked-key',
  'auth.forbidden-key',
  'auth.empty-balance',
  'auth.empty-balance-code',
  'auth.foreign-job',
  'error.unknown-id',
  'error.unknown-model',
  'error.wrong-method',
  'error.bad-body',
  'error.no-server-error',
  'error.has-detail',
  'error.client-readable',
  'error.names-parameter',
  'error.server-errors',
  'error.rate-limited',
  'submit.answer',
  'submit.queued',
  'submit.urls',
  'submit.distinct-ids',
  'state.known',
  'state.order',
  'state.terminal-is-final',
  'state.failed-is-422',
  'state.failed-has-detail',
  'state.block-is-failed',
  'state.routes-agree',
  'state.in-time',
  'result.output-when-completed',
  'result.no-output-when-failed',
  'result.before-completed',
  'result.stable',
  'result.media-type',
  'result.inference-time',
  'retention.kept',
  'retention.expires',
  'billing.charged-once',
  'billing.price',
  'billing.failed-is-free',
  'sync.returns-output',
  'sync.accounting',
] as const;
export type GatewayRule = (typeof GATEWAY_RULES)[number];
