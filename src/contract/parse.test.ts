import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import { contract } from '../../specs/flux-depth-pro.ts';
import { gateway } from '../../specs/gateway.ts';
import { smallContracts } from '../generate/contracts.fixture.ts';
import type { Contract } from './contract.ts';
import type { contractSchema } from './contract-schema.ts';
import { ContractError, parseContract } from './parse.ts';

/** All problems of a value, each as `path: message`. */
function problemsOf(value: unknown): readonly string[] {
  try {
    parseContract(value);
    return [];
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return error.problems.map(({ path, message }) => `${path}: ${message}`);
  }
}

/** The contract with another value at a path. */
function at(path: string, value: unknown): unknown {
  const copy: unknown = structuredClone(contract);
  const names = path.split('.');
  const last = names.pop() ?? '';
  const holder = names.reduce(
    (object, name) => (object as Record<string, unknown>)[name],
    copy,
  ) as Record<string, unknown>;
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy;
}

type Immutable<T> = T extends object ? { readonly [Key in keyof T]: Immutable<T[Key]> } : T;

describe('a contract that is as it should be', () => {
  it.each([contract, ...smallContracts(gateway)])('is taken unchanged: $name', (one) => {
    expect(parseContract(one)).toEqual(one);
  });

  it('is still one after a round trip through JSON', () => {
    expect(parseContract(JSON.parse(JSON.stringify(contract)))).toEqual(contract);
  });

  it('has the type that the schema gives it, member by member', () => {
    type Parsed = z.output<typeof contractSchema>;
    type Given = Immutable<Omit<Parsed, 'example' | 'parameters'>>;
    expectTypeOf<Given>().toEqualTypeOf<Immutable<Omit<Contract, 'example' | 'parameters'>>>();
  });

  it('has the kinds of parameters, and their members, that the schema gives it', () => {
    type Parsed = z.output<typeof contractSchema>['parameters'][number];
    type MembersOf<P extends { readonly type: string }> = {
      [Type in P['type']]: keyof Extract<P, { readonly type: Type }>;
    };
    expectTypeOf<MembersOf<Parsed>>().toEqualTypeOf<MembersOf<Contract['parameters'][number]>>();
  });
});

describe('a malformed contract', () => {
  it.each([null, undefined, 5, 'text', []])('is refused: %j', (value) => {
    expect(problemsOf(value)).toHaveLength(1);
  });

  it.each([
    ['slug', undefined],
    ['title', ''],
    ['colour', 'red'],
    ['parameters', []],
    ['parameters.0.type', 'url'],
    ['parameters.2.min', '1'],
    ['parameters.7.min', 1.5],
    ['parameters.0.name', 'a b'],
    ['parameters.0.name', 'toString'],
    ['example', []],
    ['price.usd', -1],
    ['output.mediaTypes.jpg.magic', 'xyz'],
    ['gateway.origin', 'https://api.example.com/v2'],
    ['gateway.origin', 'not a url'],
    ['gateway.outputOrigins.0', 'ftp://files.example.com'],
    ['gateway.authentication.keyPattern', '('],
    ['gateway.routes.submit.path', '/v2/jobs'],
    ['gateway.routes.status.path', '/v2/requests/status'],
    ['gateway.routes.result.path', 'v2/requests/{id}'],
    ['gateway.states.failedStatus', 4220],
    ['gateway.clauses.0.id', 'no dots'],
    ['gateway.clauses.0.rule.of', 'validation.example-fails'],
    ['gateway.clauses.0.level', 'shall'],
  ])('is refused at %s = %j', (path, value) => {
    const [first] = problemsOf(at(path, value));
    const isUnknownMember = path === 'colour';
    expect(first).toMatch(isUnknownMember ? /^: .*"colour"/ : new RegExp(`^${path}: `));
  });
});

describe('a contract that contradicts itself', () => {
  it.each([
    ['roles.nonce', 'ticket', 'there is no parameter ticket'],
    [
      'roles.nonce',
      'output_format',
      'output_format is of type enum, not integer or number or string',
    ],
    ['roles.work', 'prompt', 'prompt is of type string, not integer or number'],
    ['output.parameter', 'format', 'there is no parameter format'],
    ['output.parameter', 'steps', 'steps is no enumeration'],
    ['example.steps', 51, 'steps is 51, above the maximum of 50'],
    ['example.width', 1, 'width is not a documented parameter'],
    ['parameters.7.default', 51, 'steps is 51, above the maximum of 50'],
    ['parameters.3.default', 'gif', 'output_format is "gif", not one of jpg, png'],
    ['parameters.0.default', '/a.jpg', 'control_image is "/a.jpg", not an absolute URL'],
    [
      'parameters.6.customary.min',
      2 ** 40,
      'the minimum of 1099511627776 is above the maximum of 2147483647',
    ],
    ['gateway.states.initial', 'NEW', 'NEW is no state'],
    ['gateway.states.completed', 'QUEUED', 'QUEUED is not terminal'],
    ['gateway.states.transitions.0.1', 'DONE', 'DONE is no state'],
    ['gateway.states.transitions.0.0', 'FAILED', 'FAILED is terminal'],
    ['gateway.states.all.1.name', 'QUEUED', 'QUEUED is there twice'],
    ['gateway.errors.1.role', 'bad-request', 'bad-request is there twice'],
    ['gateway.authentication.keyHexDigits', 15, 'does not fit the key SG_000000000000000'],
    ['gateway.clauses.1.id', 'validation.example-completes', 'is there twice'],
    ['gateway.clauses.1.id', 'parameter.steps.min', 'is there twice'],
  ])('is refused at %s = %j: %s', (path, value, message) => {
    const problems = problemsOf(at(path, value));
    expect(problems.filter((problem) => problem.endsWith(message))).not.toEqual([]);
  });

  it('is refused where two parameters share a name', () => {
    const [first] = contract.parameters;
    expect(problemsOf({ ...contract, parameters: [...contract.parameters, first] })).toEqual([
      'parameters.8.name: control_image is there twice',
    ]);
  });

  it('is refused where a clause is about a parameter that is not there', () => {
    const rule = { of: 'parameter', parameter: 'width', aspect: 'min' };
    const clause = { id: 'own.width', text: 'It.', level: 'must', source: 'page', rule };
    expect(problemsOf({ ...contract, clauses: [clause] })).toEqual([
      'clauses.0.rule.parameter: there is no parameter width',
    ]);
  });
});

describe('all problems', () => {
  it('are named at once, malformed parts and contradictions alike', () => {
    const value = { ...contract, title: 5, roles: { nonce: 'ticket' }, price: { usd: 1 } };
    expect(problemsOf(value).map((problem) => problem.split(':')[0])).toEqual([
      'title',
      'price.source',
      'roles.nonce',
    ]);
  });

  it('are in the message, a line each', () => {
    expect(() => parseContract({ ...contract, title: 5, slug: 5 })).toThrow(
      /^the contract cannot be used:\n {2}slug: .*\n {2}title: .*$/,
    );
  });
});
