import { describe, expect, it } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { gateway } from '../../specs/gateway.ts';
import { seed } from '../units/units.ts';
import type { CaseKind } from './case.ts';
import { casesOf } from './cases.ts';
import { smallContracts } from './contracts.fixture.ts';

const cases = casesOf(contract, seed(1));
const valuesOf = (parameter: string, kind: CaseKind) =>
  cases
    .filter((one) => one.route === 'submit' && one.parameter === parameter && one.kind === kind)
    .map(({ payload }) => payload[parameter]);

describe('what is nearly valid', () => {
  it.each<[string, CaseKind, readonly unknown[]]>([
    ['guidance', 'just-outside', [0.9999999999999999, 50.00000000000001]],
    ['guidance', 'far-outside', [-1.7e308, 0, 1.7e308]],
    ['steps', 'off-integer', [39.99999999999999, 40.00000000000001, 40.000001]],
    ['steps', 'far-outside', [-(2 ** 53), 0, 2 ** 53, -(2 ** 63), 2 ** 63]],
    ['seed', 'far-outside', []],
    ['output_format', 'near-value', ['jp', 'jpgg', 'jpg ', 'jpg\n', '"jpg"', 'jpg\0']],
  ])('of %s, %s, is %j', (parameter, kind, values) => {
    expect(valuesOf(parameter, kind)).toEqual(values);
  });

  it('is refused, whatever the contract', () => {
    const kinds: readonly CaseKind[] = [
      'just-outside',
      'far-outside',
      'off-integer',
      'near-value',
      'near-uri',
    ];
    const near = [contract, ...smallContracts(gateway)]
      .flatMap((one) => casesOf(one, seed(1)))
      .filter(({ kind }) => kinds.includes(kind));
    expect(new Set(near.map(({ kind }) => kind))).toEqual(new Set(kinds));
    expect(new Set(near.map((one) => one.expect))).toEqual(new Set(['refuse']));
  });

  it('is nothing that another case sends already', () => {
    for (const one of [contract, ...smallContracts(gateway)]) {
      const sent = casesOf(one, seed(1))
        .filter(({ route, expect: expectation }) => route === 'submit' && expectation === 'refuse')
        .map(({ parameter = '', payload }) => [parameter, payload[parameter]])
        .filter(([, value]) => value !== undefined && typeof value !== 'object')
        .map((pair) => JSON.stringify(pair));
      expect(sent.filter((pair, place) => sent.indexOf(pair) !== place)).toEqual([]);
    }
  });
});

describe('unusual texts', () => {
  it.each<[CaseKind, readonly string[]]>([
    ['script', ['accept', 'accept']],
    ['control', ['unknown', 'unknown']],
    ['long', ['accept', 'unknown', 'unknown']],
  ])('of kind %s are expected as %j', (kind, expected) => {
    const of = cases.filter((one) => one.kind === kind);
    expect(of.map((one) => one.expect)).toEqual(expected);
  });

  it('are as long as powers of ten', () => {
    const texts = valuesOf('prompt', 'long');
    expect(texts.map((text) => (typeof text === 'string' ? text.length : 0))).toEqual([
      1_000, 10_000, 100_000,
    ]);
  });

  it('are left out where the contract refuses them', () => {
    const [, , everyKind] = smallContracts(gateway);
    if (everyKind === undefined) throw new Error('no contract');
    const long = casesOf(everyKind, seed(1)).filter(({ kind }) => kind === 'long');
    expect(long).toEqual([]);
  });
});
