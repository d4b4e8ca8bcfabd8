import type { Contract } from '../contract/contract.ts';
import { expectationOf, type Reading } from '../contract/expectation.ts';
import { type RouteMatch, routeOf } from '../contract/routes.ts';
import { type Exchange, headerOf, isWhole, jsonOf } from '../history/exchange.ts';
import { askedId } from '../history/life.ts';
import { type JsonValue, nestsDeeperThan } from '../units/json.ts';

/** An exchange, and what can be read from it with the contract in hand: when first asked for. */
export interface Observation {
  readonly exchange: Exchange;
  /** The answer's JSON, or undefined where it has none. */
  readonly answer: JsonValue | undefined;
  /** What the contract expects of what was submitted; submits and sync calls only. */
  readonly reading: Reading | undefined;
  /** The route that the address leads to, or undefined where it is none of them. */
  readonly match: RouteMatch | undefined;
  /** The job that is asked about (`askedId`). */
  readonly asked: string | undefined;
  /** The path of the request, or its whole URL where it is none. */
  readonly path: string;
  /** The answer's status, or undefined where none came. */
  readonly status: number | undefined;
  /** Whether its body is there to be read in full; if not, no promise about a body is broken. */
  readonly whole: boolean;
}

/** Reads exchanges; the case that the planner meant plays no part in it. */
export class Observer {
  readonly #contract: Contract;
  readonly #addresses = new Map<string, Address>();

  constructor(contract: Contract) {
    this.#contract = contract;
  }

  observe(exchange: Exchange): Observation {
    const { url, method } = exchange;
    let address = this.#addresses.get(url);
    if (address === undefined || address.method !== method) {
      if (this.#addresses.size >= MOST_ADDRESSES) this.#addresses.clear();
      address = new Address(this.#contract, exchange);
      this.#addresses.set(url, address);
    }
    return new LazyObservation(this.#contract, exchange, address);
  }
}

/** Of as many jobs as a busy load run has at once; what was forgotten is read again. */
const MOST_ADDRESSES = 4_000;

/** What is remembered of an answer, in UTF-16 code units. */
const LONGEST_REMEMBERED = 1_000;

/**
 * What is the same of all requests to one address: a job is asked for at the same two over and
 * over, and answered alike for as long as it waits.
 */
class Address {
  readonly method: string;
  readonly match: RouteMatch | undefined;
  #text: string | undefined;
  #answer: JsonValue | undefined;

  constructor(contract: Contract, { method, url }: Exchange) {
    this.method = method;
    this.match = routeOf(contract, method, url);
  }

  answerOf({ response }: Exchange): JsonValue | undefined {
    const body = response?.body;
    if (body === undefined || !('text' in body)) return undefined;
    if (body.text === this.#text) return this.#answer;
    const answer = jsonOf(response);
    if (body.text.length <= LONGEST_REMEMBERED) {
      this.#text = body.text;
      this.#answer = answer;
    }
    return answer;
  }
}

const UNREAD = Symbol('not read yet');

/** Most exchanges are polls, of which most folds need nothing but the status. */
class LazyObservation implements Observation {
  readonly exchange: Exchange;
  readonly #contract: Contract;
  readonly #address: Address;
  #answer: JsonValue | undefined | typeof UNREAD = UNREAD;
  #reading: Reading | undefined | typeof UNREAD = UNREAD;
  #path: string | undefined;

  constructor(contract: Contract, exchange: Exchange, address: Address) {
    this.exchange = exchange;
    this.#contract = contract;
    this.#address = address;
  }

  get answer(): JsonValue | undefined {
    if (this.#answer === UNREAD) this.#answer = this.#address.answerOf(this.exchange);
    return this.#answer;
  }

  get reading(): Reading | undefined {
    if (this.#reading === UNREAD) {
      this.#reading = readingOf(this.#contract, this.exchange, this.match);
    }
    return this.#reading;
  }

  get match(): RouteMatch | undefined {
    return this.#address.match;
  }

  get asked(): string | undefined {
    return askedId(this.#contract, this.exchange, this.match);
  }

  get path(): string {
    const { url } = this.exchange;
    this.#path ??= URL.canParse(url) ? new URL(url).pathname : url;
    return this.#path;
  }

  get status(): number | undefined {
    return this.exchange.response?.status;
  }

  get whole(): boolean {
    return isWhole(this.exchange);
  }
}

/** What nests deeper is not read: whoever walks it by recursion would not come back. */
const DEEPEST = 200;

function readingOf(
  contract: Contract,
  exchange: Exchange,
  match: RouteMatch | undefined,
): Reading | undefined {
  if (exchange.route !== 'submit' && exchange.route !== 'sync') return undefined;
  if (match?.parts.slug !== contract.slug || !match.ownMethod) return undefined;
  const type = headerOf(exchange.request, 'content-type') ?? '';
  if (!/^application\/json\b/i.test(type)) return undefined;
  const { body, bytes } = exchange.request;
  if (body === undefined) return bytes === 0 ? expectationOf(contract, undefined) : undefined;
  if (!('text' in body) || nestsDeeperThan(body.text, DEEPEST)) return undefined;
  return expectationOf(contract, body.text);
}
