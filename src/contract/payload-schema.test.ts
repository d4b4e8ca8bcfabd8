import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { gateway } from '../../specs/gateway.ts';
import { anyPayloadArbitrary } from '../generate/arbitraries.ts';
import { smallContracts } from '../generate/contracts.fixture.ts';
import { type Expectation, expectationOf } from './expectation.ts';
import { payloadValidator } from './json-schema.ts';
import { payloadSchema } from './payload-schema.ts';

const RUNS = { numRuns: 1_000 };

describe.each([contract, ...smallContracts(gateway)])('payloads of $name', (one) => {
  const schema = payloadSchema(one);

  it('parse where they are to be accepted, and fail where they are to be refused', () => {
    const reached = new Set<Expectation>();
    fc.assert(
      fc.property(anyPayloadArbitrary(one), (payload) => {
        const { expect: expectation } = expectationOf(one, JSON.stringify(payload));
        const { success } = schema.safeParse(payload);
        reached.add(expectation);
        expect(expectation).not.toBe(success ? 'refuse' : 'accept');
      }),
      RUNS,
    );
    expect(reached).toEqual(new Set(['accept', 'refuse', 'unknown']));
  });

  it.each([
    {},
    { unknownFields: 'refuse' },
    { missingDefaults: 'refuse' },
    { unknownFields: 'refuse', missingDefaults: 'refuse' },
  ] as const)('are valid for zod and for ajv alike, with %j', (options) => {
    const zod = payloadSchema(one, options);
    const ajv = payloadValidator(one, options);
    const reached = new Set<boolean>();
    fc.assert(
      fc.property(anyPayloadArbitrary(one), (payload) => {
        const { success } = zod.safeParse(payload);
        reached.add(success);
        expect(ajv(payload)).toBe(success);
      }),
      RUNS,
    );
    expect(reached).toEqual(new Set([true, false]));
  });
});

describe('what is left out', () => {
  it('is filled in with its default', () => {
    expect(payloadSchema(contract).parse({})).toEqual(contract.example);
  });

  it('is refused, where it is required, if so asked', () => {
    const parsed = payloadSchema(contract, { missingDefaults: 'refuse' }).safeParse({});
    expect(parsed.error?.issues.map(({ path }) => path)).toEqual([['control_image'], ['prompt']]);
  });

  it('stays left out where it has no default', () => {
    const schema = payloadSchema({
      ...contract,
      parameters: [{ name: 'size', type: 'integer', required: false, description: '' }],
    });
    expect(schema.parse({})).toEqual({});
  });
});

describe('zod and ajv', () => {
  it.each([
    ['an integer beyond 2^53', { seed: 2 ** 60 }, true],
    ['a fraction for an integer', { seed: 0.5 }, false],
    ['NaN', { guidance: Number.NaN }, false],
    ['infinity', { seed: Number.POSITIVE_INFINITY }, false],
    ['negative zero', { seed: -0 }, true],
    ['a URL that needs mending', { control_image: 'https:/a.b' }, false],
    ['a field that is undefined', { steps: undefined }, true],
    ['a list', [], false],
    ['null', null, false],
  ])('agree on %s', (_, input, valid) => {
    expect(payloadSchema(contract).safeParse(input).success).toBe(valid);
    expect(payloadValidator(contract)(input)).toBe(valid);
  });

  // All in which they still differ; none of it decides whether a payload is valid.
  it.each([
    ['fills in defaults; ajv leaves them out', { seed: 1 }, { ...contract.example, seed: 1 }],
    [
      'drops a member called __proto__',
      { ['__proto__']: 1, ...contract.example },
      contract.example,
    ],
  ])('differ: zod %s', (_, input, fromZod) => {
    const forAjv = structuredClone(input);
    expect(payloadValidator(contract)(forAjv)).toBe(true);
    expect(forAjv).toEqual(input);
    expect(payloadSchema(contract).parse(input)).toEqual(fromZod);
  });
});
