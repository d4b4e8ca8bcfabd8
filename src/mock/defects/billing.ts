import { usd } from '../../units/units.ts';
import { type Defect, gatewayDefect } from './defect.ts';

/** Defects of what is charged. */
export const BILLING_DEFECTS: readonly Defect[] = [
  gatewayDefect(
    'charged-twice',
    'billing.charged-once',
    'A completed job is charged twice what it says that it cost.',
    (next) => ({
      cost: (draft, outcome) => {
        const { charged, stated } = next.cost(draft, outcome);
        return { charged: usd(2 * charged), stated };
      },
    }),
  ),
  gatewayDefect(
    'never-charged',
    'billing.charged-once',
    'A completed job is not charged what it says that it cost.',
    (next) => ({ cost: (draft, outcome) => ({ ...next.cost(draft, outcome), charged: usd(0) }) }),
  ),
  gatewayDefect(
    'wrong-price',
    'billing.price',
    'A completed job costs half as much again as documented.',
    (next) => ({
      cost: (draft, outcome) => {
        const { charged, stated } = next.cost(draft, outcome);
        return { charged: usd(1.5 * charged), stated: usd(1.5 * stated) };
      },
    }),
  ),
  gatewayDefect(
    'failed-charged',
    'billing.failed-is-free',
    'A job with valid input that fails is charged like a completed one.',
    (next, { contract }) => ({
      cost: (draft, outcome) => {
        const cost = next.cost(draft, outcome);
        const isHit = outcome.kind === 'failed' && outcome.cause !== 'invalid';
        return isHit ? { ...cost, charged: usd(contract.price.usd) } : cost;
      },
    }),
  ),
];
