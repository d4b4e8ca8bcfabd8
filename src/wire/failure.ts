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
  ERR_TLS_CERT_ALTNAME_INVALID: 'refused',
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

/** The wire's own deadline for one exchange. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/** An answer longer than what is read of one. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

/**
 * What a failed exchange failed of, and whether the request can have reached the server: only
 * failures to connect prove that it has not.
 * @param begun whether any part of an answer had come.
 */
export function classified(error: unknown, begun: boolean): WireError {
  const sent = begun ? 'yes' : 'maybe';
  if (error instanceof TooLargeError) return { kind: 'too-large', sent: 'yes' };
  for (const cause of causesOf(error)) {
    if (cause instanceof DeadlineError) return { kind: 'timeout', sent };
    if (cause instanceof errors.HTTPParserError) return { kind: 'malformed', sent: 'yes' };
    const code = codeOf(cause);
    if (code === undefined) continue;
    const unsent = UNSENT[code];
    if (unsent !== undefined && !begun) return { kind: unsent, sent: 'no' };
    const kind = SENT[code];
    if (kind !== undefined) return { kind: begun && kind === 'reset' ? 'truncated' : kind, sent };
    if (code.startsWith('HPE_')) return { kind: 'malformed', sent: 'yes' };
  }
  return { kind: 'other', sent };
}

function* causesOf(error: unknown): Generator {
  let cause = error;
  for (let depth = 0; depth < 5 && cause !== undefined; depth += 1) {
    yield cause;
    if (cause instanceof AggregateError) yield* cause.errors;
    cause = cause instanceof Error ? cause.cause : undefined;
  }
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
