import type { Contract } from '../contract/contract.ts';
import { type Exchange, headerOf, jsonOf } from '../history/exchange.ts';
import { askedId, issuedId, isSuccess } from '../history/life.ts';
import { carriesOutput } from '../history/output.ts';
import { isJsonObject, type JsonValue } from '../units/json.ts';
import type { Totals } from './run-record.ts';

/** A fold over exchanges; `step` changes the state that it is given, and nothing else. */
export interface TotalsFold {
  start(): TotalsState;
  step(state: TotalsState, exchange: Exchange): TotalsState;
  finish(state: TotalsState): Totals;
}

/** What was counted so far, and what each completed job cost where its cost was seen. */
export interface TotalsState {
  exchanges: number;
  submits: number;
  jobs: number;
  refused: number;
  ambiguous: number;
  syncCompleted: number;
  syncCostUsd: number;
  readonly failed: Set<string>;
  readonly completed: Map<string, number | undefined>;
}

/**
 * Counts a history: what was sent, what became of it, and what its completed jobs cost. A job of
 * which no cost was seen counts with the contract's price.
 */
export function totalsOf(contract: Contract): TotalsFold {
  return {
    start: () => ({
      exchanges: 0,
      submits: 0,
      jobs: 0,
      refused: 0,
      ambiguous: 0,
      syncCompleted: 0,
      syncCostUsd: 0,
      failed: new Set(),
      completed: new Map(),
    }),
    step(state, exchange) {
      state.exchanges += 1;
      if (mayRun(exchange)) countSubmit(state, contract, exchange);
      else countSighting(state, contract, exchange);
      return state;
    },
    finish(state) {
      const { exchanges, submits, jobs, refused, ambiguous, failed, completed } = state;
      return {
        exchanges,
        submits,
        jobs,
        completed: completed.size + state.syncCompleted,
        failed: failed.size,
        refused,
        ambiguous,
        costUsd: dollars(state.syncCostUsd + costOf(completed, contract.price.usd)),
      };
    },
  };
}

function mayRun({ route, method }: Exchange): boolean {
  return method === 'POST' && (route === 'submit' || route === 'sync');
}

function countSubmit(state: TotalsState, contract: Contract, exchange: Exchange): void {
  state.submits += 1;
  const status = exchange.response?.status;
  if (status === undefined) {
    if (exchange.error?.sent !== 'no') state.ambiguous += 1;
  } else if (status >= 400 && status <= 499) {
    state.refused += 1;
  } else if (exchange.route === 'sync' && isOutput(contract, exchange)) {
    state.jobs += 1;
    state.syncCompleted += 1;
    state.syncCostUsd += syncCost(contract, exchange) ?? contract.price.usd;
  } else if (issuedId(contract, exchange, jsonOf(exchange.response)) === undefined) {
    state.ambiguous += 1;
  } else {
    state.jobs += 1;
  }
}

/** A synchronous success that carries no output tells nothing of a job. */
function isOutput(contract: Contract, { response }: Exchange): boolean {
  return response !== undefined && isSuccess(response.status) && carriesOutput(contract, response);
}

function countSighting(state: TotalsState, contract: Contract, exchange: Exchange): void {
  const { names, states } = contract.gateway;
  const id = askedId(contract, exchange);
  const answer = jsonOf(exchange.response);
  if (id === undefined || !isJsonObject(answer)) return;
  if (answer[names.state] === states.failed) state.failed.add(id);
  if (answer[names.state] !== states.completed) return;
  const metrics = answer[names.metrics];
  const cost = isJsonObject(metrics) ? amount(metrics[names.cost]) : undefined;
  state.completed.set(id, state.completed.get(id) ?? cost);
}

function syncCost(contract: Contract, { response }: Exchange): number | undefined {
  if (response === undefined) return undefined;
  const given = headerOf(response, contract.gateway.names.headers.cost);
  return given === undefined || given.trim() === '' ? undefined : amount(Number(given));
}

function amount(value: JsonValue | undefined): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

function costOf(completed: ReadonlyMap<string, number | undefined>, price: number): number {
  let sum = 0;
  for (const cost of completed.values()) sum += cost ?? price;
  return sum;
}

/** Without the dust of adding binary fractions. */
function dollars(sum: number): number {
  return Math.round(sum * 1e9) / 1e9;
}
