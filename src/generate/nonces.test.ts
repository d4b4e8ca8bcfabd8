import { describe, expect, it } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import type { Contract } from '../contract/contract.ts';
import type { Parameter } from '../contract/parameter.ts';
import { seed } from '../units/units.ts';
import { casesOf } from './cases.ts';
import { levelsOf } from './level.ts';
import { nonces } from './nonces.ts';

function draw(count: number, from: { readonly next: () => unknown }): readonly unknown[] {
  return Array.from({ length: count }, from.next);
}

/** The contract with another parameter in the role of the nonce. */
function withNonce(parameter: Parameter): Contract {
  return { ...contract, parameters: [parameter], roles: { nonce: parameter.name }, example: {} };
}

const about = { name: 'ticket', description: '', required: false } as const;

describe('nonces', () => {
  it('are distinct, and within the customary range', () => {
    const values = draw(5_000, nonces(contract, seed(1)));
    expect(new Set(values).size).toBe(values.length);
    for (const value of values) {
      expect(value).toSatisfy(Number.isInteger);
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(2_147_483_647);
    }
  });

  it('follow from the seed alone', () => {
    expect(draw(20, nonces(contract, seed(1)))).toEqual(draw(20, nonces(contract, seed(1))));
    const other = new Set(draw(20, nonces(contract, seed(2))));
    expect(draw(20, nonces(contract, seed(1))).filter((value) => other.has(value))).toEqual([]);
  });

  it('go on where the cases left off', () => {
    const taken = casesOf(contract, seed(1)).map(({ payload }) => payload);
    const used = new Set(taken.map((payload) => payload['seed']));
    const further = draw(200, nonces(contract, seed(1), taken));
    expect(further.filter((value) => used.has(value as number))).toEqual([]);
  });

  it.each<Parameter>([
    { ...about, type: 'integer', min: 1, max: 100 },
    { ...about, type: 'integer', min: 10 },
    { ...about, type: 'integer', max: -10 },
    { ...about, type: 'integer' },
    { ...about, type: 'number', min: 0, max: 1 },
    { ...about, type: 'number' },
    { ...about, type: 'string' },
  ])('are none of the levels of %j', (parameter) => {
    const values = draw(50, nonces(withNonce(parameter), seed(1)));
    expect(values.filter((value) => levelsOf(parameter).includes(value as number))).toEqual([]);
    expect(new Set(values).size).toBe(values.length);
  });

  it('end with an error where a range has no more', () => {
    const few = nonces(withNonce({ ...about, type: 'integer', min: 1, max: 10 }), seed(1));
    expect(draw(6, few).toSorted((one, other) => Number(one) - Number(other))).toEqual([
      3, 4, 5, 6, 7, 8,
    ]);
    expect(few.next).toThrow('flux-depth-pro: no more distinct values of ticket');
  });

  it('cannot be drawn for a parameter with a fixed set of values', () => {
    const { next } = nonces(withNonce({ ...about, type: 'boolean' }), seed(1));
    expect(next).toThrow('ticket cannot serve as the nonce');
  });
});
