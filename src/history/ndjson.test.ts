import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Exchange, HistoryHeader } from './exchange.ts';
import { exchange, exchanges, header } from './fixtures/arbitrary-exchange.ts';
import { HistoryError, historyLine, parseHistoryLine, readHistory } from './ndjson.ts';

const HEADER: HistoryHeader = {
  history: 1,
  spec: 'flux-depth-pro',
  target: 'mock',
  seed: 7,
  startedAt: 1_000,
  rate: 0,
};
const EXCHANGE: Exchange = {
  seq: 1,
  t0: 1_000,
  t1: 1_020,
  route: 'credits',
  method: 'GET',
  url: 'http://a.invalid/v1/get-user-credits',
  key: 'valid',
  request: { headers: [['accept-encoding', 'identity']], bytes: 0 },
  response: { status: 200, headers: [], body: { text: '{"credits":1}' }, bytes: 13 },
};

/** The lines of a file, as `node:readline` gives them. */
const linesOf = (...lines: readonly (HistoryHeader | Exchange | string)[]): readonly string[] =>
  lines.map((line) => (typeof line === 'string' ? line : historyLine(line).trimEnd()));

async function read(lines: readonly string[]) {
  const found: (HistoryHeader | Exchange)[] = [];
  for await (const line of readHistory(lines, 'h.ndjson')) {
    found.push(line.is === 'header' ? line.header : line.exchange);
  }
  return found;
}

