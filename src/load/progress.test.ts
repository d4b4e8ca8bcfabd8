import { expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { milliseconds } from '../units/units.ts';
import { answer, exchangesOf, submitExchange } from './fixtures.ts';
import { Tally } from './progress.ts';
import type { ConsoleLine } from './protocol.ts';

const job = { id: 'a', submittedAt: 0, queued: 50, served: 2_000 };

/** The lines of a job: its submit twice, before and after. */
function linesOf(number: number, exchanges: ReturnType<typeof exchangesOf>): ConsoleLine[] {
  const [submit, ...rest] = exchanges;
  if (submit === undefined) throw new Error('expected a submit');
  const { t1: _t1, response: _response, ...begun } = submit;
  return [{ begun: number, ...begun }, { ended: number, ...submit }, ...rest];
}

function progressAfter(lines: readonly ConsoleLine[]) {
  const tally = new Tally(contract, 10);
  for (const line of lines) tally.add(line);
  return tally.progress(milliseconds(60_000));
}

const nothing = {
  planned: 10,
  started: 0,
  refused: 0,
  ambiguous: 0,
  finished: 0,
  failed: 0,
  inFlight: 0,
  rateLimited: 0,
  spent: 0,
  atMost: 0,
  elapsed: 60_000,
};
const price = contract.price.usd;

test('nothing has happened yet', () => {
  expect(progressAfter([])).toEqual(nothing);
});

test('a job that is under way may cost', () => {
  const [begun, ended] = linesOf(0, exchangesOf(contract, job));
  if (begun === undefined || ended === undefined) throw new Error('expected two lines');
  expect(progressAfter([begun])).toEqual({ ...nothing, started: 1, atMost: price });
  expect(progressAfter([begun, ended])).toEqual({
    ...nothing,
    started: 1,
    inFlight: 1,
    atMost: price,
  });
});

test('a finished job costs, once; a failed one does not', () => {
  const lines = [
    ...linesOf(0, exchangesOf(contract, job)),
    ...linesOf(1, exchangesOf(contract, { ...job, id: 'b', fails: true })),
  ];
  expect(progressAfter([...lines, ...lines.slice(-1)])).toEqual({
    ...nothing,
    started: 2,
    finished: 1,
    failed: 1,
    spent: price,
    atMost: price,
  });
});

test('a refused submit is free, an ambiguous one may cost', () => {
  const lines = [answer(429, {}), answer(502, {}), undefined].flatMap((response, number) =>
    linesOf(number, [submitExchange(contract, 0, response)]),
  );
  expect(progressAfter(lines)).toEqual({
    ...nothing,
    started: 3,
    refused: 1,
    ambiguous: 2,
    rateLimited: 1,
    atMost: 2 * price,
  });
});
