import { sha256 } from 'k6/crypto';
import encoding from 'k6/encoding';
import http, { type RefinedResponse } from 'k6/http';
import type { GatewayRoute } from '../../src/contract/gateway.ts';
import type { Exchange, ResponseMessage } from '../../src/history/exchange.ts';
import type { BegunLine, EndedLine, ScenarioSettings } from '../../src/load/protocol.ts';
import { now, rounded } from './clock.ts';
import { measure } from './metrics.ts';
import { redactorOf, utf8Length } from './text.ts';
import { wireErrorOf } from './wire-error.ts';

/** Longer bodies leave only their length and hash in the history. */
const LARGEST_KEPT_BODY = 65_536;
const USER_AGENT = 'leadline-k6';
const REDACTED = '[redacted]';

/** Who is asked, and with which key. */
export interface Caller {
  readonly settings: ScenarioSettings;
  readonly key: string;
  /** Takes the key out of what a server sends back. */
  readonly redact: (text: string) => string;
}

export function callerOf(settings: ScenarioSettings, key: string): Caller {
  return { settings, key, redact: redactorOf(key, (text) => encoding.b64encode(text)) };
}

/** One request of a job. */
export interface Call {
  readonly route: Extract<GatewayRoute, 'submit' | 'status' | 'result'>;
  /** The job's id, where it has one. */
  readonly id?: string;
  readonly body?: string;
  readonly planned?: number;
  /** The job's number, where the request starts it: logged before it is sent, too. */
  readonly begins?: number;
}

/** What the caller of a route goes by. */
export interface Answer {
  /** The HTTP status, or undefined where no whole answer came. */
  readonly status: number | undefined;
  readonly text: string;
  readonly t0: number;
  readonly t1: number;
  /** Whether the request can have reached the server. */
  readonly sent: boolean;
}

/**
 * Sends one request, once, and writes its line of the history. Redirects are not followed, and the
 * address comes from the contract: an answer that points elsewhere gets no key.
 * @param jobOf the id that a submit's answer gives, for its line.
 */
export function call(
  caller: Caller,
  request: Call,
  jobOf?: (text: string) => string | undefined,
): Answer {
  const { settings, key, redact } = caller;
  const { gateway } = settings.contract;
  const begun = beginning(settings, request, rounded(now(settings.clock)));
  if (request.begins !== undefined) write({ begun: request.begins, ...begun });
  const sent = {
    ...Object.fromEntries(begun.request.headers),
    [gateway.authentication.header]: key,
  };
  const response = http.request(begun.method, begun.url, request.body ?? null, {
    headers: sent,
    redirects: 0,
    // A jar of its own: what one answer sets, no other request sends.
    jar: new http.CookieJar(),
    timeout: gateway.client.timeoutMs,
    tags: { name: request.route },
    responseType: 'text',
  });
  const t1 = rounded(now(settings.clock));
  const text = redact(response.body ?? '');
  const made = response.status >= 200 && response.status < 300 ? jobOf?.(text) : undefined;
  const job = request.id ?? made;
  const error = isWireError(response)
    ? wireErrorOf(response.error_code, response.status)
    : undefined;
  const exchange: Omit<Exchange, 'seq'> = {
    ...begun,
    t1,
    ...(job === undefined ? {} : { job }),
    ...(error === undefined ? { response: answered(response, text, redact) } : { error }),
  };
  write(request.begins === undefined ? exchange : { ended: request.begins, ...exchange });
  measure(exchange);
  return {
    status: error === undefined ? response.status : undefined,
    text,
    t0: begun.t0,
    t1,
    sent: error?.sent !== 'no',
  };
}

function beginning(
  { baseUrl, contract, headers }: ScenarioSettings,
  { route, id, body, planned }: Call,
  t0: number,
): Omit<BegunLine, 'begun'> {
  const { authentication, routes } = contract.gateway;
  const { method, path } = routes[route];
  const place = path
    .replace('{slug}', encodeURIComponent(contract.slug))
    .replace('{id}', encodeURIComponent(id ?? ''));
  const type: [string, string][] = body === undefined ? [] : [['content-type', 'application/json']];
  return {
    t0,
    route,
    method,
    url: baseUrl + place,
    key: 'valid',
    ...(id === undefined ? {} : { job: id }),
    request: {
      headers: [...type, ['user-agent', USER_AGENT], ...headers, [authentication.header, REDACTED]],
      bytes: utf8Length(body ?? ''),
      ...(body === undefined ? {} : { body: { text: body } }),
    },
    ...(planned === undefined ? {} : { planned }),
  };
}

/** k6 also numbers the error statuses, 1400 to 1599: those are answers. */
function isWireError({ error_code: code }: RefinedResponse<'text'>): boolean {
  return code !== 0 && (code < 1_400 || code >= 1_600);
}

function answered(
  response: RefinedResponse<'text'>,
  text: string,
  redact: Caller['redact'],
): ResponseMessage {
  const bytes = utf8Length(response.body ?? '');
  const headers = Object.entries(response.headers)
    .map(([name, value]) => [name.toLowerCase(), redact(value)] as const)
    .filter(([name]) => name !== 'set-cookie');
  const kept =
    bytes > LARGEST_KEPT_BODY
      ? { sha256: sha256(text, 'hex') }
      : text === ''
        ? {}
        : { body: { text } };
  return { status: response.status, headers, bytes, ...kept };
}

function write(line: BegunLine | EndedLine): void {
  console.log(JSON.stringify(line));
}
