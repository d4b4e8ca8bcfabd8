import { format, inspect } from 'node:util';
import { expect, it, test } from 'vitest';
import { Redacted } from './redacted.ts';

const SECRET = 'SG_0123456789abcdef';
const secret = new Redacted(SECRET);

test.each([
  ['a template', (value: Redacted) => `${value.toString()} ${String(value)}`],
  ['concatenation', (value: Redacted) => ['key: ', value].join('')],
  ['JSON', (value: Redacted) => JSON.stringify({ keys: [value] })],
  ['inspect', (value: Redacted) => inspect({ value }, { showHidden: true, depth: 9 })],
  ['format', (value: Redacted) => format('%s %o %O %j', value, value, value, value)],
  ['an error', (value: Redacted) => inspect(new Error(String(value), { cause: value }))],
  ['its members', (value: Redacted) => JSON.stringify(Object.entries(Object.assign({}, value)))],
])('is not shown by %s', (_, show) => {
  expect(show(secret)).not.toContain(SECRET);
  expect(show(secret)).not.toContain('0123456789');
});

it('shows that something was taken out', () => {
  expect(`${String(secret)} ${JSON.stringify(secret)} ${inspect(secret)}`).toBe(
    '[redacted] "[redacted]" [redacted]',
  );
});

it('leaves through reveal alone', () => {
  expect(secret.reveal()).toBe(SECRET);
});
