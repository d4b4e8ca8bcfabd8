import { isJsonObject } from '../units/json.ts';
import type { Contract } from './contract.ts';
import { contractSchema } from './contract-schema.ts';
import { contradictionsIn } from './contradictions.ts';
import type { Problem } from './problem.ts';

/** A contract that cannot be worked with; it names all that is wrong with it. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
  readonly problems: readonly Problem[];

  /** @param problems at least one. */
  constructor(problems: readonly Problem[]) {
    const lines = problems.map(({ path, message }) => `  ${path || 'contract'}: ${message}`);
    super(`the contract cannot be used:\n${lines.join('\n')}`);
    this.problems = problems;
  }
}

/**
 * Takes a value for a contract, or says everything that is wrong with it at once: members that
 * are missing, malformed or not known, and parts that contradict each other.
 * @throws ContractError
 */
export function parseContract(value: unknown): Contract {
  const { success, data, error } = contractSchema.safeParse(value);
  const malformed = error?.issues ?? [];
  const members = new Set(
    malformed.map(({ path }) => path[0]).filter((name) => name !== undefined),
  );
  const problems = [
    ...malformed.map(({ path, message }) => ({ path: path.map(String).join('.'), message })),
    // A member without an issue is as the schema wants it, whatever is wrong with the others.
    ...(isJsonObject(value) ? contradictionsIn(value as unknown as Contract, members) : []),
  ];
  if (!success || problems.length > 0) throw new ContractError(problems);
  return data;
}
