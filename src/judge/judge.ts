import type { Clause } from '../contract/clause.ts';
import type { Contract } from '../contract/contract.ts';
import type { HistoryHeader } from '../history/exchange.ts';
import type { Observation } from './observation.ts';
import type { Verdict } from './verdict.ts';

/** A pure fold over a history. Several clauses may share one; it is then run once. */
export interface Fold<State> {
  start(contract: Contract, header: HistoryHeader): State;
  /** May change the state that it is given, and nothing else. */
  step(state: State, observation: Observation): State;
}

/** Decides one clause: a fold, and the verdict on what it gathered. */
export interface Judge<State> {
  readonly fold: Fold<State>;
  finish(state: State, clause: Clause): Verdict;
}
