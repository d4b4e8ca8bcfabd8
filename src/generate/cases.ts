import type { Contract } from '../contract/contract.ts';
import { expectationOf } from '../contract/expectation.ts';
import type { Parameter } from '../contract/parameter.ts';
import type { JsonValue } from '../units/json.ts';
import type { Seed } from '../units/units.ts';
import type { Case } from './case.ts';
import { changed } from './change.ts';
import { coveringPayloads } from './covering.ts';
import { invalidVariations } from './invalid.ts';
import { boundaryValues, type Level } from './level.ts';
import { nearMisses } from './near-miss.ts';
import { type Nonces, nonces } from './nonces.ts';
import { silentVariations, unnamedField } from './silent.ts';
import { unusualTexts } from './unusual-text.ts';
import { caseOf, type Variation } from './variation.ts';

/**
 * All cases that a contract gives rise to, in the order in which they are best sent: the example,
 * the covering set, then parameter by parameter what is valid, invalid and unknown, then what is
 * nearly valid or unusual, then the synchronous route. One seed gives one list; no two cases share a nonce unless they are about it.
 */
export function casesOf(contract: Contract, seed: Seed): readonly Case[] {
  const drawnFrom = nonces(contract, seed);
  const opening = [exampleCase(contract), ...coveringCases(contract, seed, drawnFrom)];
  const about = contract.parameters.flatMap((parameter) =>
    casesAbout(contract, parameter, drawnFrom),
  );
  const unnamed = caseOf(contract, unnamedField(contract), drawnFrom.next);
  const first = [...opening, ...about, unnamed];
  const sync = syncCases(contract, first, drawnFrom);
  // Their nonces are drawn last: those of the others stay what they were.
  const further = contract.parameters.flatMap((parameter) =>
    furtherCasesAbout(contract, parameter, first, drawnFrom),
  );
  return [...first, ...further, ...sync];
}

/** What stands beside a parameter's documented values, and texts that servers stumble over. */
function furtherCasesAbout(
  contract: Contract,
  parameter: Parameter,
  first: readonly Case[],
  drawnFrom: Nonces,
): readonly Case[] {
  const { name } = parameter;
  const tried = first.filter((one) => one.parameter === name).map(({ payload }) => payload[name]);
  return [...nearMisses(contract, parameter, tried), ...unusualTexts(contract, parameter)].map(
    (variation) => caseOf(contract, variation, drawnFrom.next),
  );
}

/**
 * The example with one level of one parameter (and the nonce) changed: tells which level of a
 * refused covering payload was the guilty one.
 * @param nonce without effect where the parameter is the nonce itself.
 */
export function isolatingCase(
  contract: Contract,
  parameter: string,
  level: Level,
  nonce: JsonValue,
): Case {
  const says = level === undefined ? 'left out' : JSON.stringify(level);
  const variation: Variation = {
    kind: 'isolating',
    parameter,
    level,
    label: level === undefined ? 'absent' : labelOf(level),
    class: `${parameter}.accepts`,
    expect: 'accept',
    why: `The example with nothing but ${parameter} changed: ${says}.`,
  };
  const made = caseOf(contract, variation, () => nonce);
  return { ...made, expect: expectationOf(contract, JSON.stringify(made.payload)).expect };
}

/**
 * The example with a prompt that the target's safety system is known to refuse: a valid input.
 * @returns undefined where the contract has no text that could be blocked.
 */
export function blockedCase(
  contract: Contract,
  blockedPrompt: string,
  nonce: JsonValue,
): Case | undefined {
  const { text } = contract.roles;
  if (text === undefined) return undefined;
  const variation: Variation = {
    kind: 'blocked',
    parameter: text,
    level: blockedPrompt,
    class: 'blocked',
    expect: 'accept',
    why: `${text} is one that the safety system refuses, inside the job.`,
  };
  return caseOf(contract, variation, () => nonce);
}

function exampleCase(contract: Contract): Case {
  return {
    id: 'example',
    route: 'submit',
    kind: 'example',
    class: 'example',
    expect: 'accept',
    why: "The page's own example.",
    payload: contract.example,
  };
}

function coveringCases(contract: Contract, seed: Seed, drawnFrom: Nonces): readonly Case[] {
  // The first payload of the set is the example, which has a case of its own.
  return coveringPayloads(contract, seed, drawnFrom)
    .slice(1)
    .map((payload, index) => ({
      id: `covering.${index + 2}`,
      route: 'submit',
      kind: 'covering',
      class: 'covering',
      expect: 'accept',
      why: 'A valid payload of the set in which every documented level appears.',
      payload,
    }));
}

function casesAbout(contract: Contract, parameter: Parameter, drawnFrom: Nonces): readonly Case[] {
  return [
    ...atBounds(contract, parameter),
    ...invalidVariations(contract, parameter),
    ...silentVariations(contract, parameter, drawnFrom.next),
  ].map((variation) => caseOf(contract, variation, drawnFrom.next));
}

/** The bounds and what lies just inside; the nonce's are in the covering set, each only once. */
function atBounds(contract: Contract, parameter: Parameter): readonly Variation[] {
  const { name, type } = parameter;
  if ((type !== 'number' && type !== 'integer') || name === contract.roles.nonce) return [];
  return boundaryValues(parameter).map((value) => ({
    kind: 'at-bound',
    parameter: name,
    level: value,
    label: String(value),
    class: `${name}.accepts`,
    expect: 'accept',
    why: `${name} is ${value}, at or just inside its bounds.`,
  }));
}

/** The example and one invalid case of each class, for the synchronous route. */
function syncCases(
  contract: Contract,
  submitted: readonly Case[],
  drawnFrom: Nonces,
): readonly Case[] {
  const refused = submitted.filter(({ expect }) => expect === 'refuse');
  const first = refused.filter(
    (one, index) => refused.findIndex((other) => other.class === one.class) === index,
  );
  return [exampleCase(contract), ...first].map((one) => ({
    ...one,
    id: `sync.${one.id}`,
    route: 'sync',
    payload:
      one.parameter === contract.roles.nonce
        ? one.payload
        : changed(one.payload, contract.roles.nonce, drawnFrom.next()),
  }));
}

/** A level as part of an id: short, without blanks. */
function labelOf(level: JsonValue): string {
  const text = typeof level === 'string' ? level : JSON.stringify(level);
  return text.replaceAll(/[^\w.-]+/g, '-').slice(0, 40);
}
