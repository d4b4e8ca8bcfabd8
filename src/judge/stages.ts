import type { Contract } from '../contract/contract.ts';

/** What a contract says of a state that it knows. */
interface Stage {
  readonly terminal: boolean;
  /** The longest chain of transitions that leads to the state; 0 for the initial one. */
  readonly rank: number;
}

type Stages = ReadonlyMap<string | undefined, Stage>;

/** Asked of every sighting of every job: worked out once, until another contract is judged by. */
let last: { readonly contract: Contract; readonly stages: Stages } | undefined;

/** Whether a job stays in a state for good; false for a state that the contract does not know. */
export function isTerminal(contract: Contract, state: string | undefined): boolean {
  return stagesOf(contract).get(state)?.terminal ?? false;
}

/** How far a state is along a job's way; undefined for one that the contract does not know. */
export function rankOf(contract: Contract, state: string | undefined): number | undefined {
  return stagesOf(contract).get(state)?.rank;
}

function stagesOf(contract: Contract): Stages {
  if (last?.contract === contract) return last.stages;
  const stages = new Map(
    contract.gateway.states.all.map(({ name, terminal }) => [
      name,
      { terminal, rank: longestWayTo(contract, name, 0) },
    ]),
  );
  last = { contract, stages };
  return stages;
}

function longestWayTo(contract: Contract, state: string, depth: number): number {
  const { all, initial, transitions } = contract.gateway.states;
  if (state === initial || depth > all.length) return 0;
  const before = transitions.filter(([, to]) => to === state);
  return Math.max(0, ...before.map(([from]) => 1 + longestWayTo(contract, from, depth + 1)));
}
