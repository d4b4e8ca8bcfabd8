import type { Contract, Payload } from '../contract/contract.ts';
import type { Case } from '../generate/case.ts';
import { isolatingCase } from '../generate/cases.ts';
import type { Nonces } from '../generate/nonces.ts';

/** Isolating costs jobs where it finds nothing: so many at most in one run. */
const MOST = 16;

/**
 * The cases that tell which level of which parameter a valid payload was turned down for: each
 * level that no completed payload had, alone in the page's own example.
 */
export function isolatingCases(
  contract: Contract,
  turnedDown: readonly Payload[],
  completed: readonly Payload[],
  nonces: Nonces,
): readonly Case[] {
  const { nonce, text } = contract.roles;
  const seen = new Set<string>();
  const cases: Case[] = [];
  for (const payload of turnedDown) {
    for (const { name } of contract.parameters) {
      const level = payload[name];
      const key = `${name}=${JSON.stringify(level)}`;
      if (seen.has(key) || completed.some((other) => sameLevel(other[name], level))) continue;
      // Texts and nonces hardly repeat: suspecting each would cost a job for every payload.
      if (name === nonce || name === text) continue;
      seen.add(key);
      const made = isolatingCase(contract, name, level, nonces.next());
      cases.push({ ...made, id: `${made.id}.${cases.length + 1}` });
    }
  }
  return cases.slice(0, MOST);
}

function sameLevel(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
