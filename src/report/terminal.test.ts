import { stripVTControlCharacters } from 'node:util';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { clausesOf } from '../contract/clauses.ts';
import type { LoadRecord } from '../record/run-record.ts';
import { withTexts } from './fixtures/hostile.ts';
import { sampleLoad } from './fixtures/sample-load.ts';
import { sampleLoadRecord, sampleRecord } from './fixtures/sample-record.ts';
import { limiterSentence } from './limiter-words.ts';
import { clausesThatAre } from './summary.ts';
import { terminalReport } from './terminal.ts';

const record = sampleRecord(contract, clausesOf(contract));
const loaded = sampleLoadRecord(contract, clausesOf(contract));
const plain = { color: false, width: 100 };

test('says what came of it, first and last', () => {
  const lines = terminalReport(record, plain).trimEnd().split('\n');
  expect(lines[0]).toBe('flux-depth-pro on staging');
  expect(lines.at(-1)).toBe('4 promises are broken, 2 of them a must.');
});

test('tells broken clauses with their findings before observations before what is untested', () => {
  const text = terminalReport(record, plain);
  const places = ['✗ ', '#1  +0 ms  POST', '• ', 'Untested: 7'].map((mark) => text.indexOf(mark));
  expect(places).not.toContain(-1);
  expect(places.toSorted((one, other) => one - other)).toEqual(places);
  for (const { id, findings } of clausesThatAre(record, 'broken')) {
    expect(text).toContain(`✗ ${id}`);
    for (const finding of findings) expect(text).toContain(finding.id);
  }
  for (const { id } of clausesThatAre(record, 'untested')) expect(text).toContain(id);
});

test('tells a must before a should', () => {
  const [, last] = /✗ ([^]*)Each finding/.exec(terminalReport(record, plain)) ?? [];
  const levels = [...(last ?? '').matchAll(/\((must|should)\)$/gm)].map(([, level]) => level);
  expect(levels).toEqual(['must', 'must', 'should', 'should']);
});

test('a run in which nothing broke has nothing to say of findings', () => {
  const clauses = clausesThatAre(record, 'kept');
  const text = terminalReport({ ...record, clauses }, plain);
  expect(text).not.toContain('Broken');
  expect(text).not.toContain('Untested:');
  expect(text.trimEnd()).toMatch(/Every judged promise was kept\.$/);
});

test('tells what was counted, what it cost, and where the files are', () => {
  const text = terminalReport(record, { ...plain, width: 200, directory: 'out/run' });
  expect(text).toContain(
    '1,842 exchanges; 121 submits, 56 refused, 1 without a usable answer; 64 jobs: 58 completed, 6 failed; 3.654 USD',
  );
  expect(text).toContain('out/run/report.html\n');
  expect(terminalReport(record, plain)).not.toContain('report.html\n');
});

test('tells what a load run measured', () => {
  const text = terminalReport(loaded, plain);
  expect(text).toContain('Load: baseline (local)');
  expect(text).toContain('completion p50   27.9 s (27.1 s to 28.7 s)');
  expect(text).toContain('completion p99   not estimable: 202 of 368 jobs');
  expect(text).toContain('submit  214 requests, 9 × 429 (4.21%)');
  expect(text).not.toContain('sync ');
});

test('colours are colours alone: without them the text is the same', () => {
  const coloured = terminalReport(loaded, { ...plain, color: true });
  expect(coloured).toContain('\u001b[');
  expect(stripVTControlCharacters(coloured)).toBe(terminalReport(loaded, plain));
});

test.each([10, 40, 80, 200])('keeps to a width of %d', (width) => {
  const lines = terminalReport(loaded, { color: false, width }).split('\n');
  const widest = Math.max(...lines.map((line) => Array.from(line).length));
  expect(widest).toBeLessThanOrEqual(Math.max(50, width));
});

test('no text of a server acts on the terminal or on CI', () => {
  const small = { ...loaded, clauses: loaded.clauses.slice(-14) };
  const nasty = fc.string({
    unit: fc.oneof(
      fc.constantFrom('\u001b]8;;x\u0007', '\n::error::', '##[', '::', '\r', '\u202e', ' '),
      fc.string({ unit: 'binary' }),
    ),
  });
  fc.assert(
    fc.property(nasty, fc.integer({ min: 1, max: 120 }), (text, width) => {
      const shown = terminalReport(
        withTexts(small, (given) => `${text}${given}`),
        {
          color: false,
          width,
        },
      );
      // oxlint-disable-next-line no-control-regex -- these must not be there
      expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
      expect(shown).not.toMatch(/^\s*::|##[a-z]*\[/im);
    }),
  );
});

const limiter: LoadRecord['limiter'] = {
  verdict: 'named',
  class: 'token-bucket',
  limit: 5,
  windowMs: 60_000,
  counts: ['submit'],
  scope: 'key',
  resetHeader: 'true',
  candidates: [],
};

test.each<[LoadRecord['limiter'], string]>([
  [
    limiter,
    'The rate limiter is a token bucket of 5 requests in 1 min, counting submit, for each key. Its reset header tells the truth.',
  ],
  [
    sampleLoad.limiter,
    'A rate limiter was seen; its answers fit a fixed window of 50 requests in 1 min, counting submit and status, or a sliding counter of 50 requests in 1 min, counting submit. Its reset header is wrong.',
  ],
  [
    { ...limiter, verdict: 'undetermined', resetHeader: 'absent' },
    'A rate limiter was seen, and no known model fits it. It sends no reset header.',
  ],
  [{ ...limiter, verdict: 'not-seen', resetHeader: 'not-seen' }, 'No rate limiter was seen.'],
])('a limiter in words, %#', (given, sentence) => {
  expect(limiterSentence(given)).toBe(sentence);
});
