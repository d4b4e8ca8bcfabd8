import { describe, expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { expectationOf } from '../contract/expectation.ts';
import { seed as seedOf } from '../units/units.ts';
import { casesOf } from './cases.ts';
import { inContexts } from './contexts.ts';
import { levelsOf } from './level.ts';
import { nonces } from './nonces.ts';

const seed = seedOf(5);
const all = casesOf(contract, seed);
const covering = all.filter(({ kind }) => kind === 'covering').map(({ payload }) => payload);
const refused = all.filter(({ expect: is, route }) => is === 'refuse' && route === 'submit');
const taken = all.map(({ payload }) => payload);
const made = inContexts(contract, refused, covering, nonces(contract, seed, taken));

describe('invalid values in company', () => {
  test('keep their one fault, and have ids and nonces of their own', () => {
    expect(made.length).toBeGreaterThan(100);
    for (const { payload, parameter } of made) {
      const { expect: expected, faults } = expectationOf(contract, JSON.stringify(payload));
      expect(expected).toBe('refuse');
      expect(faults.map((fault) => fault.parameter)).toEqual([parameter]);
    }
    const { nonce } = contract.roles;
    const values = [...taken, ...made.map(({ payload }) => payload)].map((one) => one[nonce]);
    expect(new Set(made.map(({ id }) => id)).size).toBe(made.length);
    expect(new Set(made.map(({ payload }) => payload[nonce])).size).toBe(made.length);
    expect(values.length).toBeGreaterThan(made.length);
  });

  test('meet every level of every other parameter', () => {
    const together = made.filter((one) => one.class === 'steps.max').map(({ payload }) => payload);
    const others = contract.parameters.filter(
      ({ name, type }) =>
        name !== 'steps' && name !== 'seed' && type !== 'string' && type !== 'uri',
    );
    for (const parameter of others) {
      const seen = new Set([...together, contract.example].map((one) => one[parameter.name]));
      for (const level of levelsOf(parameter)) expect(seen, parameter.name).toContain(level);
    }
  });
});
