import type { Contract } from '../contract/contract.ts';
import { isMadeUpId } from '../contract/made-up.ts';
import { routeOf } from '../contract/routes.ts';
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
  readonly foreign: Sighting[];
}

/** The lives that no exchange has told of yet. */
export function noLives(): Lives {
  return { byId: new Map() };
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
 */
export function askedId(contract: Contract, exchange: Exchange): string | undefined {
  switch (exchange.route) {
    case 'status':
    case 'result':
    case 'poll':
      return routeOf(contract, exchange.method, exchange.url)?.parts.id ?? exchange.job;
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
 */
export function observeLife(
  lives: Lives,
  contract: Contract,
  exchange: Exchange,
  answer: JsonValue | undefined,
): Lives {
  const issued = issuedId(contract, exchange, answer);
  if (issued !== undefined) {
    const { seq, t0, t1, key } = exchange;
    insert(lifeOf(lives, issued).accepted, { seq, t0, t1, key });
    return lives;
  }
  const asked = askedId(contract, exchange);
  if (asked === undefined || isMadeUpId(asked) || exchange.response === undefined) return lives;
  if (!isWhole(exchange) && !isJsonObject(answer)) return lives;
  const sighting = sightingOf(contract, exchange, exchange.response.status, answer);
  if (sighting.key === 'valid') insert(lifeOf(lives, asked).sightings, sighting);
  else if (sighting.key === 'other') insert(lifeOf(lives, asked).foreign, sighting);
  return lives;
}

/** A history tells of exchanges as they end: one that began earlier may come later. */
function insert<One extends Pick<Exchange, 't0' | 'seq'>>(all: One[], one: One): void {
  let place = all.length;
  for (let before = all[place - 1]; before !== undefined; before = all[place - 1]) {
    if (before.t0 < one.t0 || (before.t0 === one.t0 && before.seq < one.seq)) break;
    place -= 1;
  }
  all.splice(place, 0, one);
}

/** Whether an HTTP status is one of success: 200 to 299. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299;
}

/**
 * What an answer about a job says of its state. A body is taken at its word where the status is
 * one of success or that of failed jobs, which itself says what a body may leave out. An error's
 * body uses the same member for words of its own, so of those only terminal states count, as they
 * do for the vendor's client.
 */
export function toldState(
  contract: Contract,
  status: number,
  body: JsonObject | undefined,
): string | undefined {
  const { all, failed, failedStatus } = contract.gateway.states;
  const named = body?.[contract.gateway.names.state];
  if (!isSuccess(status) && status !== failedStatus) {
    return all.find(({ name, terminal }) => terminal && name === named)?.name;
  }
  if (typeof named === 'string') return named;
  return status === failedStatus && body !== undefined ? failed : undefined;
}

function sightingOf(
  contract: Contract,
  exchange: Exchange,
  status: number,
  answer: JsonValue | undefined,
): Sighting {
  const { seq, t0, t1, route, key } = exchange;
  const body = isJsonObject(answer) ? answer : undefined;
  const state = toldState(contract, status, body);
  const sighting = { seq, t0, t1, route, key, status, state };
  return { ...sighting, body: isWaiting(contract, route, state) ? undefined : body };
}

function isWaiting(contract: Contract, route: Route, state: string | undefined): boolean {
  const known = contract.gateway.states.all.find(({ name }) => name === state);
  return route !== 'result' && known !== undefined && !known.terminal;
}

function lifeOf(lives: Lives, id: string): GrowingLife {
  // Only this module puts lives into the map, and all that it puts there can grow.
  const byId = lives.byId as Map<string, GrowingLife>;
  let life = byId.get(id);
  if (life === undefined) {
    life = { id, accepted: [], sightings: [], foreign: [] };
    byId.set(id, life);
  }
  return life;
}
