import { describe, expect, it } from 'vitest';
import { gateway } from '../../specs/gateway.ts';
import { smallContracts } from '../generate/contracts.fixture.ts';
import { clausesOf } from './clauses.ts';
import { expectationOf } from './expectation.ts';
import { ContractError, parseContract } from './parse.ts';

const [, , contract] = smallContracts(gateway);
if (contract === undefined) throw new Error('no contract');

describe('one fault', () => {
  it.each<[string, string, Readonly<Record<string, unknown>>, string]>([
    ['caption', 'length', { caption: 'ab' }, 'caption is "ab", shorter than 3 characters'],
    [
      'colour',
      'pattern',
      { colour: 'red' },
      'colour is "red", which does not match ^#[0-9a-f]{6}$',
    ],
    ['day', 'format', { day: 'soon' }, 'day is "soon", not a date (YYYY-MM-DD)'],
    ['width', 'multiple', { width: 300 }, 'width is 300, not a multiple of 32'],
    ['strength', 'min', { strength: 0 }, 'strength is 0, not above 0'],
    ['strength', 'max', { strength: 1 }, 'strength is 1, not below 1'],
    ['mask', 'required-if', { mode: 'repaint' }, 'mask is missing, and mode is "repaint"'],
    ['tags', 'type', { tags: 'a' }, 'tags is "a", not a list'],
    ['tags', 'count', { tags: ['a'] }, 'tags is ["a"], of fewer than 2 items'],
    ['tags', 'unique', { tags: ['a', 'a'] }, 'tags is ["a","a"], with an item twice'],
    ['tags', 'items', { tags: ['a', 5] }, 'tags[1] is 5, not a string'],
    ['crop', 'members', { crop: { x: 1 }, aspect: undefined }, 'crop.y is missing'],
    [
      'crop',
      'members',
      { crop: { x: 1, y: -1 }, aspect: undefined },
      'crop.y is -1, below the minimum of 0',
    ],
    [
      'crop',
      'exclusive',
      { crop: { x: 1, y: 1 } },
      'crop and aspect are both there, and only one of them may be',
    ],
  ])('of %s is %s: %j', (parameter, aspect, changes, why) => {
    const body = JSON.stringify({ ...contract.example, ...changes });
    expect(expectationOf(contract, body)).toEqual({
      expect: 'refuse',
      faults: [{ parameter, aspect, expect: 'refuse', why }],
    });
  });

  it.each([
    { owner: 'a@localhost' },
    { tags: ['a', null] },
    { crop: { x: 1, y: 1, z: 1 }, aspect: undefined },
    { crop: null },
    // 40 characters, but 80 UTF-16 units.
    { caption: '🗿'.repeat(40) },
  ])('is unknown where the page says nothing: %j', (changes) => {
    const body = JSON.stringify({ ...contract.example, ...changes });
    expect(expectationOf(contract, body).expect).toBe('unknown');
  });

  it('is not the only one where two promises are broken', () => {
    const body = JSON.stringify({ ...contract.example, code: 'lamplamplamp', width: 2_001 });
    const { faults } = expectationOf(contract, body);
    expect(faults.map(({ parameter, aspect }) => `${parameter} ${aspect}`)).toEqual([
      'code length',
      'code pattern',
      'width max',
      'width multiple',
    ]);
  });
});

describe('the clauses', () => {
  it('say, of what is new', () => {
    const texts = clausesOf(contract)
      .filter(({ rule }) => rule.of === 'parameter' && rule.aspect !== 'type')
      .map(({ id, text }) => `${id}: ${text}`);
    expect(texts).toMatchSnapshot();
  });
});

/** All problems of the contract with some parameters changed. */
function problemsOf(name: string, changes: object): readonly string[] {
  const parameters = contract?.parameters.map((parameter) =>
    parameter.name === name ? { ...parameter, ...changes } : parameter,
  );
  try {
    parseContract({ ...contract, parameters });
    return [];
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return error.problems.map(
      ({ path, message }) => `${path.replace(/^parameters\.\d+\./, '')}: ${message}`,
    );
  }
}

describe('a contradiction', () => {
  it.each<[string, object, string]>([
    ['caption', { minLength: 50 }, 'minLength: the minimum of 50 is above the maximum of 40'],
    ['caption', { pattern: '(' }, 'pattern: is no regular expression'],
    ['owner', { pattern: 'a' }, 'pattern: needs a text that matches, in examples'],
    ['code', { examples: ['lamp'] }, 'examples.0: code is "lamp", which does not match ^[A-Z]+$'],
    ['strength', { min: 0 }, 'exclusiveMin: is there beside an inclusive bound'],
    ['strength', { exclusiveMin: 1 }, 'type: no value is within these bounds'],
    ['level', { exclusiveMax: 1 }, 'type: no value is within these bounds'],
    ['width', { min: 257, max: 280 }, 'type: no value is within these bounds'],
    ['width', { default: 1_000 }, 'default: width is 1000, not a multiple of 32'],
    ['tags', { minItems: 5 }, 'minItems: the minimum of 5 is above the maximum of 4'],
    [
      'tags',
      { items: { type: 'string', pattern: 'a' } },
      'items.pattern: needs a text that matches, in examples',
    ],
    ['mask', { required: true }, 'requiredIf: mask is required anyway'],
    [
      'mask',
      { requiredIf: { parameter: 'mood', is: 1 } },
      'requiredIf.parameter: there is no other parameter mood',
    ],
    [
      'mask',
      { requiredIf: { parameter: 'mode', is: 'x' } },
      'requiredIf.is: mode is "x", not one of draw, repaint',
    ],
    [
      'mask',
      { requiredIf: { parameter: 'fast', is: false } },
      'requiredIf.is: is the default of fast: it is required always',
    ],
    ['crop', { excludes: ['mode'] }, 'excludes.0: mode is required always'],
    ['crop', { excludes: ['ticket'] }, 'excludes.0: the nonce has to go with everything'],
    ['aspect', { excludes: ['crop'] }, 'excludes.0: crop excludes aspect already'],
    [
      'ticket',
      { multipleOf: 2 },
      'roles.nonce: ticket has a multipleOf, which a made-up value could break',
    ],
  ])('is named: %s with %j', (name, changes, problem) => {
    expect(problemsOf(name, changes)).toContain(problem);
  });
});
