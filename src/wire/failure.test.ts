import { errors } from 'undici';
import { expect, test } from 'vitest';
import type { WireError } from '../history/exchange.ts';
import { classified, CutError, DeadlineError, TooLargeError } from './failure.ts';

const coded = (code: string, more: object = {}): Error =>
  Object.assign(new Error(code), { code, ...more });
const within = (cause: unknown): Error => new Error('failed', { cause });

test.each<[string, unknown, WireError, WireError]>([
  ...['ECONNREFUSED', 'EHOSTUNREACH', 'CERT_HAS_EXPIRED'].map(
    (code): [string, unknown, WireError, WireError] => [
      code,
      coded(code),
      { kind: 'refused', sent: 'no' },
      { kind: 'other', sent: 'yes' },
    ],
  ),
  [
    'a name that does not resolve',
    coded('ENOTFOUND'),
    { kind: 'unresolved', sent: 'no' },
    { kind: 'other', sent: 'yes' },
  ],
  [
    'addresses that were all refused',
    Object.assign(new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')])),
    { kind: 'refused', sent: 'no' },
    { kind: 'other', sent: 'yes' },
  ],
  [
    'a connection that took too long to make',
    coded('ETIMEDOUT', { syscall: 'connect' }),
    { kind: 'connect-timeout', sent: 'no' },
    { kind: 'other', sent: 'yes' },
  ],
  [
    'a connection that could not be made, whatever the code',
    coded('EHOSTDOWN', { syscall: 'connect' }),
    { kind: 'refused', sent: 'no' },
    { kind: 'other', sent: 'yes' },
  ],
  [
    'a connection that was reset while it was made',
    coded('ECONNRESET', { syscall: 'connect' }),
    { kind: 'refused', sent: 'no' },
    { kind: 'truncated', sent: 'yes' },
  ],
  [
    'a reset',
    coded('ECONNRESET', { syscall: 'read' }),
    { kind: 'reset', sent: 'maybe' },
    { kind: 'truncated', sent: 'yes' },
  ],
  [
    'a time-out of a made connection',
    coded('ETIMEDOUT', { syscall: 'read' }),
    { kind: 'other', sent: 'maybe' },
    { kind: 'other', sent: 'yes' },
  ],
  [
    'the deadline',
    new DeadlineError('late'),
    { kind: 'timeout', sent: 'maybe' },
    { kind: 'timeout', sent: 'yes' },
  ],
  [
    'too much',
    new TooLargeError('much'),
    { kind: 'too-large', sent: 'yes' },
    { kind: 'too-large', sent: 'yes' },
  ],
  [
    'no HTTP',
    Object.assign(new errors.HTTPParserError('bad'), { code: 'HPE_INVALID_CONSTANT' }),
    { kind: 'malformed', sent: 'yes' },
    { kind: 'malformed', sent: 'yes' },
  ],
  [
    'breaking off',
    new CutError('maybe'),
    { kind: 'cut', sent: 'maybe' },
    { kind: 'cut', sent: 'yes' },
  ],
  [
    'breaking off before',
    new CutError('no'),
    { kind: 'cut', sent: 'no' },
    { kind: 'cut', sent: 'yes' },
  ],
  [
    'anything else',
    new Error('who knows'),
    { kind: 'other', sent: 'maybe' },
    { kind: 'other', sent: 'yes' },
  ],
  ['nothing', undefined, { kind: 'other', sent: 'maybe' }, { kind: 'other', sent: 'yes' }],
  ['a text', 'oops', { kind: 'other', sent: 'maybe' }, { kind: 'other', sent: 'yes' }],
])('%s', (_, error, before, after) => {
  expect(classified(error, false)).toEqual(before);
  expect(classified(error, true)).toEqual(after);
  expect(classified(within(within(error)), false)).toEqual(before);
  expect(classified(within(within(error)), true)).toEqual(after);
});

test('an error that is its own cause is looked at no more than a few times', () => {
  const error = new Error('round');
  error.cause = error;
  expect(classified(error, false)).toEqual({ kind: 'other', sent: 'maybe' });
});
