import type { Contract } from '../contract/contract.ts';
import type { Exchange } from '../history/exchange.ts';
import { askedId } from '../history/life.ts';
import { jobIn, stateIn } from './exchange-facts.ts';

/** One job's way through its states, as polling saw it. Instants in epoch milliseconds. */
export interface JobSpan {
  readonly id: string;
  readonly submittedAt: number;
  /** When it was first seen to run, where it was. */
  readonly runningAt?: number;
  /** When it was first seen to have ended, where it was. */
  readonly endedAt?: number;
  readonly end?: 'completed' | 'failed';
  /** When it was last heard of. */
  readonly seenUntil: number;
}

type Growing = { -readonly [Name in keyof JobSpan]: JobSpan[Name] };

/** The spans of all jobs whose submit is among the exchanges, in the order of their submits. */
export function jobSpans(contract: Contract, exchanges: Iterable<Exchange>): readonly JobSpan[] {
  const { states } = contract.gateway;
  const spans = new Map<string, Growing>();
  for (const exchange of exchanges) {
    const id = jobIn(contract, exchange);
    if (id === undefined) continue;
    const { route, t0, t1 } = exchange;
    const span = spans.get(id);
    if (span === undefined) {
      if (route === 'submit') spans.set(id, { id, submittedAt: t0, seenUntil: t1 });
      continue;
    }
    if (askedId(contract, exchange) === undefined || span.endedAt !== undefined) continue;
    span.seenUntil = Math.max(span.seenUntil, t1);
    const state = stateIn(contract, exchange);
    if (state === states.running) span.runningAt ??= t1;
    if (state !== states.completed && state !== states.failed) continue;
    span.endedAt = t1;
    span.end = state === states.completed ? 'completed' : 'failed';
  }
  return [...spans.values()];
}
