import type { WireError } from '../../src/history/exchange.ts';

/**
 * What k6's error code tells of a request that got no whole answer.
 * @param code k6's `error_code`: 1000 to 1099 general, then DNS, TCP, TLS, 1600 and more HTTP/2.
 * @param status the answer's status, 0 where none came.
 */
export function wireErrorOf(code: number, status: number): WireError {
  if (status !== 0) return { kind: code === 1050 ? 'timeout' : 'truncated', sent: 'yes' };
  if (code >= 1100 && code < 1200) return { kind: 'unresolved', sent: 'no' };
  switch (code) {
    case 1020:
      return { kind: 'other', sent: 'no' };
    case 1050:
      return { kind: 'timeout', sent: 'maybe' };
    case 1210:
    case 1212:
    case 1213:
      return { kind: 'refused', sent: 'no' };
    case 1211:
      return { kind: 'connect-timeout', sent: 'no' };
    case 1201:
    case 1220:
      return { kind: 'reset', sent: 'maybe' };
    case 1310:
    case 1311:
      // A certificate that does not convince ends the handshake: nothing was sent yet.
      return { kind: 'other', sent: 'no' };
    default:
      return { kind: 'other', sent: 'maybe' };
  }
}
