import type { FastifyInstance } from 'fastify';
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { Dispatcher } from 'undici';

/** Header fields of a connection, not of an answer. */
const HOP_BY_HOP: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'transfer-encoding']);

/** Serves one origin in process: no socket, no port, no time of its own. */
export class InProcessDispatcher extends Dispatcher {
  readonly #app: FastifyInstance;
  readonly #origin: string;

  constructor(app: FastifyInstance, origin: string) {
    super();
    this.#app = app;
    this.#origin = origin;
  }

  override dispatch(
    options: Dispatcher.DispatchOptions,
    handler: Dispatcher.DispatchHandler,
  ): boolean {
    const controller = new InProcessController(handler);
    handler.onRequestStart?.(controller, undefined);
    if (!controller.aborted) void this.#serve(options, handler, controller);
    return true;
  }

  /** Nothing is held open: the app belongs to the mock. */
  override close(callback: () => void): void;
  override close(): Promise<void>;
  override close(callback?: () => void): Promise<void> | void {
    return settled(callback);
  }

  override destroy(error: Error | null, callback: () => void): void;
  override destroy(callback: () => void): void;
  override destroy(error?: Error | null): Promise<void>;
  override destroy(
    errorOrCallback?: Error | null | (() => void),
    callback?: () => void,
  ): Promise<void> | void {
    return settled(typeof errorOrCallback === 'function' ? errorOrCallback : callback);
  }

  async #serve(
    options: Dispatcher.DispatchOptions,
    handler: Dispatcher.DispatchHandler,
    controller: InProcessController,
  ): Promise<void> {
    try {
      const origin = new URL(options.origin ?? this.#origin).origin;
      if (origin !== this.#origin) throw unresolved(origin);
      const answer = await this.#app.inject({
        method: options.method,
        url: withQuery(options),
        headers: { host: new URL(origin).host, ...headersOf(options.headers) },
        signal: controller.signal,
        ...(await bodyOf(options.body)),
      });
      if (controller.aborted) return;
      const headers = keptHeaders(answer.headers);
      controller.rawHeaders = Object.entries(headers).flatMap(([name, value]) =>
        [value].flat().flatMap((one) => [Buffer.from(name), Buffer.from(String(one))]),
      );
      handler.onResponseStart?.(controller, answer.statusCode, headers, answer.statusMessage);
      if (answer.rawPayload.length > 0) handler.onResponseData?.(controller, answer.rawPayload);
      handler.onResponseEnd?.(controller, {});
    } catch (error) {
      controller.fail(error instanceof Error ? error : new Error(String(error)));
    }
  }
}

class InProcessController implements Dispatcher.DispatchController {
  rawHeaders: Buffer[] = [];
  rawTrailers: Buffer[] = [];
  paused = false;
  readonly #abortion = new AbortController();
  readonly #handler: Dispatcher.DispatchHandler;
  #reason: Error | null = null;

  constructor(handler: Dispatcher.DispatchHandler) {
    this.#handler = handler;
  }

  get aborted(): boolean {
    return this.#reason !== null;
  }

  get reason(): Error | null {
    return this.#reason;
  }

  get signal(): AbortSignal {
    return this.#abortion.signal;
  }

  /** An answer is handed over whole; the reader buffers it. */
  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  abort(reason: Error): void {
    if (this.fail(reason)) this.#abortion.abort(reason);
  }

  /** @returns whether it was not over already. */
  fail(reason: Error): boolean {
    if (this.#reason !== null) return false;
    this.#reason = reason;
    this.#handler.onResponseError?.(this, reason);
    return true;
  }
}

function settled(callback?: () => void): Promise<void> | undefined {
  if (callback === undefined) return Promise.resolve();
  queueMicrotask(callback);
  return undefined;
}

/** What a resolver would say: nobody else is reached from here. */
function unresolved(origin: string): Error {
  const error = new Error(`${origin} is not served in process`);
  return Object.assign(error, { code: 'ENOTFOUND', syscall: 'getaddrinfo' });
}

function withQuery({ path, query }: Dispatcher.DispatchOptions): string {
  if (query === undefined || Object.keys(query).length === 0) return path;
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  );
  return `${path}?${search.toString()}`;
}

type Headers = Record<string, string | string[]>;

function headersOf(given: Dispatcher.DispatchOptions['headers']): Headers {
  const headers: Headers = {};
  for (const [name, value] of pairsOf(given)) {
    const key = name.toLowerCase();
    const values = [value].flat().map(String);
    const before = headers[key];
    const all = [...(before === undefined ? [] : [before].flat()), ...values];
    headers[key] = all.length === 1 ? (all[0] ?? '') : all;
  }
  return headers;
}

function* pairsOf(
  given: Dispatcher.DispatchOptions['headers'],
): Iterable<readonly [string, string | number | readonly string[]]> {
  if (given === null || given === undefined) return;
  const entries = Array.isArray(given)
    ? inPairs(given)
    : Symbol.iterator in given
      ? given
      : Object.entries(given);
  for (const [name, value] of entries) if (value !== undefined) yield [name, value];
}

/** Headers as undici also takes them: `[name, value, name, value, …]`. */
function* inPairs(flat: readonly (string | readonly string[])[]): Iterable<[string, string]> {
  for (let place = 0; place + 1 < flat.length; place += 2) {
    yield [String(flat[place]), String(flat[place + 1])];
  }
}

async function bodyOf(
  body: Dispatcher.DispatchOptions['body'],
): Promise<{ readonly payload?: string | Buffer }> {
  if (body === null || body === undefined) return {};
  if (typeof body === 'string') return { payload: body };
  if (body instanceof Uint8Array) return { payload: Buffer.from(body) };
  if (!(Symbol.asyncIterator in body)) throw new TypeError('this kind of body is not supported');
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) {
    chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array));
  }
  return { payload: Buffer.concat(chunks) };
}

function keptHeaders(headers: OutgoingHttpHeaders): IncomingHttpHeaders {
  const kept = Object.entries(headers).flatMap(([name, value]) => {
    if (value === undefined || HOP_BY_HOP.has(name.toLowerCase())) return [];
    return [[name, Array.isArray(value) ? value : String(value)] as const];
  });
  return Object.fromEntries(kept);
}
