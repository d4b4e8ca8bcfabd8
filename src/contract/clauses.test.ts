import { describe, expect, it } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { gateway } from '../../specs/gateway.ts';
import { smallContracts } from '../generate/contracts.fixture.ts';
import { GATEWAY_RULES } from './clause.ts';
import { clausesOf } from './clauses.ts';

describe('the clauses of flux-depth-pro', () => {
  const clauses = clausesOf(contract);

  it('have these ids and levels', () => {
    expect(clauses.map(({ id, level }) => `${level.padEnd(6)} ${id}`)).toMatchSnapshot();
  });

  it('say of their parameters', () => {
    const ofParameters = clauses.filter(({ rule }) => rule.of === 'parameter');
    expect(ofParameters.map(({ text }) => text)).toMatchSnapshot();
  });

  it('have one clause for each rule of the gateway', () => {
    const rules = clauses.map(({ rule }) => rule.of).filter((of) => of !== 'parameter');
    expect(rules.toSorted()).toEqual([...GATEWAY_RULES].toSorted());
  });
});

describe.each([contract, ...smallContracts(gateway)])('the clauses of $name', (one) => {
  it('have unique ids, one sentence each, and a source', () => {
    const clauses = clausesOf(one);
    expect(new Set(clauses.map(({ id }) => id)).size).toBe(clauses.length);
    for (const { text, source } of clauses) {
      expect(text).toMatch(/^\w.*\.$/);
      expect(source).not.toBe('');
    }
  });
});

function idsOf(parameter: string): readonly string[] {
  return smallContracts(gateway)
    .flatMap(clausesOf)
    .filter(({ rule }) => rule.of === 'parameter' && rule.parameter === parameter)
    .map(({ level, id }) => `${level} ${id}`);
}

describe('a parameter', () => {
  it('that is required without a default promises to be refused when it is missing', () => {
    expect(idsOf('text')).toContain('must parameter.text.required');
  });

  it('with one bound has one clause for it', () => {
    expect(idsOf('count')).toContain('must parameter.count.min');
    expect(idsOf('count')).not.toContain('must parameter.count.max');
  });

  it('without bounds has none', () => {
    expect(idsOf('weight')).toEqual([
      'must parameter.weight.accepts',
      'must parameter.weight.type',
      'record parameter.weight.unknowns',
    ]);
  });
});
