import type { Contract, Payload } from '../contract/contract.ts';
import { expectationOf } from '../contract/expectation.ts';
import type { Case } from './case.ts';
import type { Nonces } from './nonces.ts';

/**
 * Invalid cases once more, each in every one of some valid payloads instead of in the page's own
 * example: a check that is left out only in certain company (a bound that is not enforced for one
 * output format, say) shows there. What would be more than the one fault there is left out.
 * @param cases about one parameter each.
 * @param contexts valid payloads; a covering set has every level of the other parameters.
 */
export function inContexts(
  contract: Contract,
  cases: readonly Case[],
  contexts: readonly Payload[],
  nonces: Nonces,
): readonly Case[] {
  const { nonce } = contract.roles;
  return cases.flatMap((one) => {
    const { parameter } = one;
    if (parameter === undefined || parameter === nonce) return [];
    return contexts.flatMap((context, place): readonly Case[] => {
      const { [parameter]: _, ...company } = context;
      const value = one.payload[parameter];
      const payload: Payload = {
        ...company,
        ...(value !== undefined && { [parameter]: value }),
        [nonce]: nonces.next(),
      };
      const { expect, faults } = expectationOf(contract, JSON.stringify(payload));
      if (expect !== one.expect || faults.length !== 1) return [];
      const why = `${one.why} In other company: payload ${place + 2} of the covering set.`;
      return [{ ...one, id: `${one.id}.in.${place + 2}`, why, payload }];
    });
  });
}
