import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { detailIn, mentions, saysSomething } from './detail.ts';

describe('a text mentions a parameter', () => {
  test.each([
    ['steps must be at most 50', 'steps', true],
    ['Steps must be at most 50', 'steps', true],
    ['body.steps: too large', 'steps', true],
    ['[{"loc":["body","steps"]}]', 'steps', true],
    ['`steps`', 'steps', true],
    ['missteps', 'steps', false],
    ['steps_per_second', 'steps', false],
    ['2steps', 'steps', false],
    ['prompt_upsampling is not a boolean', 'prompt', false],
    ['prompt_upsampling is not a boolean', 'prompt_upsampling', true],
    ['Prompt upsampling is not a boolean', 'prompt_upsampling', true],
    ['promptUpsampling is not a boolean', 'prompt_upsampling', true],
    ['control-image is not a URL', 'control_image', true],
    ['control_images', 'control_image', false],
    ['', 'steps', false],
  ])('%j, %s: %s', (text, parameter, expected) => {
    expect(mentions(text, parameter)).toBe(expected);
  });

  it('wherever it stands by itself', () => {
    const name = fc.stringMatching(/^[a-z][\w-]{0,8}$/);
    fc.assert(
      fc.property(name, fc.string(), fc.string(), (parameter, before, after) => {
        expect(mentions(`${before} ${parameter} ${after}`, parameter)).toBe(true);
      }),
    );
  });
});

test.each([
  [{ error: 'a' }, 'a'],
  [{ error: '', detail: 'b' }, 'b'],
  [{ error: {}, message: 'c' }, 'c'],
  [{ error: true, error_description: 'd' }, 'd'],
  [{ error: ['steps'] }, ['steps']],
  [{ error: { steps: 'too large' } }, { steps: 'too large' }],
  [{ error: 400 }, undefined],
  [{ status: 'FAILED' }, undefined],
  [{}, undefined],
  [undefined, undefined],
])('the detail of %j: %j', (body, expected) => {
  expect(detailIn(contract, body)).toEqual(expected);
});

test.each([
  ['No', true],
  ['不', true],
  ['400', false],
  ['', false],
  [null, false],
  [5, false],
  [[[{ a: ['x'] }]], true],
  [[[{ a: [''] }]], false],
])('%j says something: %s', (value, expected) => {
  expect(saysSomething(value)).toBe(expected);
});
