import type { Contract } from '../contract/contract.ts';
import type { Exchange } from '../history/exchange.ts';
import { jobIn } from './exchange-facts.ts';
import { firstEnds } from './replay-steps.ts';

/** A script with more submits than these would cost more than it shows. */
const MOST_SUBMITS = 100;

/**
 * What may have moved the balance between the first and the last of several looks at it: the
 * submits in between, and the ends of their jobs. Nothing where the balance is looked at once.
 * @param exchanges those of a finding.
 * @param all those of the run.
 */
export function spendingBetween(
  contract: Contract,
  exchanges: readonly Exchange[],
  all: readonly Exchange[],
): readonly Exchange[] {
  const looks = exchanges.filter(({ route }) => route === 'credits');
  if (looks.length < 2) return [];
  const from = Math.min(...looks.map(({ t1 }) => t1));
  const to = Math.max(...looks.map(({ t0 }) => t0));
  const within = all.filter(({ t0, t1 }) => t0 >= from && t1 <= to);
  const submits = within
    .filter(({ route, method }) => method === 'POST' && (route === 'submit' || route === 'sync'))
    .slice(0, MOST_SUBMITS);
  const ends = firstEnds(contract, within);
  return [
    ...submits,
    ...submits.flatMap((submit) => ends.get(jobIn(contract, submit) ?? '') ?? []),
  ];
}
