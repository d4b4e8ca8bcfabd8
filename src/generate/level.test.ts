import { describe, expect, it } from 'vitest';
import type { Parameter } from '../contract/parameter.ts';
import { boundaryValues, levelsOf } from './level.ts';
import { stepOf } from './step.ts';

const about = { name: 'it', description: '', required: true } as const;

describe('the levels of a parameter', () => {
  it.each<[string, Parameter, readonly unknown[]]>([
    ['integer, both bounds', { ...about, type: 'integer', min: 1, max: 9 }, [1, 2, 8, 9]],
    ['integer, one value', { ...about, type: 'integer', min: 4, max: 4 }, [4]],
    ['integer, two values', { ...about, type: 'integer', min: 4, max: 5 }, [4, 5]],
    ['integer, from a minimum on', { ...about, type: 'integer', min: 0 }, [0, 1]],
    ['integer, up to a maximum', { ...about, type: 'integer', max: -3 }, [-4, -3]],
    [
      'integer, bounded, with default',
      { ...about, type: 'integer', min: 1, max: 9, default: 5 },
      [1, 2, 5, 8, 9],
    ],
    [
      'integer, default at a bound',
      { ...about, type: 'integer', min: 1, max: 3, default: 1 },
      [1, 2, 3],
    ],
    [
      'integer, customary range',
      { ...about, type: 'integer', customary: { min: 0, max: 9 } },
      [0, 9],
    ],
    ['integer, bare', { ...about, type: 'integer' }, []],
    ['number', { ...about, type: 'number', min: 1, max: 50 }, [1, 1.01, 49.99, 50]],
    ['number, narrow', { ...about, type: 'number', min: 0, max: 0.01 }, [0, 0.001, 0.009, 0.01]],
    [
      'number, in binary dust',
      { ...about, type: 'number', min: 0.1, max: 0.7 },
      [0.1, 0.11, 0.69, 0.7],
    ],
    ['boolean', { ...about, type: 'boolean', default: true }, [false, true]],
    ['enumeration', { ...about, type: 'enum', values: ['a', 'b'], default: 'b' }, ['a', 'b']],
    ['text', { ...about, type: 'string' }, []],
    ['text with default', { ...about, type: 'string', default: 'a' }, ['a']],
    ['optional text', { ...about, type: 'string', required: false }, [undefined]],
    ['optional boolean', { ...about, type: 'boolean', required: false }, [false, true, undefined]],
  ])('%s', (_, parameter, levels) => {
    expect(levelsOf(parameter)).toEqual(levels);
  });
});

describe('a step from a bound', () => {
  it.each([
    [{ min: 1, max: 50 }, 0.01],
    [{ min: 0, max: 0.05 }, 0.001],
    [{ min: 1e12, max: 2e12 }, 10_000],
    [{ max: 3 }, 0.01],
  ])('of a number in %j is %d', (range, step) => {
    expect(stepOf({ ...about, type: 'number', ...range })).toBeCloseTo(step, 12);
  });

  it('stays inside even the narrowest range', () => {
    const narrow = { ...about, type: 'number', min: 1, max: 1 } as const;
    expect(boundaryValues(narrow)).toEqual([1]);
  });
});
