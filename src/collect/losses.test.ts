import { expect, test } from 'vitest';
import type { Exchange } from '../history/exchange.ts';
import { Losses, TargetLostError } from './losses.ts';

const answered = (status: number): Exchange => ({
  seq: 1,
  t0: 0,
  t1: 1,
  route: 'submit',
  method: 'POST',
  url: 'http://target.invalid/',
  key: 'valid',
  request: { headers: [], bytes: 0 },
  response: { status, headers: [], bytes: 0 },
});
const { response: _, ...unanswered } = answered(200);
const lost: Exchange = { ...unanswered, error: { kind: 'reset', sent: 'maybe' } };

test.each([
  ['no answer', lost],
  ['503', answered(503)],
  ['502', answered(502)],
])('after five times %s in a row the target is lost', (_what, exchange) => {
  const losses = new Losses();
  for (let nth = 0; nth < 5; nth += 1) {
    expect(() => losses.check()).not.toThrow();
    losses.note(exchange);
  }
  expect(() => losses.check()).toThrow(TargetLostError);
});

test.each([200, 400, 404, 429, 500])('an answer of %i begins the count anew', (status) => {
  const losses = new Losses();
  for (let nth = 0; nth < 12; nth += 1) losses.note(nth % 4 === 3 ? answered(status) : lost);
  expect(() => losses.check()).not.toThrow();
});
