import type { Contract, Payload } from '../contract/contract.ts';
import type { GatewayRoute } from '../contract/gateway.ts';
import { type PathParts, pathOf } from '../contract/routes.ts';
import type { Case } from '../generate/case.ts';
import {
  type CaseNote,
  type Exchange,
  type HeaderList,
  headerOf,
  type KeyKind,
  type Route,
} from '../history/exchange.ts';
import type { Clock } from '../units/clock.ts';
import type { Random } from '../units/random.ts';
import { Redacted } from '../units/redacted.ts';
import { type Milliseconds, milliseconds } from '../units/units.ts';
import type { Wire, WireRequest } from '../wire/wire.ts';
import { type NearMiss, nearMissOf } from './near-miss.ts';
import type { Pace } from './pace.ts';
import type { Target } from './target.ts';
import { Turnstile } from './turnstile.ts';
import { untilReset } from './until-reset.ts';

/** Whose key goes with a request, and what it is about. */
export interface Ask {
  /** By default `valid`. */
  readonly key?: KeyKind;
  /** With a wrong key: one that is nearly the valid one, instead of one that is made up. */
  readonly nearMiss?: NearMiss;
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
  /** Waited for before each request. */
  readonly pace: Pace;
}

/** Sends the requests of one run to one target; once its signal is aborted, none any more. */
export interface Session extends Omit<SessionParts, 'wire' | 'random' | 'pace'> {
  /** POSTs a payload, once, but for a 429: that answer says that nothing was queued. */
  post(route: 'submit' | 'sync', payload: Payload, ask?: Ask): Promise<Exchange>;
  /** POSTs a body as it is; once, but for a 429. */
  postText(route: 'submit' | 'sync', path: string, body: string, ask?: Ask): Promise<Exchange>;
  /** GETs one of the gateway's routes. */
  get(route: GatewayRoute, parts: PathParts, ask?: Ask): Promise<Exchange>;
  /** Sends anything else to a path of the target. */
  other(method: string, path: string, ask?: Ask): Promise<Exchange>;
  /** GETs a URL as it is. */
  fetch(route: Route, url: string, ask: Ask & { readonly key: KeyKind }): Promise<Exchange>;
}

const ORDINARY_DEADLINE_MS = 30_000;
/** In virtual time nothing takes long but what hangs: what is held back is let go by the clock. */
const VIRTUAL_DEADLINE_MS = 10_000;
/** The synchronous route gives up after 60 to 100 s of the target's time. */
const SYNC_DEADLINE_MS = 120_000;

/** Opens a session. */
export function openSession(parts: SessionParts): Session {
  const { contract, target, wire, clock, random, signal, pace } = parts;
  const secretOf = keyring(contract, target, random);
  // A limiter may count submits alone: then nothing else has to wait with them.
  const turnstiles = { post: new Turnstile(clock, signal), get: new Turnstile(clock, signal) };
  const send = async (
    route: Route,
    method: string,
    url: string,
    { key = 'valid', nearMiss, job, note }: Ask,
    body?: string,
  ): Promise<Exchange> => {
    const secret = secretOf(key, nearMiss);
    const request: WireRequest = {
      route,
      method,
      url,
      headers: headersFor(target, url, body),
      key,
      deadline: deadlineOf(route, clock),
      ...(body !== undefined && { body }),
      ...(secret !== undefined && { secret }),
      ...(job !== undefined && { job }),
      ...(note !== undefined && { case: note }),
    };
    return turnstiles[method === 'POST' ? 'post' : 'get'].pass({
      send: async () => {
        await pace(signal);
        signal.throwIfAborted();
        return wire.exchange(request);
      },
      waitFor: ({ response }) => {
        if (response?.status !== 429) return undefined;
        const reset = headerOf(response, contract.gateway.names.headers.rateLimitReset);
        return untilReset(response, reset, clock.now());
      },
    });
  };
  const at = (path: string): string => `${target.baseUrl}${path}`;
  return {
    contract,
    target,
    clock,
    signal,
    post: (route, payload, ask = {}) =>
      send(route, 'POST', at(pathOf(contract, route)), ask, JSON.stringify(payload)),
    postText: (route, path, body, ask = {}) => send(route, 'POST', at(path), ask, body),
    get: (route, path, ask = {}) =>
      send(route, contract.gateway.routes[route].method, at(pathOf(contract, route, path)), ask),
    other: (method, path, ask = {}) => send('other', method, at(path), ask),
    fetch: (route, url, ask) => send(route, 'GET', url, ask),
  };
}

/** How each kind of key goes onto a request; the wrong one is made up, and the same all along. */
function keyring(
  { gateway }: Contract,
  { keys }: Target,
  random: Random,
): (key: KeyKind, nearMiss?: NearMiss) => WireRequest['secret'] {
  const { header, keyPrefix, keyHexDigits } = gateway.authentication;
  const digits = Array.from({ length: keyHexDigits }, () => random.integer(0, 15).toString(16));
  const wrong = new Redacted(keyPrefix + digits.join(''));
  return (key, nearMiss) => {
    if (key === 'none') return undefined;
    if (key === 'wrong') {
      const isNear = nearMiss !== undefined && keys.valid !== undefined;
      return { header, value: isNear ? nearMissOf(keys.valid, nearMiss) : wrong };
    }
    const value = keys[key === 'bearer' ? 'valid' : key];
    if (value === undefined) return undefined;
    return key === 'bearer'
      ? { header: 'authorization', value: new Redacted(`Bearer ${value.reveal()}`) }
      : { header, value };
  };
}

/** Wall-clock time until a request is given up. */
function deadlineOf(route: Route, { rate }: Clock): Milliseconds {
  const served = route === 'sync' ? SYNC_DEADLINE_MS / (rate === 0 ? 1 : rate) : 0;
  return milliseconds((rate === 0 ? VIRTUAL_DEADLINE_MS : ORDINARY_DEADLINE_MS) + served);
}

/** What a case says in the history. */
export function noteOf({ id, parameter, kind, expect }: Case): CaseNote {
  return { id, kind, expect, ...(parameter !== undefined && { parameter }) };
}

/** The target's own headers may be secrets too: they go to it and its request history alone. */
function headersFor(target: Target, url: string, body: string | undefined): HeaderList {
  const type: HeaderList = body === undefined ? [] : [['content-type', 'application/json']];
  const { origin } = new URL(url);
  const isOwn = [target.baseUrl, target.ledger].some(
    (own) => own !== undefined && new URL(own).origin === origin,
  );
  return [...type, ['accept-encoding', 'identity'], ...(isOwn ? target.headers : [])];
}
