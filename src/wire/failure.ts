import { errors } from 'undici';
import type { WireError, WireErrorKind } from '../history/exchange.ts';

/** Codes of failures that come before anything was sent: provably no request. */
const UNSENT: Readonly<Record<string, WireErrorKind>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  EADDRNOTAVAIL: 'refused',
  ENOTFOUND: 'unresolved',
  EAI_AGAIN: 'unresolved',
  UND_ERR_CONNECT_TIMEOUT: 'connect-timeout',
  CERT_HAS_EXPIRED: 'refused',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'refused',
  SELF_SIGNED_CERT_IN_CHAIN: 'refused',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'refused',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'refused',
  ERR_TLS_CERT_ALTNAME_INVALID: 'refused',
  // What cannot be written down as a request is not sent as one.
  ERR_INVALID_URL: 'other',
  UND_ERR_INVALID_ARG: 'other',
};

const SENT: Readonly<Record<string, WireErrorKind>> = {
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'truncated',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'too-large',
  UND_ERR_HEADERS_OVERFLOW: 'too-large',
};

/** Failures of an answer: where there is one, the request was received. */
const OF_AN_ANSWER: readonly WireErrorKind[] = ['truncated', 'too-large', 'malformed'];

/** The wire's own deadline for one exchange. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/** An answer longer than what is read of one. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

/** We broke the exchange off ourselves. */
export class CutError extends Error {
  override readonly name = 'CutError';
  readonly sent: WireError['sent'];

  /** @param sent whether the request can have reached the server. */
  constructor(sent: WireError['sent']) {
    super('the exchange was broken off');
    this.sent = sent;
  }
}

/**
 * What a failed exchange failed of, and whether the request can have reached the server: only
 * failures to connect prove that it has not.
 * @param begun whether any part of an answer had come.
 */
export function classified(error: unknown, begun: boolean): WireError {
  for (const cause of causesOf(error)) {
    const kind = kindOf(cause, begun);
    if (kind === undefined) continue;
    if (cause instanceof CutError) return { kind, sent: begun ? 'yes' : cause.sent };
    if (!begun && isUnsent(cause)) return { kind, sent: 'no' };
    return { kind, sent: begun || OF_AN_ANSWER.includes(kind) ? 'yes' : 'maybe' };
  }
  return { kind: 'other', sent: begun ? 'yes' : 'maybe' };
}

function kindOf(cause: unknown, begun: boolean): WireErrorKind | undefined {
  if (cause instanceof TooLargeError) return 'too-large';
  if (cause instanceof DeadlineError) return 'timeout';
  if (cause instanceof CutError) return 'cut';
  if (cause instanceof errors.HTTPParserError) return 'malformed';
  const code = memberOf(cause, 'code');
  if (code === undefined) return undefined;
  if (!begun && UNSENT[code] !== undefined) return UNSENT[code];
  if (!begun && isUnsent(cause)) return code === 'ETIMEDOUT' ? 'connect-timeout' : 'refused';
  if (code.startsWith('HPE_')) return 'malformed';
  const kind = SENT[code];
  if (begun) return kind === 'reset' ? 'truncated' : kind;
  return kind === 'truncated' ? 'malformed' : kind;
}

/** Whatever fails while a connection is being made has sent nothing. */
function isUnsent(cause: unknown): boolean {
  const code = memberOf(cause, 'code');
  return (code !== undefined && code in UNSENT) || memberOf(cause, 'syscall') === 'connect';
}

function* causesOf(error: unknown): Generator {
  let cause = error;
  for (let depth = 0; depth < 5 && cause !== undefined; depth += 1) {
    yield cause;
    if (cause instanceof AggregateError) yield* cause.errors;
    cause = cause instanceof Error ? cause.cause : undefined;
  }
}

function memberOf(error: unknown, name: 'code' | 'syscall'): string | undefined {
  if (typeof error !== 'object' || error === null || !(name in error)) return undefined;
  const value: unknown = (error as Record<typeof name, unknown>)[name];
  return typeof value === 'string' ? value : undefined;
}
