import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { gateway } from '../../specs/gateway.ts';
import { isSameJson } from '../contract/canonical.ts';
import type { Contract } from '../contract/contract.ts';
import { expectationOf } from '../contract/expectation.ts';
import { MAX_SEED, seed } from '../units/units.ts';
import type { Case } from './case.ts';
import { blockedCase, casesOf, isolatingCase } from './cases.ts';
import { smallContracts } from './contracts.fixture.ts';
import { levelsOf } from './level.ts';

const seeds = fc.integer({ min: 0, max: MAX_SEED }).map(seed);
const RUNS = { numRuns: 20 };

/** Something that holds for the cases of any seed. */
function always(one: Contract, holds: (cases: readonly Case[]) => void): void {
  fc.assert(
    fc.property(seeds, (drawn) => holds(casesOf(one, drawn))),
    RUNS,
  );
}

describe.each([contract, ...smallContracts(gateway)])('the cases of $name', (one) => {
  const { nonce } = one.roles;

  it('are the same for the same seed, byte for byte', () => {
    fc.assert(
      fc.property(seeds, (drawn) => {
        expect(JSON.stringify(casesOf(one, drawn))).toBe(JSON.stringify(casesOf(one, drawn)));
      }),
      RUNS,
    );
  });

  it('expect what the contract says of their payload', () => {
    always(one, (cases) => {
      const read = cases.map(({ id, payload }) => [
        id,
        expectationOf(one, JSON.stringify(payload)).expect,
      ]);
      expect(read).toEqual(cases.map((each) => [each.id, each.expect]));
    });
  });

  it('have one fault at most, in the parameter that they are about', () => {
    always(one, (cases) => {
      const faulty = cases.filter((each) => each.expect !== 'accept');
      const found = faulty.map(({ payload }) =>
        expectationOf(one, JSON.stringify(payload)).faults.map((fault) => fault.parameter),
      );
      expect(found).toEqual(faulty.map(({ parameter }) => [parameter]));
    });
  });

  it('are of the class that names the fault', () => {
    const refused = casesOf(one, seed(1)).filter((each) => each.expect === 'refuse');
    const found = refused.map(({ payload }) => {
      const [fault] = expectationOf(one, JSON.stringify(payload)).faults;
      return `${fault?.parameter}.${fault?.aspect}`;
    });
    expect(refused.map((each) => each.class)).toEqual(found);
  });

  it('have unique, readable ids', () => {
    always(one, (cases) => {
      expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
      for (const { id } of cases) expect(id).toMatch(/^[\w.+-]+$/);
    });
  });

  it('change nothing of the example but what they are about, and the nonce', () => {
    const apart = ['covering', 'example'];
    for (const { kind, parameter, payload } of casesOf(one, seed(1))) {
      if (apart.includes(kind)) continue;
      const names = Object.keys({ ...payload, ...one.example });
      const differing = names.filter((name) => !isSameJson(payload[name], one.example[name]));
      const company = one.parameters
        .filter(({ name, requiredIf, excludes = [] }) =>
          [name, requiredIf?.parameter, ...excludes].includes(parameter),
        )
        .flatMap(({ name, requiredIf, excludes = [] }) => [
          name,
          requiredIf?.parameter,
          ...excludes,
        ]);
      expect([parameter, nonce, ...company]).toEqual(expect.arrayContaining(differing));
    }
  });

  it('differ in the nonce wherever they may be paid for', () => {
    always(one, (cases) => {
      const paid = cases.filter((each) => each.expect !== 'refuse' || each.parameter !== nonce);
      expect(new Set(paid.map(({ payload }) => payload[nonce])).size).toBe(paid.length);
    });
  });

  it('have other nonces with another seed', () => {
    const [first, second] = [1, 2].map((number) =>
      casesOf(one, seed(number))
        .filter(({ kind, parameter }) => kind === 'wrong-type' && parameter !== nonce)
        .map(({ payload }) => payload[nonce]),
    );
    expect(first?.filter((value) => second?.includes(value))).toEqual([]);
  });

  it('begin with the example, and end with the synchronous route', () => {
    const cases = casesOf(one, seed(1));
    expect(cases[0]).toMatchObject({ id: 'example', kind: 'example', payload: one.example });
    const routes = cases.map(({ route }) => route);
    expect(routes.lastIndexOf('submit')).toBeLessThan(routes.indexOf('sync'));
  });

  it('try the synchronous route once for each class that is refused', () => {
    const cases = casesOf(one, seed(1));
    const submitted = cases.filter(({ route }) => route === 'submit');
    const refused = submitted.filter((each) => each.expect === 'refuse');
    const sync = cases.filter(({ route }) => route === 'sync');
    expect(sync.map((each) => each.class)).toEqual([
      'example',
      ...new Set(refused.map((each) => each.class)),
    ]);
  });
});

