import type { Contract } from '../contract/contract.ts';
import { jsonOf } from '../history/exchange.ts';
import { isJsonObject } from '../units/json.ts';
import { type Milliseconds, type Usd, usd } from '../units/units.ts';
import type { ConsoleLine, EndedLine } from './protocol.ts';
import { isTerminal, submitOutcome } from './submit-outcome.ts';

/** How far a load run has come. */
export interface LoadProgress {
  readonly planned: number;
  readonly started: number;
  readonly refused: number;
  readonly ambiguous: number;
  readonly finished: number;
  readonly failed: number;
  /** Accepted and not seen to end. */
  readonly inFlight: number;
  /** Answers of 429, on any route. */
  readonly rateLimited: number;
  /** What the completed jobs cost. */
  readonly spent: Usd;
  /** What the run may have cost, if jobs in flight and ambiguous submits complete too. */
  readonly atMost: Usd;
  /** Of the target's time. */
  readonly elapsed: Milliseconds;
}

/** Counts a run's console, line by line. */
export class Tally {
  readonly #contract: Contract;
  readonly #planned: number;
  readonly #inFlight = new Set<string>();
  readonly #rateLimitedStatus: number | undefined;
  readonly #counts = {
    started: 0,
    refused: 0,
    ambiguous: 0,
    finished: 0,
    failed: 0,
    rateLimited: 0,
  };

  constructor(contract: Contract, planned: number) {
    this.#contract = contract;
    this.#planned = planned;
    this.#rateLimitedStatus = contract.gateway.errors.find(
      ({ role }) => role === 'rate-limited',
    )?.status;
  }

  add(line: ConsoleLine): void {
    if ('begun' in line) {
      this.#counts.started += 1;
      return;
    }
    if (line.response?.status === this.#rateLimitedStatus) this.#counts.rateLimited += 1;
    if (line.route === 'submit') this.#addSubmit(line);
    else if (line.route === 'status') this.#addStatus(line);
  }

  progress(elapsed: Milliseconds): LoadProgress {
    const { finished, ambiguous, started, refused, failed } = this.#counts;
    const price = this.#contract.price.usd;
    return {
      planned: this.#planned,
      ...this.#counts,
      inFlight: this.#inFlight.size,
      spent: usd(finished * price),
      atMost: usd((started - refused - failed) * price),
      elapsed,
      ambiguous,
    };
  }

  #addSubmit(line: EndedLine): void {
    const outcome = submitOutcome(this.#contract, line);
    if (outcome.is === 'accepted') this.#inFlight.add(outcome.id);
    else if (outcome.is !== 'cut') this.#counts[outcome.is] += 1;
  }

  #addStatus(line: EndedLine): void {
    const { names, states } = this.#contract.gateway;
    const answer = jsonOf(line.response);
    const state = isJsonObject(answer) ? answer[names.state] : undefined;
    if (!isTerminal(this.#contract, state)) return;
    if (line.job === undefined || !this.#inFlight.delete(line.job)) return;
    this.#counts[state === states.completed ? 'finished' : 'failed'] += 1;
  }
}
