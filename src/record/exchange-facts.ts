import type { Contract } from '../contract/contract.ts';
import { type Exchange, jsonOf } from '../history/exchange.ts';
import { askedId, issuedId } from '../history/life.ts';
import { isJsonObject } from '../units/json.ts';

/** The job that an exchange made or is about, or undefined where it is about none. */
export function jobIn(contract: Contract, exchange: Exchange): string | undefined {
  return issuedIn(contract, exchange) ?? askedId(contract, exchange) ?? exchange.job;
}

/** The id that a submit's answer gives, or undefined where it gives none. */
export function issuedIn(contract: Contract, exchange: Exchange): string | undefined {
  if (exchange.route !== 'submit') return undefined;
  return issuedId(contract, exchange, jsonOf(exchange.response));
}

/** The state that an answer names, or undefined where it names none. */
export function stateIn(contract: Contract, exchange: Exchange): string | undefined {
  const answer = jsonOf(exchange.response);
  const state = isJsonObject(answer) ? answer[contract.gateway.names.state] : undefined;
  return typeof state === 'string' ? state : undefined;
}
