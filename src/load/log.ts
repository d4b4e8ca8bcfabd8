import { type Exchange, ROUTES } from '../history/exchange.ts';
import { isJsonObject, type JsonObject, parseJson } from '../units/json.ts';
import type { BegunLine, ConsoleLine, EndedLine } from './protocol.ts';

/** What a scenario's console says. */
export interface ConsoleLog {
  /** In order of their beginning, numbered from 0. */
  readonly exchanges: readonly Exchange[];
  /** Lines that are no exchange. A torn last one is among them: it is what a kill leaves. */
  readonly unread: Unread;
}

export interface Unread {
  readonly lines: number;
  /** The beginning of the first of them, where there is one. */
  readonly first?: string;
}

const LONGEST_SHOWN = 200;

/**
 * Reads a scenario's console. A submit that was begun and never ended, because k6 was killed under
 * it, becomes an exchange of its own with the error `cut`: its job may exist.
 */
export function readConsole(lines: Iterable<string>): ConsoleLog {
  const exchanges: Omit<Exchange, 'seq'>[] = [];
  const begun = new Map<number, BegunLine>();
  const unread: string[] = [];
  for (const text of lines) {
    if (text.trim() === '') continue;
    const line = consoleLineOf(text);
    if (line === undefined) unread.push(text);
    else if ('begun' in line) begun.set(line.begun, line);
    else exchanges.push(exchangeOf(line, begun));
  }
  for (const line of begun.values()) exchanges.push(cut(line));
  const ordered = exchanges.toSorted((a, b) => a.t0 - b.t0 || a.t1 - b.t1);
  const first = unread[0]?.slice(0, LONGEST_SHOWN);
  return {
    exchanges: ordered.map((exchange, seq) => ({ seq, ...exchange })),
    unread: { lines: unread.length, ...(first === undefined ? {} : { first }) },
  };
}

/** The exchange that a line tells of, or undefined where it is none. */
export function consoleLineOf(text: string): ConsoleLine | undefined {
  const line = parseJson(text);
  if (!isJsonObject(line) || !isExchange(line)) return undefined;
  if (typeof line['begun'] === 'number') return line as unknown as BegunLine;
  return typeof line['t1'] === 'number' ? (line as unknown as EndedLine) : undefined;
}

function exchangeOf(line: EndedLine, begun: Map<number, BegunLine>): Omit<Exchange, 'seq'> {
  const { ended, ...exchange } = line;
  if (ended !== undefined) begun.delete(ended);
  return exchange;
}

function cut(line: BegunLine): Omit<Exchange, 'seq'> {
  const { begun: _begun, ...exchange } = line;
  return { ...exchange, t1: line.t0, error: { kind: 'cut', sent: 'maybe' } };
}

/** What every line of a scenario has; the scenario is ours, so its parts are taken at their word. */
function isExchange(line: JsonObject): boolean {
  return (
    typeof line['t0'] === 'number' &&
    typeof line['url'] === 'string' &&
    ROUTES.some((route) => route === line['route']) &&
    isJsonObject(line['request'])
  );
}
