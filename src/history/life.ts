import type { Contract } from '../contract/contract.ts';
import { isMadeUpId } from '../contract/made-up.ts';
import { type RouteMatch, routeOf } from '../contract/routes.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../units/json.ts';
import { type Exchange, isWhole, type KeyKind, type Route } from './exchange.ts';

/** An exchange in which a job's state was seen. Instants in epoch milliseconds of the target. */
export interface Sighting {
  readonly seq: number;
  readonly t0: number;
  readonly t1: number;
  readonly route: Route;
  readonly key: KeyKind;
  readonly status: number;
  /** What the answer says of the state (`toldState`); undefined where it says nothing. */
  readonly state: string | undefined;
  /** Not kept of polls that tell of waiting alone: they are most of a history. */
  readonly body: JsonObject | undefined;
}

/** The submit that made a job. */
export interface Acceptance {
  readonly seq: number;
  readonly t0: number;
  readonly t1: number;
  readonly key: KeyKind;
}

/** All that a history tells of one job, each in the order in which it was begun. */
export interface JobLife {
  readonly id: string;
  /** More than one where a server gave one id to several submits. */
  readonly accepted: readonly Acceptance[];
  /** By the job's own key. */
  readonly sightings: readonly Sighting[];
  /** Those of them that are more than a poll which was told to wait: few, and most of what matters. */
  readonly eventful: readonly Sighting[];
  /** By another account's key. */
  readonly foreign: readonly Sighting[];
}

/** Gathers lives from exchanges in any order. */
export interface Lives {
  readonly byId: ReadonlyMap<string, JobLife>;
}

interface GrowingLife extends JobLife {
  readonly accepted: Acceptance[];
  readonly sightings: Sighting[];
  readonly eventful: Sighting[];
  readonly foreign: Sighting[];
}

/** Lives that are put in order when they are read: to keep them so at all times would cost more. */
class GrowingLives implements Lives {
  readonly #byId = new Map<string, GrowingLife>();
  readonly #disordered = new Set<Begun[]>();

  get byId(): ReadonlyMap<string, JobLife> {
    for (const all of this.#disordered) all.sort(byBeginning);
    this.#disordered.clear();
    return this.#byId;
  }

  of(id: string): GrowingLife {
    let life = this.#byId.get(id);
    if (life === undefined) {
      life = { id, accepted: [], sightings: [], eventful: [], foreign: [] };
      this.#byId.set(id, life);
    }
    return life;
  }

  append<One extends Begun>(all: One[], one: One): void {
    const before = all.at(-1);
    if (before !== undefined && byBeginning(before, one) > 0) this.#disordered.add(all);
    all.push(one);
  }
}

/** The lives that no exchange has told of yet. */
export function noLives(): Lives {
  return new GrowingLives();
}

/** The id that a submit's answer gives, where it was accepted with one. */
export function issuedId(
  contract: Contract,
  exchange: Exchange,
  answer: JsonValue | undefined,
): string | undefined {
  const status = exchange.response?.status;
  if (exchange.route !== 'submit' || status === undefined || !isSuccess(status)) return undefined;
  if (!isJsonObject(answer)) return undefined;
  const id = answer[contract.gateway.names.id];
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/**
 * The job that a request asks about, or undefined where it asks about none. The address decides:
 * what the sender meant to ask may be another job.
 * @param match the route that the address leads to, where the caller knows it already.
 */
export function askedId(
  contract: Contract,
  { route, method, url, job }: Exchange,
  match?: RouteMatch,
): string | undefined {
  switch (route) {
    case 'status':
    case 'result':
    case 'poll':
      return (match ?? routeOf(contract, method, url))?.parts.id ?? job;
    case 'submit':
    case 'sync':
    case 'credits':
    case 'ledger':
    case 'output':
    case 'other':
      return undefined;
  }
}

/**
 * Adds what an exchange tells to the lives; the lives are changed in place and given back. An
 * answer that is not there to be read tells nothing of a job, and nobody has a made-up one.
 * @param match the route that the address leads to, where the caller knows it already.
 */
export function observeLife(
  lives: Lives,
  contract: Contract,
  exchange: Exchange,
  answer: JsonValue | undefined,
  match?: RouteMatch,
): Lives {
  // Only this module makes lives, and all that it makes can grow.
  const growing = lives as GrowingLives;
  const issued = issuedId(contract, exchange, answer);
  if (issued !== undefined) {
    const { seq, t0, t1, key } = exchange;
    growing.append(growing.of(issued).accepted, { seq, t0, t1, key });
    return lives;
  }
  const asked = askedId(contract, exchange, match);
  if (asked === undefined || isMadeUpId(asked) || exchange.response === undefined) return lives;
  if (!isWhole(exchange) && !isJsonObject(answer)) return lives;
  const sighting = sightingOf(contract, exchange, exchange.response.status, answer);
  if (sighting.key === 'valid') {
    const life = growing.of(asked);
    growing.append(life.sightings, sighting);
    if (!isToldToWait(contract, sighting)) growing.append(life.eventful, sighting);
  } else if (sighting.key === 'other') {
    growing.append(growing.of(asked).foreign, sighting);
  }
  return lives;
}

/** A history tells of exchanges as they end: one that began earlier may come later. */
function byBeginning(one: Begun, other: Begun): number {
  return one.t0 - other.t0 || one.seq - other.seq;
}

type Begun = Pick<Exchange, 't0' | 'seq'>;

/** Whether an HTTP status is one of success: 200 to 299. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299;
}

/**
 * What an answer about a job says of its state. A body is taken at its word where the status is
 * one of success or that of failed jobs, which on the status route itself says what a body leaves
 * out. An error's body uses the same member for words of its own, so of those only terminal states
 * count, as they do for the vendor's client.
 */
export function toldState(
  contract: Contract,
  route: Route,
  status: number,
  body: JsonObject | undefined,
): string | undefined {
  const { all, failed, failedStatus } = contract.gateway.states;
  const named = body?.[contract.gateway.names.state];
  if (!isSuccess(status) && status !== failedStatus) {
    return all.find(({ name, terminal }) => terminal && name === named)?.name;
  }
  if (typeof named === 'string') return named;
  const saysSo = route === 'status' && status === failedStatus && body !== undefined;
  return saysSo ? failed : undefined;
}

function sightingOf(
  contract: Contract,
  { seq, t0, t1, route, key }: Exchange,
  status: number,
  answer: JsonValue | undefined,
): Sighting {
  const told = isJsonObject(answer) ? answer : undefined;
  const state = toldState(contract, route, status, told);
  const body = isWaiting(contract, route, state) ? undefined : told;
  return { seq, t0, t1, route, key, status, state, body };
}

function isToldToWait(contract: Contract, { route, status, state }: Sighting): boolean {
  return isSuccess(status) && isWaiting(contract, route, state);
}

function isWaiting({ gateway }: Contract, route: Route, state: string | undefined): boolean {
  if (route === 'result' || state === undefined) return false;
  for (const { name, terminal } of gateway.states.all) if (name === state) return !terminal;
  return false;
}

/** The sightings that were begun after an instant, of many in order. */
export function begunAfter(sightings: readonly Sighting[], instant: number): readonly Sighting[] {
  let low = 0;
  let high = sightings.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sightings[middle]?.t0 ?? Infinity) > instant) high = middle;
    else low = middle + 1;
  }
  return sightings.slice(low);
}
