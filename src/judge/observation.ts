import type { Contract } from '../contract/contract.ts';
import { expectationOf, type Reading } from '../contract/expectation.ts';
import { routeOf } from '../contract/routes.ts';
import { type Exchange, headerOf, jsonOf } from '../history/exchange.ts';
import { type JsonValue, nestsDeeperThan } from '../units/json.ts';

/** An exchange, and what can be read from it with the contract in hand. */
export interface Observation {
  readonly exchange: Exchange;
  /** The answer's JSON, or undefined where it has none. */
  readonly answer: JsonValue | undefined;
  /** What the contract expects of what was submitted; submits and sync calls only. */
  readonly reading: Reading | undefined;
}

/** Reads an exchange; the case that the planner meant plays no part in it. */
export function observe(contract: Contract, exchange: Exchange): Observation {
  return {
    exchange,
    answer: jsonOf(exchange.response),
    reading: readingOf(contract, exchange),
  };
}

/** What nests deeper is not read: whoever walks it by recursion would not come back. */
const DEEPEST = 200;

function readingOf(contract: Contract, exchange: Exchange): Reading | undefined {
  if (exchange.route !== 'submit' && exchange.route !== 'sync') return undefined;
  const match = routeOf(contract, exchange.method, exchange.url);
  if (match?.parts.slug !== contract.slug || !match.ownMethod) return undefined;
  const type = headerOf(exchange.request, 'content-type') ?? '';
  if (!/^application\/json\b/i.test(type)) return undefined;
  const { body, bytes } = exchange.request;
  if (body === undefined) return bytes === 0 ? expectationOf(contract, undefined) : undefined;
  if (!('text' in body) || nestsDeeperThan(body.text, DEEPEST)) return undefined;
  return expectationOf(contract, body.text);
}