describe('the cases of flux-depth-pro', () => {
  const cases = casesOf(contract, seed(1));
  const valuesOf = (parameter: string, kind: string) =>
    cases
      .filter((one) => one.route === 'submit' && one.parameter === parameter && one.kind === kind)
      .map(({ payload }) => payload[parameter]);

  it.each([
    ['steps', 'at-bound', [15, 16, 49, 50]],
    ['steps', 'outside-bound', [14, -999_985, 51, 1_000_050]],
    ['steps', 'wrong-type', [40.5, 'many', true, [40], { value: 40 }]],
    ['steps', 'null', [null]],
    ['steps', 'numeric-string', ['40']],
    ['steps', 'missing', []],
    ['guidance', 'at-bound', [1, 1.01, 49.99, 50]],
    ['guidance', 'outside-bound', [0.99, -999_999, 50.01, 1_000_050]],
    ['guidance', 'wrong-type', ['many', true, [7], { value: 7 }]],
    ['safety_tolerance', 'at-bound', [1, 2, 5, 6]],
    ['safety_tolerance', 'outside-bound', [0, -999_999, 7, 1_000_006]],
    ['seed', 'at-bound', []],
    ['seed', 'outside-bound', []],
    ['seed', 'uncustomary', [-1, 2_147_483_648, 2 ** 53]],
    ['output_format', 'not-a-value', ['JPG', ' jpg', 'webp', '']],
    ['output_format', 'wrong-type', [42, true, ['jpg'], { value: 'jpg' }]],
    ['prompt', 'missing', [undefined]],
    ['prompt', 'empty', ['']],
    ['prompt_upsampling', 'wrong-type', [1, 'yes', [false], { value: false }]],
    ['prompt_upsampling', 'boolean-string', ['true', 'false']],
    ['control_image', 'missing', [undefined]],
    ['not_documented', 'unknown-field', [true]],
  ])('about %s, %s: %j', (parameter, kind, values) => {
    expect(valuesOf(parameter, kind)).toEqual(values);
  });

  it('at a fixed seed are these', () => {
    const lines = cases.map(
      ({ id, payload }) => `${id} ${JSON.stringify(payload[contract.roles.nonce])}`,
    );
    expect(lines).toMatchSnapshot();
  });
});

describe('an isolating case', () => {
  it('changes one level and the nonce, and is valid', () => {
    for (const parameter of contract.parameters) {
      for (const level of levelsOf(parameter)) {
        const made = isolatingCase(contract, parameter.name, level, 77);
        expect(made.expect).toBe('accept');
        expect(made.payload[parameter.name]).toBe(level);
        const nonce = parameter.name === 'seed' ? {} : { seed: 77 };
        const rest = { ...contract.example, ...nonce, [parameter.name]: level };
        expect(made.payload).toEqual(JSON.parse(JSON.stringify(rest)));
      }
    }
  });

  it('has an id that tells its level', () => {
    const ids = [15, undefined].map((level) => isolatingCase(contract, 'steps', level, 77).id);
    expect(ids).toEqual(['steps.isolating.15', 'steps.isolating.absent']);
  });
});

describe('a blocked case', () => {
  it('is a valid payload with the blocked prompt', () => {
    expect(blockedCase(contract, 'no such prompt', 77)).toMatchObject({
      id: 'prompt.blocked',
      kind: 'blocked',
      expect: 'accept',
      payload: { ...contract.example, prompt: 'no such prompt', seed: 77 },
    });
  });

  it('is none where the contract has no text that could be blocked', () => {
    const withoutText = { ...contract, roles: { nonce: 'seed' } };
    expect(blockedCase(withoutText, 'no such prompt', 77)).toBeUndefined();
  });
});
