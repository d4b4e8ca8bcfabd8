import { type Body, readBody } from './body.ts';
import type { Contract } from './contract.ts';
import type { Aspect, Parameter } from './parameter.ts';
import { relationFaults } from './relations.ts';
import { shortened } from './shown.ts';
import { flawsOf } from './value-flaws.ts';

/** What the contract expects of an input. */
export type Expectation = 'accept' | 'refuse' | 'unknown';

/** One thing about a submitted body that is not plainly valid. */
export interface Fault {
  /** Absent where the body as a whole is at fault. */
  readonly parameter?: string;
  readonly aspect: Exclude<Aspect, 'accepts'> | 'body' | 'unknown-field';
  /** `refuse`: documented as invalid; `unknown`: the documentation is silent. */
  readonly expect: 'refuse' | 'unknown';
  /** E.g. `steps is 51, above the maximum of 50`. */
  readonly why: string;
}

/** What the contract says of one submitted body. */
export interface Reading {
  readonly expect: Expectation;
  /** In the order of the contract's parameters, then fields that it does not name. */
  readonly faults: readonly Fault[];
}

/**
 * Reads a submitted body against the contract: `refuse` if any fault is documented as invalid,
 * else `unknown` if the documentation is silent on any part of it, else `accept`.
 * @param body the text that was sent; undefined when there was none.
 */
export function expectationOf(contract: Contract, body: string | undefined): Reading {
  const read = readBody(body);
  if ('why' in read) {
    return { expect: 'refuse', faults: [{ aspect: 'body', expect: 'refuse', why: read.why }] };
  }
  const faults = [...faultsOfParameters(contract, read), ...unnamedFields(contract, read)];
  return { expect: worstOf(faults), faults };
}

function worstOf(faults: readonly Fault[]): Expectation {
  if (faults.some(({ expect }) => expect === 'refuse')) return 'refuse';
  return faults.length > 0 ? 'unknown' : 'accept';
}

function* faultsOfParameters(contract: Contract, body: Body): Iterable<Fault> {
  for (const parameter of contract.parameters) {
    const { name } = parameter;
    const value = body.payload[name];
    const flaws =
      value === undefined
        ? absence(parameter)
        : flawsOf(parameter, value, body.spelledAsFraction.has(name));
    for (const flaw of flaws) yield { parameter: name, ...flaw };
    for (const { aspect, why } of relationFaults(parameter, body.payload)) {
      yield { parameter: name, aspect, expect: 'refuse', why };
    }
  }
}

function absence(parameter: Parameter): readonly Omit<Fault, 'parameter'>[] {
  const { name, required } = parameter;
  if (!required) return [];
  return parameter.default === undefined
    ? [{ aspect: 'required', expect: 'refuse', why: `${name} is missing` }]
    : [
        {
          aspect: 'required',
          expect: 'unknown',
          why: `${name} is left out; the page calls it required and gives a default`,
        },
      ];
}

function unnamedFields(contract: Contract, body: Body): readonly Fault[] {
  const named = new Set(contract.parameters.map(({ name }) => name));
  return Object.keys(body.payload)
    .filter((name) => !named.has(name))
    .map((name) => ({
      parameter: name,
      aspect: 'unknown-field',
      expect: 'unknown',
      why: `${shortened(name)} is not a documented parameter`,
    }));
}
