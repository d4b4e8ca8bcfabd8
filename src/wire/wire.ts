import { createHash } from 'node:crypto';
import type { Dispatcher } from 'undici';
import type {
  CaseNote,
  Exchange,
  HeaderList,
  KeyKind,
  Message,
  ResponseMessage,
  Route,
  WireError,
} from '../history/exchange.ts';
import type { Clock } from '../units/clock.ts';
import type { Milliseconds } from '../units/units.ts';
import type { Redacted } from '../units/redacted.ts';
import { classified, CutError, DeadlineError, TooLargeError } from './failure.ts';
import { keptBody } from './kept-body.ts';
import type { Redactor } from './redaction.ts';

/** One request, before the key is put on it. */
export interface WireRequest {
  readonly route: Route;
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  readonly headers: HeaderList;
  readonly body?: string;
  readonly key: KeyKind;
  /** The header that carries the key, where one does. */
  readonly secret?: { readonly header: string; readonly value: Redacted };
  readonly job?: string;
  readonly case?: CaseNote;
  /** Wall-clock time until it is given up. */
  readonly deadline: Milliseconds;
  readonly signal?: AbortSignal;
}

/** How much of an answer is read, and how much of that is kept, in bytes. */
export interface WireLimits {
  readonly read: number;
  readonly keep: number;
}

export const WIRE_LIMITS: WireLimits = { read: 64 * 2 ** 20, keep: 256 * 2 ** 10 };

export interface WireParts {
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  readonly redactor: Redactor;
  readonly limits: WireLimits;
  /** Takes every exchange, in the order in which they ended. */
  readonly log: (exchange: Exchange) => void;
}

/** Sends requests, one exchange each: nothing is ever sent again by itself. */
export interface Wire {
  /** Never rejects for what a server or a network does: that is part of the exchange. */
  exchange(request: WireRequest): Promise<Exchange>;
}

interface Answer {
  readonly response?: ResponseMessage;
  readonly error?: WireError;
}

/** The one place that talks to a target. */
export function createWire(parts: WireParts): Wire {
  let last = 0;
  const exchange = async (request: WireRequest): Promise<Exchange> => {
    const t0 = parts.clock.now();
    const answer = await parts.clock.answer(answerTo(request, parts));
    const t1 = parts.clock.now();
    last += 1;
    const done: Exchange = {
      seq: last,
      t0,
      t1,
      route: request.route,
      method: request.method,
      url: parts.redactor.text(request.url),
      key: request.key,
      ...(request.job !== undefined && { job: request.job }),
      ...(request.case !== undefined && { case: request.case }),
      request: sentMessage(request, parts),
      ...answer,
    };
    parts.log(done);
    return done;
  };
  return { exchange };
}

async function answerTo(request: WireRequest, parts: WireParts): Promise<Answer> {
  if (request.signal?.aborted === true) return { error: classified(new CutError('no'), false) };
  const broken = new AbortController();
  const timer = setTimeout(
    () => broken.abort(new DeadlineError(`no answer within ${request.deadline} ms`)),
    request.deadline,
  );
  const cut = (): void => broken.abort(new CutError('maybe'));
  request.signal?.addEventListener('abort', cut, { once: true });
  const received: Received = { chunks: [], bytes: 0, hash: createHash('sha256') };
  try {
    await receive(request, parts, broken.signal, received);
    return { response: messageOf(received, parts) };
  } catch (error) {
    const begun = received.status !== undefined;
    const failure = classified(broken.signal.aborted ? broken.signal.reason : error, begun);
    return { ...(begun && { response: messageOf(received, parts) }), error: failure };
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', cut);
  }
}

interface Received {
  status?: number;
  headers?: HeaderList;
  readonly chunks: Uint8Array[];
  bytes: number;
  readonly hash: ReturnType<typeof createHash>;
}

async function receive(
  request: WireRequest,
  { dispatcher, limits }: WireParts,
  signal: AbortSignal,
  received: Received,
): Promise<void> {
  const { origin, pathname, search } = new URL(request.url);
  const response = await dispatcher.request({
    origin,
    path: pathname + search,
    method: request.method,
    headers: headersOf(request).flat(),
    body: request.body ?? null,
    signal,
    responseHeaders: 'raw',
  });
  received.status = response.statusCode;
  received.headers = pairsOf(response.headers);
  for await (const bytes of response.body as AsyncIterable<Uint8Array>) {
    received.bytes += bytes.length;
    received.hash.update(bytes);
    if (received.bytes <= limits.keep) received.chunks.push(bytes);
    if (received.bytes > limits.read) throw new TooLargeError(`more than ${limits.read} bytes`);
  }
}

function headersOf({ headers, secret }: WireRequest): HeaderList {
  return secret === undefined ? headers : [...headers, [secret.header, secret.value.reveal()]];
}

/** What was sent, as the history keeps it: the key's header shows that there was one. */
function sentMessage(request: WireRequest, { redactor }: WireParts): Message {
  const shown: HeaderList =
    request.secret === undefined
      ? request.headers
      : [...request.headers, [request.secret.header, request.secret.value.toString()]];
  const bytes = Buffer.byteLength(request.body ?? '');
  const headers = redactor.headers(shown);
  if (request.body === undefined || bytes === 0) return { headers, bytes };
  return { headers, body: redactor.body({ text: request.body }), bytes };
}

function messageOf(received: Received, { redactor, limits }: WireParts): ResponseMessage {
  const { status = 0, headers = [], bytes } = received;
  const shown = redactor.headers(headers);
  if (bytes === 0) return { status, headers: shown, bytes };
  const kept = bytes <= limits.keep;
  const body = kept ? keptBody(Buffer.concat(received.chunks), headers, redactor) : undefined;
  return body === undefined
    ? { status, headers: shown, bytes, sha256: received.hash.digest('hex') }
    : { status, headers: shown, body, bytes };
}

/** Raw headers come as names and values in turn. */
function pairsOf(raw: unknown): HeaderList {
  if (!Array.isArray(raw)) return [];
  const texts = raw.map((part: unknown) =>
    Buffer.isBuffer(part) ? part.toString('latin1') : String(part),
  );
  return texts.flatMap((name, place) =>
    place % 2 === 0 ? [[name, texts[place + 1] ?? ''] as const] : [],
  );
}
