import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import type { Payload } from '../contract/contract.ts';
import { type Level, levelsOf } from '../generate/level.ts';
import { coveringPayloads } from '../generate/covering.ts';
import { nonces } from '../generate/nonces.ts';
import { seed } from '../units/units.ts';
import { casesOfLevels, casesOfTheRest, MOST_ISOLATING } from './isolation.ts';

const { nonce, text = '' } = contract.roles;

/** Splits the covering set of a seed by what a server takes. */
function tried(
  number: number,
  takes: (payload: Payload) => boolean,
): { completed: Payload[]; turnedDown: Payload[] } {
  const all = coveringPayloads(contract, seed(number));
  return {
    completed: all.filter((payload) => takes(payload)),
    turnedDown: all.filter((payload) => !takes(payload)),
  };
}

const seeds = fc.nat(0xffff);
const anyLevel = fc.constantFrom(
  ...contract.parameters.flatMap((parameter) =>
    levelsOf(parameter)
      .filter((level) => level !== contract.example[parameter.name])
      .map((level): { name: string; level: Level } => ({ name: parameter.name, level })),
  ),
);

describe('what valid payloads were turned down for', () => {
  it('is found: the one level that a server refuses is sent by itself', () => {
    fc.assert(
      fc.property(seeds, anyLevel, (number, { name, level }) => {
        const payloads = tried(number, (payload) => payload[name] !== level);
        const cases = casesOfLevels(contract, payloads, nonces(contract, seed(number)));
        const guilty = cases.filter(({ payload }) => payload[name] === level);
        expect(guilty.length).toBe(1);
        expect(guilty[0]?.parameter).toBe(name);
        for (const { payload, parameter } of cases) {
          const changed = contract.parameters
            .map((one) => one.name)
            .filter((one) => payload[one] !== contract.example[one] && one !== nonce);
          expect(changed).toEqual(parameter === nonce ? [] : [parameter]);
        }
        expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
        expect(cases.length).toBeLessThanOrEqual(MOST_ISOLATING);
      }),
    );
  });

  it('is never the example’s own level, one that completed elsewhere, or a made-up value', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
        (number, takes) => {
          const all = coveringPayloads(contract, seed(number));
          const completed = all.filter((_, place) => takes[place] === true);
          const turnedDown = all.filter((_, place) => takes[place] !== true);
          const cases = casesOfLevels(
            contract,
            { completed, turnedDown },
            nonces(contract, seed(number)),
          );
          for (const { parameter = '', payload } of cases) {
            expect(completed.map((one) => one[parameter])).not.toContain(payload[parameter]);
            expect(parameter).not.toBe(text);
          }
        },
      ),
    );
  });

  it('is a text only where nothing else is left to suspect', () => {
    const barest: Payload = { control_image: 'https://example.com/1.jpg', prompt: 'a lamp' };
    const unlike: Payload = { control_image: 'https://example.com/1.jpg', prompt: 'a chair' };
    const fresh = nonces(contract, seed(1));
    const one = casesOfTheRest(contract, { completed: [unlike], turnedDown: [barest] }, fresh);
    expect(one.map(({ parameter, payload }) => [parameter, payload[text]])).toEqual([
      [text, 'a lamp'],
    ]);
    const seeded = { ...barest, [nonce]: 7 };
    expect(casesOfTheRest(contract, { completed: [unlike], turnedDown: [seeded] }, fresh)).toEqual(
      [],
    );
    expect(casesOfTheRest(contract, { completed: [barest], turnedDown: [barest] }, fresh)).toEqual(
      [],
    );
  });

  it('is not asked for again once its level was isolated', () => {
    const guilty = { ...contract.example };
    delete (guilty as Record<string, unknown>)[nonce];
    const payloads = { completed: [contract.example], turnedDown: [guilty] };
    expect(casesOfTheRest(contract, payloads, nonces(contract, seed(1)))).toEqual([]);
  });
});
