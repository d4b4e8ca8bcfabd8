import type { Contract } from '../contract/contract.ts';
import { type Exchange, headerOf, type KeyKind, type Message } from '../history/exchange.ts';
import { jobIn, stateIn } from './exchange-facts.ts';
import { printableLine } from './printable.ts';

/**
 * Exchanges for people: one block each, with its offset in time from the first, the request, and
 * what came back. Long values are cut; nothing in it acts on a terminal.
 * @param exchanges in the order in which they are to be told.
 */
export function counterexample(contract: Contract, exchanges: readonly Exchange[]): string {
  const begun = exchanges[0]?.t0 ?? 0;
  const jobs = exchanges.flatMap((exchange) => jobIn(contract, exchange) ?? []);
  return exchanges.map((exchange) => block(contract, exchange, begun, jobs)).join('\n\n');
}

/** What came back, in a few words: `200 QUEUED`, `no answer (timeout)`. */
export function outcomeWords(contract: Contract, exchange: Exchange): string {
  const { response, error } = exchange;
  const failure = error === undefined ? '' : ` (${error.kind})`;
  if (response === undefined) return `no answer${failure}`;
  const state = stateIn(contract, exchange);
  return `${response.status}${state === undefined ? '' : ` ${cut(printableLine(state), 40)}`}${failure}`;
}

/** The beginning of what came back, on one line; undefined where there was nothing. */
export function answerExcerpt({ response }: Exchange): string | undefined {
  const text = response && bodyText(response);
  return text === undefined ? undefined : cut(text, LONGEST_EXCERPT);
}

/** The path and query of a URL; the whole of it where it is none. */
export function pathIn(url: string): string {
  if (!URL.canParse(url)) return url;
  const { origin, pathname, search } = new URL(url);
  return origin === 'null' ? url : pathname + search;
}

function block(
  contract: Contract,
  exchange: Exchange,
  begun: number,
  jobs: readonly string[],
): string {
  const { seq, t0, t1, method, url, key, request, response } = exchange;
  const sent = bodyText(request);
  const received = response && bodyText(response, jobs);
  return [
    `#${seq}  ${offset(t0 - begun)}  ${printableLine(`${method} ${pathIn(url)}`)}  ${keyWords(key)}`,
    ...(sent === undefined ? [] : [`    ${sent}`]),
    `  -> ${outcomeWords(contract, exchange)}, after ${span(t1 - t0)}`,
    ...(received === undefined ? [] : [`    ${received}`]),
  ].join('\n');
}

function keyWords(key: KeyKind): string {
  switch (key) {
    case 'none':
      return 'without a key';
    case 'bearer':
      return 'with the valid key as a bearer token';
    case 'valid':
    case 'other':
    case 'forbidden':
    case 'broke':
    case 'revoked':
    case 'wrong':
      return `with the ${key} key`;
  }
}

function offset(ms: number): string {
  return `${ms < 0 ? '-' : '+'}${span(Math.abs(ms))}`;
}

function span(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  return `${(ms / 1_000).toFixed(ms < 100_000 ? 2 : 0)} s`;
}

const LONGEST_VALUE = 72;
const LONGEST_BODY = 600;
const LONGEST_EXCERPT = 100;
const LONGEST_READ = 200_000;
const BEFORE_JOB = 20;
const JSON_STRING = /"(?:[^"\\]|\\.)*"/gs;

/**
 * The body as it was sent but for the length of its strings: a number keeps its spelling.
 * @param jobs of a body that is too long, the part that names one of them is shown.
 */
function bodyText(message: Message, jobs: readonly string[] = []): string | undefined {
  const { body, bytes } = message;
  if (bytes === 0) return undefined;
  const type = headerOf(message, 'content-type') ?? 'unknown type';
  if (body === undefined || 'base64' in body) {
    return `<${bytes} bytes, ${cut(printableLine(type), LONGEST_VALUE)}>`;
  }
  const whole = cut(body.text, LONGEST_READ);
  const short = whole.replaceAll(JSON_STRING, (value) =>
    value.length > LONGEST_VALUE ? `${cut(value, LONGEST_VALUE - 1)}"` : value,
  );
  return cut(printableLine(fromJob(short, jobs)), LONGEST_BODY);
}

/** The end of a text, from shortly before it names a job, where that is not near its beginning. */
function fromJob(text: string, jobs: readonly string[]): string {
  const places = jobs.map((job) => (job === '' ? -1 : text.indexOf(job))).filter((at) => at >= 0);
  const first = Math.min(...places);
  const begin = first - BEFORE_JOB;
  return text.length > LONGEST_BODY && first > LONGEST_BODY / 2 && first !== Infinity
    ? `…${text.slice(begin)}`
    : text;
}

/** Never through the middle of a character. */
function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
