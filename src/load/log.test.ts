import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { historyLine, parseHistoryLine } from '../history/ndjson.ts';
import { readConsole } from './log.ts';

const SUBMIT = {
  route: 'submit',
  method: 'POST',
  url: 'http://127.0.0.1:1/submit',
  key: 'valid',
  request: { headers: [['content-type', 'application/json']], bytes: 2, body: { text: '{}' } },
  planned: 100,
} as const;
const ACCEPTED = { status: 200, headers: [], bytes: 0 };

const begun = (job: number, t0: number): string => JSON.stringify({ begun: job, t0, ...SUBMIT });
const ended = (job: number, t0: number): string =>
  JSON.stringify({ ended: job, t0, t1: t0 + 5, ...SUBMIT, response: ACCEPTED });
const polled = (t0: number): string =>
  JSON.stringify({ t0, t1: t0 + 1, ...SUBMIT, route: 'status', job: 'a', response: ACCEPTED });

describe('the console of a scenario', () => {
  test('is a history: a submit begun and ended is one exchange', () => {
    const { exchanges, unread } = readConsole([begun(0, 100), ended(0, 100), polled(200)]);
    expect(exchanges.map(({ seq, route, t0, t1 }) => [seq, route, t0, t1])).toEqual([
      [0, 'submit', 100, 105],
      [1, 'status', 200, 201],
    ]);
    expect(unread).toEqual({ lines: 0 });
    for (const exchange of exchanges) {
      expect(parseHistoryLine(historyLine(exchange), 'here')).toEqual({ is: 'exchange', exchange });
    }
  });

  test('a submit that never ended was cut: its job may exist', () => {
    const { exchanges } = readConsole([begun(0, 100), begun(1, 90), ended(0, 100)]);
    expect(exchanges).toEqual([
      { seq: 0, t0: 90, t1: 90, ...SUBMIT, error: { kind: 'cut', sent: 'maybe' } },
      { seq: 1, t0: 100, t1: 105, ...SUBMIT, response: ACCEPTED },
    ]);
  });

  test.each([
    ['torn', polled(200).slice(0, 40)],
    ['foreign', 'a warning from somewhere'],
    ['JSON of another kind', '{"t0":1,"t1":2}'],
    ['of an unknown route', polled(200).replace('status', 'fishing')],
  ])('a line that is %s is counted and shown, not lost silently', (_, line) => {
    const { exchanges, unread } = readConsole([ended(0, 100), '', line]);
    expect(exchanges).toHaveLength(1);
    expect(unread).toEqual({ lines: 1, first: line.slice(0, 200) });
  });

  test('killed after any line, no started job is missing', () => {
    const lines = [0, 1, 2, 3].flatMap((job) => [begun(job, job * 10), ended(job, job * 10)]);
    fc.assert(
      fc.property(
        fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
        fc.nat(lines.length),
        fc.nat(60),
        (order, whole, torn) => {
          const written = order.flatMap((job) => lines.slice(job * 2, job * 2 + 2));
          const kept = written.slice(0, whole);
          const { exchanges } = readConsole([...kept, written[whole]?.slice(0, torn) ?? '']);
          const started = kept.filter((line) => line.includes('"begun"')).length;
          expect(exchanges.filter(({ route }) => route === 'submit')).toHaveLength(started);
        },
      ),
    );
  });

  test('is numbered by when exchanges began, whatever the order of the lines', () => {
    const lines = Array.from({ length: 20 }, (_, place) => polled(place * 7));
    fc.assert(
      fc.property(fc.shuffledSubarray(lines, { minLength: 20 }), (shuffled) => {
        const { exchanges } = readConsole(shuffled);
        expect(exchanges.map(({ seq }) => seq)).toEqual(exchanges.map(({ t0 }) => t0 / 7));
      }),
    );
  });
});
