import type { Contract, Payload } from '../contract/contract.ts';
import type { GatewayRoute } from '../contract/gateway.ts';
import { type PathParts, pathOf } from '../contract/routes.ts';
import type { Case } from '../generate/case.ts';
import type { CaseNote, Exchange, KeyKind, Route } from '../history/exchange.ts';
import { headerOf } from '../history/exchange.ts';
import type { Clock } from '../units/clock.ts';
import type { Random } from '../units/random.ts';
import { Redacted } from '../units/redacted.ts';
import { milliseconds } from '../units/units.ts';
import type { Wire, WireRequest } from '../wire/wire.ts';
import type { Target } from './target.ts';
import { untilReset } from './until-reset.ts';

/** What the planner meant with a request, and what is asked. */
export interface Ask {
  readonly key?: KeyKind;
  readonly job?: string;
  readonly note?: CaseNote;
}

export interface SessionParts {
  readonly contract: Contract;
  readonly target: Target;
  readonly wire: Wire;
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
}

/** Sends the requests of one run to one target. */
export interface Session extends SessionParts {
  /** POSTs a payload, once, but for a 429: that answer says that nothing was queued. */
  post(route: 'submit' | 'sync', payload: Payload, ask?: Ask): Promise<Exchange>;
  /** POSTs a body as it is. */
  postText(path: string, body: string, ask?: Ask): Promise<Exchange>;
  /** GETs one of the gateway's routes. */
  get(route: GatewayRoute, parts: PathParts, ask?: Ask): Promise<Exchange>;
  /** Sends anything else to a path of the target. */
  other(method: string, path: string, ask?: Ask): Promise<Exchange>;
  /** GETs a URL that is not one of the gateway's routes; with a key only where one is named. */
  fetch(route: Route, url: string, key: KeyKind, job?: string): Promise<Exchange>;
}

const ORDINARY_DEADLINE_MS = 30_000;
/** The synchronous route gives up after 60 to 100 s of the target's time. */
const SYNC_DEADLINE_MS = 120_000;
/** A limiter that keeps saying no is recorded, not fought. */
const MOST_WAITS = 20;

/** Opens a session. */
export function openSession(parts: SessionParts): Session {
  const { contract, target, clock } = parts;
  const authentication = contract.gateway.authentication;
  const wrong = new Redacted(
    authentication.keyPrefix +
      Array.from({ length: authentication.keyHexDigits }, () =>
        parts.random.integer(0, 15).toString(16),
      ).join(''),
  );
  const secretOf = (key: KeyKind): WireRequest['secret'] => {
    if (key === 'none') return undefined;
    if (key === 'wrong') return { header: authentication.header, value: wrong };
    const value = target.keys[key === 'bearer' ? 'valid' : key];
    if (value === undefined) return undefined;
    return key === 'bearer'
      ? { header: 'authorization', value: new Redacted(`Bearer ${value.reveal()}`) }
      : { header: authentication.header, value };
  };
  const send = async (
    route: Route,
    method: string,
    url: string,
    { key = 'valid', job, note }: Ask,
    body?: string,
  ): Promise<Exchange> => {
    parts.signal.throwIfAborted();
    const secret = secretOf(key);
    const wallRate = clock.rate === 0 ? 1 : clock.rate;
    const patience = route === 'sync' ? ORDINARY_DEADLINE_MS + SYNC_DEADLINE_MS / wallRate : 0;
    const request: WireRequest = {
      route,
      method,
      url,
      headers: headersFor(target, body),
      key,
      deadline: milliseconds(Math.max(ORDINARY_DEADLINE_MS, patience)),
      ...(body !== undefined && { body }),
      ...(secret !== undefined && { secret }),
      ...(job !== undefined && { job }),
      ...(note !== undefined && { case: note }),
    };
    let exchange = await parts.wire.exchange(request);
    for (let waits = 0; waits < MOST_WAITS && exchange.response?.status === 429; waits += 1) {
      const reset = headerOf(exchange.response, contract.gateway.names.headers.rateLimitReset);
      await clock.sleep(untilReset(exchange.response, reset, clock.now()), parts.signal);
      exchange = await parts.wire.exchange(request);
    }
    return exchange;
  };
  const at = (path: string): string => `${target.baseUrl}${path}`;
  return {
    ...parts,
    post: (route, payload, ask = {}) =>
      send(route, 'POST', at(pathOf(contract, route)), ask, JSON.stringify(payload)),
    postText: (path, body, ask = {}) => send('submit', 'POST', at(path), ask, body),
    get: (route, path, ask = {}) =>
      send(route, contract.gateway.routes[route].method, at(pathOf(contract, route, path)), ask),
    other: (method, path, ask = {}) => send('other', method, at(path), ask),
    fetch: (route, url, key, job) =>
      send(route, 'GET', url, { key, ...(job !== undefined && { job }) }),
  };
}

/** What a case says in the history. */
export function noteOf({ id, parameter, kind, expect }: Case): CaseNote {
  return { id, kind, expect, ...(parameter !== undefined && { parameter }) };
}

function headersFor(
  { headers }: Target,
  body: string | undefined,
): readonly (readonly [string, string])[] {
  const accept = ['accept-encoding', 'identity'] as const;
  const type = ['content-type', 'application/json'] as const;
  return body === undefined ? [accept, ...headers] : [type, accept, ...headers];
}
