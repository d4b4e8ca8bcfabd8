import { z } from 'zod';
import {
  type Exchange,
  type HistoryHeader,
  KEY_KINDS,
  ROUTES,
  WIRE_ERROR_KINDS,
} from './exchange.ts';

const headers = z.array(z.tuple([z.string(), z.string()]));
const body = z.union([z.object({ text: z.string() }), z.object({ base64: z.string() })]);
const message = {
  headers,
  body: body.optional(),
  bytes: z.int().nonnegative(),
  sha256: z.string().optional(),
};

const headerLine = z.object({
  history: z.literal(1),
  spec: z.string(),
  target: z.string(),
  seed: z.number(),
  startedAt: z.number(),
  rate: z.number().nonnegative(),
  blockedPrompt: z.string().optional(),
});

const exchangeLine = z.object({
  seq: z.int().nonnegative(),
  t0: z.number(),
  t1: z.number(),
  route: z.enum(ROUTES),
  method: z.string(),
  url: z.string(),
  key: z.enum(KEY_KINDS),
  job: z.string().optional(),
  case: z
    .object({
      id: z.string(),
      parameter: z.string().optional(),
      kind: z.string(),
      expect: z.enum(['accept', 'refuse', 'unknown']),
    })
    .optional(),
  request: z.object(message),
  response: z.object({ ...message, status: z.int() }).optional(),
  error: z
    .object({ kind: z.enum(WIRE_ERROR_KINDS), sent: z.enum(['yes', 'no', 'maybe']) })
    .optional(),
  planned: z.number().optional(),
});

/** A history that is not one: says where and what. */
export class HistoryError extends Error {
  override readonly name = 'HistoryError';
}

/** What a line of a history says. */
export type HistoryLine =
  | { readonly is: 'header'; readonly header: HistoryHeader }
  | { readonly is: 'exchange'; readonly exchange: Exchange };

/** One line, with its line break. */
export function historyLine(line: HistoryHeader | Exchange): string {
  return `${JSON.stringify(line)}\n`;
}

/**
 * Reads one line.
 * @param place where it stands, for the message: `history.ndjson, line 3`.
 * @throws HistoryError when it is not a line of a history.
 */
export function parseHistoryLine(text: string, place: string): HistoryLine {
  const value = parsed(text, place);
  const isHeader = typeof value === 'object' && value !== null && 'history' in value;
  const result = isHeader ? headerLine.safeParse(value) : exchangeLine.safeParse(value);
  if (!result.success) {
    throw new HistoryError(`${place} is not a line of a history: ${problemsIn(result.error)}`);
  }
  // The schemas above spell out the types; optional members that are absent stay absent.
  return isHeader
    ? { is: 'header', header: result.data as HistoryHeader }
    : { is: 'exchange', exchange: result.data as Exchange };
}

/** A line that is something else altogether has a problem in every member. */
const MOST_PROBLEMS = 20;

function problemsIn({ issues }: z.ZodError): string {
  const shown = issues
    .slice(0, MOST_PROBLEMS)
    .map((issue) => `${issue.path.join('.') || 'the line'}: ${issue.message}`);
  const more = issues.length - shown.length;
  return shown.join('; ') + (more > 0 ? `; and ${more} more` : '');
}

/**
 * Reads a history line by line. A torn last line, as a killed run leaves it, is passed over.
 * @param name the file's name, for messages.
 * @throws HistoryError when the first line is no header, a later line is not an exchange, or two
 *   exchanges have one `seq`.
 */
export async function* readHistory(
  lines: AsyncIterable<string> | Iterable<string>,
  name: string,
): AsyncGenerator<HistoryLine> {
  const seen = new Set<number>();
  let number = 0;
  let held: string | undefined;
  for await (const line of lines) {
    if (held !== undefined) yield once(lineAt(held, ++number, name), seen, number, name);
    held = number === 0 && held === undefined ? line.replace(/^\u{FEFF}/u, '') : line;
  }
  if (held === undefined || (number === 0 && held.trim() === '')) {
    throw new HistoryError(`${name} is empty: it has not even a header`);
  }
  if (held.trim() === '') return;
  const last = tornOrWhole(held, number + 1, name);
  if (last !== undefined) yield once(last, seen, number + 1, name);
}

/** Verdicts name exchanges by their `seq`: there must be one of each. */
function once(line: HistoryLine, seen: Set<number>, number: number, name: string): HistoryLine {
  if (line.is === 'header') return line;
  const { seq } = line.exchange;
  if (seen.has(seq)) throw new HistoryError(`${name}, line ${number}, has the seq ${seq} again`);
  seen.add(seq);
  return line;
}

function lineAt(text: string, number: number, name: string): HistoryLine {
  const place = `${name}, line ${number},`;
  const line = parseHistoryLine(text, place);
  if ((line.is === 'header') !== (number === 1)) {
    throw new HistoryError(
      number === 1
        ? `${place} should be the history's header, {"history":1,…}; got an exchange`
        : `${place} is a second header; judge several histories as several files`,
    );
  }
  return line;
}

/** The last line may have been cut in the middle; then it is not even JSON. */
function tornOrWhole(text: string, number: number, name: string): HistoryLine | undefined {
  if (number > 1 && !isJson(text)) return undefined;
  return lineAt(text, number, name);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function parsed(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const shown = text.length > 60 ? `${text.slice(0, 59)}…` : text;
    const why = error instanceof Error ? error.message : String(error);
    throw new HistoryError(`${place} is not JSON (${why}): ${shown}`, { cause: error });
  }
}
