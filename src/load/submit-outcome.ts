import type { Contract } from '../contract/contract.ts';
import { type Exchange, jsonOf } from '../history/exchange.ts';
import { issuedId, isSuccess } from '../history/life.ts';

/** What a submit came to, as far as its own answer tells. */
export type SubmitOutcome =
  | { readonly is: 'accepted'; readonly id: string }
  /** The answer says, or the connection shows, that nothing was queued. */
  | { readonly is: 'refused' }
  /** A job may exist, and may cost: no answer, a server error, a success without an id. */
  | { readonly is: 'ambiguous' }
  /** The sender was killed before the answer was there. */
  | { readonly is: 'cut' };

export function submitOutcome(contract: Contract, submit: Omit<Exchange, 'seq'>): SubmitOutcome {
  const { error, response } = submit;
  if (error?.kind === 'cut') return { is: 'cut' };
  if (response === undefined) return { is: error?.sent === 'no' ? 'refused' : 'ambiguous' };
  if (isSuccess(response.status)) {
    const id = issuedId(contract, { seq: 0, ...submit }, jsonOf(response));
    return id === undefined ? { is: 'ambiguous' } : { is: 'accepted', id };
  }
  return { is: response.status >= 400 && response.status < 500 ? 'refused' : 'ambiguous' };
}

/** Whether a state is one in which a job stays. */
export function isTerminal(contract: Contract, state: unknown): boolean {
  return contract.gateway.states.all.some(({ name, terminal }) => terminal && name === state);
}