/** The message with which a history is refused. */
async function refusal(...lines: readonly (HistoryHeader | Exchange | string)[]): Promise<string> {
  const error: unknown = await read(linesOf(...lines)).then(
    () => 'nothing was wrong',
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(HistoryError);
  return error instanceof Error ? error.message : String(error);
}

describe('a line', () => {
  it('is read as it was written, whatever it holds', () => {
    fc.assert(
      fc.property(exchange(), (one) => {
        const text = historyLine(one);
        expect(text.slice(0, -1)).not.toContain('\n');
        expect(parseHistoryLine(text, 'here')).toEqual({ is: 'exchange', exchange: one });
      }),
    );
  });

  it('holds a header as it was written', () => {
    fc.assert(
      fc.property(header, (one) => {
        expect(parseHistoryLine(historyLine(one), 'here')).toEqual({ is: 'header', header: one });
      }),
    );
  });

  it('may have members of a later version, which are passed over', () => {
    const later = JSON.stringify({ ...EXCHANGE, attempt: 2 });
    expect(parseHistoryLine(later, 'here')).toEqual({ is: 'exchange', exchange: EXCHANGE });
  });

  test.each([
    ['not JSON', '{"seq": 1', /^here is not JSON \(.+\): \{"seq": 1$/],
    ['a long text', 'x'.repeat(200), /^here is not JSON \(.+\): x{59}…$/s],
    ['another version', '{"history": 2}', /history: .*1/],
    ['an array', '[]', /the line: /],
    ['null', 'null', /the line: /],
    ['a number', '3', /the line: /],
    ['an unknown route', JSON.stringify({ ...EXCHANGE, route: 'elsewhere' }), /route: .*"submit"/],
    ['a fractional seq', JSON.stringify({ ...EXCHANGE, seq: 0.5 }), /seq: .*int/],
    [
      'a header of one part',
      JSON.stringify({ ...EXCHANGE, request: { headers: [['a']], bytes: 0 } }),
      /request\.headers\.0/,
    ],
  ])('that is %s is refused with its place', (_, text, expected) => {
    expect(() => parseHistoryLine(text, 'here')).toThrow(HistoryError);
    expect(() => parseHistoryLine(text, 'here')).toThrow(expected);
  });

  it('is refused with all that is wrong with it', () => {
    const { seq: _seq, url: _url, method: _method, ...rest } = EXCHANGE;
    const wrong = { ...rest, t0: 'now', t1: null, key: 'mine', error: { kind: 'cut' } };
    const told = (): unknown => parseHistoryLine(JSON.stringify(wrong), 'h.ndjson, line 4,');
    for (const member of ['seq', 'url', 'method', 't0', 't1', 'key', 'error.sent']) {
      expect(told).toThrow(`${member}: `);
    }
    expect(told).toThrow(/^h\.ndjson, line 4, is not a line of a history: /);
  });

  it('does not drown its reader in problems', () => {
    const headers = Array.from({ length: 1_000 }, () => [1, 2]);
    const wrong = { ...EXCHANGE, request: { headers, bytes: 0 } };
    expect(() => parseHistoryLine(JSON.stringify(wrong), 'here')).toThrow(/; and 1980 more$/);
  });
});

describe('a history', () => {
  it('is read as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(header, exchanges(), async (first, rest) => {
        expect(await read(linesOf(first, ...rest))).toEqual([first, ...rest]);
        expect(await read([...linesOf(first, ...rest), ''])).toEqual([first, ...rest]);
      }),
      { numRuns: 50 },
    );
  });

  it('loses no more than a last line that was torn, wherever it was torn', async () => {
    const last = historyLine({ ...EXCHANGE, seq: 2 }).trimEnd();
    for (let length = 0; length < last.length; length += 1) {
      const torn = linesOf(HEADER, EXCHANGE, last.slice(0, length));
      expect(await read(torn)).toEqual([HEADER, EXCHANGE]);
    }
    expect(await read(linesOf(HEADER, EXCHANGE, last))).toHaveLength(3);
  });

  it('may be its header alone, with Windows line ends or a byte order mark', async () => {
    expect(await read(linesOf(HEADER))).toEqual([HEADER]);
    const [first = '', second = ''] = linesOf(HEADER, EXCHANGE);
    expect(await read([`\u{FEFF}${first}\r`, `${second}\r`, ''])).toEqual([HEADER, EXCHANGE]);
  });

  it('is read as it comes', async () => {
    let given = 0;
    function* endless(): Generator<string> {
      yield historyLine(HEADER);
      for (;;) yield historyLine({ ...EXCHANGE, seq: (given += 1) });
    }
    const reader = readHistory(endless(), 'h.ndjson');
    for (let count = 0; count < 5; count += 1) await reader.next();
    await reader.return(undefined);
    expect(given).toBeLessThan(10);
  });

  it('is refused without a header', async () => {
    expect(await refusal()).toBe('h.ndjson is empty: it has not even a header');
    expect(await refusal('')).toBe('h.ndjson is empty: it has not even a header');
    expect(await refusal('  ')).toBe('h.ndjson is empty: it has not even a header');
    expect(await refusal(EXCHANGE)).toMatch(/^h\.ndjson, line 1, should be .*header.*exchange$/);
    expect(await refusal(EXCHANGE, HEADER)).toMatch(/^h\.ndjson, line 1, should be .*header/);
  });

  it('is refused with a torn header: it is no torn last line', async () => {
    expect(await refusal('{"history":1,')).toMatch(/^h\.ndjson, line 1, is not JSON/);
  });

  it('is refused with a second header, wherever it stands', async () => {
    expect(await refusal(HEADER, EXCHANGE, HEADER)).toMatch(/^h\.ndjson, line 3, is a second head/);
    expect(await refusal(HEADER, HEADER, EXCHANGE)).toMatch(/^h\.ndjson, line 2, is a second head/);
  });

  it('is refused with a torn line in the middle', async () => {
    expect(await refusal(HEADER, '{"seq":', EXCHANGE)).toMatch(/^h\.ndjson, line 2, is not JSON/);
  });

  it('is refused with a last line that is whole and wrong', async () => {
    expect(await refusal(HEADER, '{"seq":1}')).toMatch(/^h\.ndjson, line 2, is not a line/);
  });

  it('is refused with two exchanges of one seq: verdicts name exchanges by it', async () => {
    expect(await refusal(HEADER, EXCHANGE, { ...EXCHANGE, seq: 3 }, EXCHANGE)).toBe(
      'h.ndjson, line 4, has the seq 1 again',
    );
  });
});
