import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { gateway } from '../../specs/gateway.ts';
import { isSameJson } from '../contract/canonical.ts';
import { expectationOf } from '../contract/expectation.ts';
import { MAX_SEED, seed } from '../units/units.ts';
import { coveringPayloads } from './covering.ts';
import { smallContracts } from './contracts.fixture.ts';
import { levelsOf } from './level.ts';

const seeds = fc.integer({ min: 0, max: MAX_SEED }).map(seed);
const RUNS = { numRuns: 50 };

describe('the covering set of flux-depth-pro', () => {
  // Written down from the page, not taken from the generator.
  const documented = {
    guidance: [1, 1.01, 7, 49.99, 50, undefined],
    output_format: ['jpg', 'png', undefined],
    prompt_upsampling: [false, true, undefined],
    safety_tolerance: [1, 2, 5, 6, undefined],
    seed: [0, 96_522, 2_147_483_647, undefined],
    steps: [15, 16, 40, 49, 50, undefined],
  };

  it('has every boundary value, default, allowed value, and absence', () => {
    fc.assert(
      fc.property(seeds, (drawn) => {
        const payloads = coveringPayloads(contract, drawn);
        for (const [parameter, levels] of Object.entries(documented)) {
          const seen = payloads.map((payload) => payload[parameter]);
          expect(levels.filter((level) => !seen.includes(level))).toEqual([]);
        }
      }),
      RUNS,
    );
  });

  it('is no larger than the largest number of levels', () => {
    expect(coveringPayloads(contract, seed(1))).toHaveLength(
      Math.max(...Object.values(documented).map(({ length }) => length)),
    );
  });

  it('has the barest payload: all that can be left out is, together', () => {
    const barest = coveringPayloads(contract, seed(1)).map((payload) => Object.keys(payload));
    expect(barest).toContainEqual(['control_image', 'prompt']);
  });

  it('begins with the example, and keeps to its image, which exists', () => {
    const payloads = coveringPayloads(contract, seed(1));
    expect(payloads[0]).toEqual(contract.example);
    const images = new Set(payloads.map((payload) => payload['control_image']));
    expect(images).toEqual(new Set([contract.example['control_image']]));
  });

  it('at a fixed seed is this', () => {
    expect(coveringPayloads(contract, seed(1))).toMatchSnapshot();
  });
});

describe.each([contract, ...smallContracts(gateway)])('the covering set of $name', (one) => {
  it('is valid, covers all levels, is as small as can be, and repeats no nonce', () => {
    const most = one.parameters.map((parameter) => {
      const example = one.example[parameter.name];
      return levelsOf(parameter).filter((level) => !isSameJson(level, example)).length;
    });
    fc.assert(
      fc.property(seeds, (drawn) => {
        const payloads = coveringPayloads(one, drawn);
        for (const payload of payloads) {
          expect(expectationOf(one, JSON.stringify(payload))).toEqual({
            expect: 'accept',
            faults: [],
          });
        }
        for (const parameter of one.parameters) {
          const seen = payloads.map((payload) => payload[parameter.name]);
          const unseen = levelsOf(parameter).filter(
            (level) => !seen.some((value) => isSameJson(value, level)),
          );
          expect(unseen).toEqual([]);
        }
        // What must not go together may take a payload more for each of its levels.
        const more = one.parameters.filter(({ requiredIf, excludes }) => requiredIf ?? excludes);
        expect(payloads.length).toBeGreaterThanOrEqual(1 + Math.max(...most));
        expect(payloads.length).toBeLessThanOrEqual(1 + Math.max(...most) + 3 * more.length);
        const nonces = new Set(payloads.map((payload) => payload[one.roles.nonce]));
        expect(nonces.size).toBe(payloads.length);
      }),
      RUNS,
    );
  });
});
