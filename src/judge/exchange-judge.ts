import type { Contract } from '../contract/contract.ts';
import type { Judge } from './judge.ts';
import type { Observation } from './observation.ts';
import { decide, type Flaw } from './verdicts.ts';

/** An observation that has an answer. */
export interface Answered extends Observation {
  readonly status: number;
}

/** A promise that each exchange keeps or breaks by itself. */
export interface ExchangeRule {
  /** Whether the exchange could refute the promise. */
  applies(answered: Answered, contract: Contract): boolean;
  /** How it does, or undefined where it does not. */
  flaw(answered: Answered, contract: Contract): Pick<Flaw, 'cause' | 'summary'> | undefined;
  /** What it would need, should there be no such exchange. */
  readonly lacking: string;
}

/** What an exchange judge gathers. */
export interface Checked {
  readonly contract: Contract;
  readonly evidence: number[];
  readonly flaws: Flaw[];
}

/** The judge of a promise that each exchange keeps or breaks by itself. */
export function exchangeJudge(rule: ExchangeRule): Judge<Checked> {
  return {
    fold: {
      start: (contract) => ({ contract, evidence: [], flaws: [] }),
      step(state, observation) {
        const answered = answeredBy(observation);
        if (answered === undefined || !rule.applies(answered, state.contract)) return state;
        const { seq } = observation.exchange;
        state.evidence.push(seq);
        const flaw = rule.flaw(answered, state.contract);
        if (flaw !== undefined) state.flaws.push({ ...flaw, exchanges: [seq] });
        return state;
      },
    },
    finish: ({ evidence, flaws }) => decide(evidence, flaws, rule.lacking),
  };
}

/** The observation with its answer's status, or undefined where no answer came. */
export function answeredBy(observation: Observation): Answered | undefined {
  return observation.status === undefined ? undefined : (observation as Answered);
}
