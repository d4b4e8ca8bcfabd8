import type { Contract, Payload } from '../../contract/contract.ts';
import { usd } from '../../units/units.ts';
import { answerOf } from './answers.ts';
import { type Defect, gatewayDefect } from './defect.ts';
import { failing } from './failing.ts';

/** Defects of what is accepted and of what is refused, apart from single parameters. */
export const VALIDATION_DEFECTS: readonly Defect[] = [
  gatewayDefect(
    'example-fails',
    'validation.example-completes',
    "The page's own example fails, whatever its nonce.",
    failing(({ inputs }, { contract }) => isExample(contract, inputs)),
  ),
  gatewayDefect(
    'sparse-fails',
    'validation.valid-is-accepted',
    'A payload that leaves out three parameters or more fails.',
    failing(
      ({ inputs }, { contract }) =>
        contract.parameters.filter(({ name }) => !Object.hasOwn(inputs, name)).length >= 3,
    ),
  ),
  gatewayDefect(
    'refused-late',
    'validation.refused-at-door',
    'Invalid parameters are accepted, and the job fails.',
    () => ({ checksInput: 'late' }),
  ),
  gatewayDefect(
    'refused-as-422',
    'validation.refused-at-door',
    'Invalid parameters are refused at the door with 422.',
    answerOf('invalid-input', () => ({ status: 422 })),
  ),
  gatewayDefect(
    'invalid-charged',
    'validation.invalid-is-free',
    'Refused input is charged like a completed job.',
    (next, { contract }) => ({
      refusalCost: () => usd(contract.price.usd),
      cost: (draft, outcome) => {
        const cost = next.cost(draft, outcome);
        const isRefused = outcome.kind === 'failed' && outcome.cause === 'invalid';
        return isRefused ? { ...cost, charged: usd(contract.price.usd) } : cost;
      },
    }),
  ),
];

function isExample({ example, roles }: Contract, inputs: Payload): boolean {
  const names = new Set([...Object.keys(example), ...Object.keys(inputs)]);
  names.delete(roles.nonce);
  return [...names].every((name) => inputs[name] === example[name]);
}
