import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { gateway } from '../../specs/gateway.ts';
import { clausesOf } from '../contract/clauses.ts';
import { expectationOf } from '../contract/expectation.ts';
import { anyPayloadArbitrary, payloadArbitrary, promptArbitrary } from './arbitraries.ts';
import { smallContracts } from './contracts.fixture.ts';

describe.each([contract, ...smallContracts(gateway)])('payloads for $name', (one) => {
  it('are accepted', () => {
    fc.assert(
      fc.property(payloadArbitrary(one), (payload) => {
        expect(expectationOf(one, JSON.stringify(payload))).toEqual({
          expect: 'accept',
          faults: [],
        });
      }),
      { numRuns: 500 },
    );
  });

  it('of any kind reach every aspect that the contract has', () => {
    const drawn = fc.sample(anyPayloadArbitrary(one), { numRuns: 5_000, seed: 1 });
    const faults = drawn.flatMap((payload) => expectationOf(one, JSON.stringify(payload)).faults);
    const reached = new Set(faults.map(({ aspect, parameter }) => `${parameter}.${aspect}`));
    const promised = clausesOf(one).flatMap(({ rule }) =>
      rule.of === 'parameter' && rule.aspect !== 'accepts'
        ? [`${rule.parameter}.${rule.aspect}`]
        : [],
    );
    expect(promised.filter((aspect) => !reached.has(aspect))).toEqual([]);
  });
});

describe('prompts', () => {
  it('replay from seed and path', () => {
    const [once, again] = [7, 7].map((seed) => fc.sample(promptArbitrary(), { numRuns: 20, seed }));
    expect(once).toEqual(again);
  });

  it('shrink to shorter ones', () => {
    const { counterexample } = fc.check(
      fc.property(promptArbitrary(), (prompt) => prompt.length < 5),
      { seed: 1, numRuns: 100 },
    );
    expect(counterexample?.[0].split(', ')).toHaveLength(1);
  });
});
