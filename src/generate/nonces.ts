import type { Contract, Payload } from '../contract/contract.ts';
import type { Parameter, Range } from '../contract/parameter.ts';
import type { JsonValue } from '../units/json.ts';
import { type Random, randomStream } from '../units/random.ts';
import type { Seed } from '../units/units.ts';
import { levelsOf } from './level.ts';

/** Values for the parameter that tells two otherwise equal paid jobs apart. */
export interface Nonces {
  /** Another value, never one that was given before. @throws RangeError when there are no more. */
  readonly next: () => JsonValue;
}

/** After this many draws in a row that were all taken there is no point in going on. */
const MOST_DRAWS = 10_000;
/** Where a page names neither bounds nor a customary range. */
const USUAL: Required<Range>['customary'] = { min: 0, max: 2_147_483_647 };

/**
 * The nonces of a seed, always the same. None of them is the example's, a level of the nonce
 * parameter (those are cases of their own) or the nonce of one of `taken`.
 */
export function nonces(contract: Contract, seed: Seed, taken: readonly Payload[] = []): Nonces {
  const parameter = nonceParameter(contract);
  const random = randomStream(seed, 'generate.nonces');
  const given = new Set<JsonValue | undefined>([
    ...levelsOf(parameter),
    ...[contract.example, ...taken].map((payload) => payload[parameter.name]),
  ]);
  return {
    next: () => {
      for (let draw = 0; draw < MOST_DRAWS; draw++) {
        const value = drawn(contract, parameter, random);
        if (given.has(value)) continue;
        given.add(value);
        return value;
      }
      throw new RangeError(`${contract.name}: no more distinct values of ${parameter.name}`);
    },
  };
}

/** The parameter that the contract marks as its nonce. @throws RangeError when there is none. */
export function nonceParameter(contract: Contract): Parameter {
  const parameter = contract.parameters.find(({ name }) => name === contract.roles.nonce);
  if (parameter === undefined) {
    throw new RangeError(`${contract.name} has no parameter ${contract.roles.nonce}`);
  }
  return parameter;
}

function drawn(contract: Contract, parameter: Parameter, random: Random): JsonValue {
  switch (parameter.type) {
    case 'integer': {
      const { low, high } = span(parameter);
      return random.integer(Math.ceil(low), Math.floor(high));
    }
    case 'number': {
      const { low, high } = span(parameter);
      return Number((low + (high - low) * random.next()).toPrecision(12));
    }
    case 'string': {
      const example = contract.example[parameter.name] ?? parameter.default;
      const text = typeof example === 'string' ? example : '';
      const mark = random.integer(0, 0xffff_ffff).toString(16).padStart(8, '0');
      return `${text} ${mark}`.trim();
    }
    case 'uri':
    case 'boolean':
    case 'enum':
    case 'array':
    case 'object':
      throw new RangeError(`${contract.name}: ${parameter.name} cannot serve as the nonce`);
  }
}

function span({ min, max, customary }: Range): { readonly low: number; readonly high: number } {
  const width = USUAL.max - USUAL.min;
  if (min !== undefined) return { low: min, high: max ?? min + width };
  if (max !== undefined) return { low: max - width, high: max };
  const { min: low, max: high } = customary ?? USUAL;
  return { low, high };
}
