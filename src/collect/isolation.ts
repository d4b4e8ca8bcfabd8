import { isSameJson } from '../contract/canonical.ts';
import type { Contract, Payload } from '../contract/contract.ts';
import type { Parameter } from '../contract/parameter.ts';
import type { Case } from '../generate/case.ts';
import { isolatingCase } from '../generate/cases.ts';
import { type Level, levelsOf } from '../generate/level.ts';
import type { Nonces } from '../generate/nonces.ts';

/** Isolating costs jobs where it finds nothing: so many at most in one run. */
export const MOST_ISOLATING = 16;

/** Valid payloads, by what became of them. */
export interface Tried {
  readonly completed: readonly Payload[];
  readonly turnedDown: readonly Payload[];
}

/** What a valid payload may have been turned down for. */
interface Suspect {
  readonly parameter: Parameter;
  readonly level: Level;
}

/**
 * The cases that tell which level of which parameter a valid payload was turned down for: each
 * documented level that no completed payload had, alone in the page's own example, whose own
 * levels it cannot tell apart. Made-up texts and nonces hardly repeat; to suspect each of them
 * would cost a job for every payload.
 */
export function casesOfLevels(
  contract: Contract,
  { completed, turnedDown }: Tried,
  nonces: Nonces,
): readonly Case[] {
  const cleared = [contract.example, ...completed];
  const suspects = contract.parameters.flatMap((parameter) =>
    levelsOf(parameter)
      .map((level): Suspect => ({ parameter, level }))
      .filter((suspect) => isIn(turnedDown, suspect) && !isIn(cleared, suspect)),
  );
  return casesOf(contract, suspects, nonces);
}

/**
 * Once levels have been isolated: the cases that clear, or convict, a made-up value that alone is
 * left to suspect of a payload. Without them it would be blamed for what a combination does.
 */
export function casesOfTheRest(
  contract: Contract,
  { completed, turnedDown }: Tried,
  nonces: Nonces,
): readonly Case[] {
  const suspects = turnedDown.flatMap((payload) => {
    const unseen = contract.parameters
      .map((parameter): Suspect => ({ parameter, level: payload[parameter.name] }))
      .filter((suspect) => !isIn(completed, suspect));
    return unseen.length === 1 ? unseen : [];
  });
  const madeUp = suspects.filter(
    ({ parameter, level }) => !levelsOf(parameter).some((one) => isSameJson(one, level)),
  );
  return casesOf(contract, madeUp, nonces);
}

function casesOf(
  contract: Contract,
  suspects: readonly Suspect[],
  nonces: Nonces,
): readonly Case[] {
  return suspects.slice(0, MOST_ISOLATING).map(({ parameter, level }, place) => {
    const made = isolatingCase(contract, parameter.name, level, nonces.next());
    // Two levels can read alike in an id.
    return { ...made, id: `${made.id}.${place + 1}` };
  });
}

function isIn(payloads: readonly Payload[], { parameter, level }: Suspect): boolean {
  return payloads.some((payload) => isSameJson(payload[parameter.name], level));
}
