import { expect, test } from 'vitest';
import { wireErrorOf } from './wire-error.ts';

test.each([
  [1020, 0, 'other', 'no'],
  [1050, 0, 'timeout', 'maybe'],
  [1101, 0, 'unresolved', 'no'],
  [1211, 0, 'connect-timeout', 'no'],
  [1212, 0, 'refused', 'no'],
  [1220, 0, 'reset', 'maybe'],
  [1310, 0, 'other', 'no'],
  [1000, 0, 'other', 'maybe'],
  [1650, 0, 'other', 'maybe'],
  [1000, 200, 'truncated', 'yes'],
  [1050, 200, 'timeout', 'yes'],
] as const)('k6 error %i with status %i is %s, sent: %s', (code, status, kind, sent) => {
  expect(wireErrorOf(code, status)).toEqual({ kind, sent });
});
