import { describe, expect, it } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { gateway } from '../../specs/gateway.ts';
import { smallContracts } from '../generate/contracts.fixture.ts';
import type { JsonObject } from '../units/json.ts';
import { expectationOf } from './expectation.ts';

/** Reads the example with some members changed; `undefined` leaves one out. */
function reading(changes: Readonly<Record<string, unknown>>) {
  return expectationOf(contract, JSON.stringify({ ...contract.example, ...changes }));
}

describe('a whole body', () => {
  it.each([
    [undefined, 'there is no body'],
    ['', 'there is no body'],
    ['{"steps":', 'the body is not JSON'],
    ['steps=40', 'the body is not JSON'],
    ['[]', 'the body is an array, not a JSON object'],
    ['null', 'the body is null, not a JSON object'],
    ['"text"', 'the body is a string, not a JSON object'],
    ['40', 'the body is a number, not a JSON object'],
  ])('%j is refused: %s', (body, why) => {
    expect(expectationOf(contract, body)).toEqual({
      expect: 'refuse',
      faults: [{ aspect: 'body', expect: 'refuse', why }],
    });
  });
});

describe('a documented value is accepted', () => {
  it.each<JsonObject>([
    {},
    { steps: 15 },
    { steps: 50 },
    { guidance: 1 },
    { guidance: 49.999 },
    { seed: 0 },
    { seed: -0 },
    { seed: 2_147_483_647 },
    { output_format: 'png' },
    { prompt_upsampling: true },
    { prompt: ' ' },
    { control_image: 'HTTPS://example.com' },
    { control_image: 'http://[::1]:8080/a%20b?c=d#e' },
  ])('%j', (changes) => {
    expect(reading(changes)).toEqual({ expect: 'accept', faults: [] });
  });

  it('so is leaving out what is optional', () => {
    const optional = contract.parameters.filter(({ required }) => !required);
    const nothing = Object.fromEntries(optional.map(({ name }) => [name, undefined]));
    expect(reading(nothing).expect).toBe('accept');
  });
});

describe('one fault', () => {
  it.each([
    ['refuse', 'max', { steps: 51 }, 'steps is 51, above the maximum of 50'],
    ['refuse', 'min', { steps: 14 }, 'steps is 14, below the minimum of 15'],
    ['refuse', 'min', { guidance: 0.99 }, 'guidance is 0.99, below the minimum of 1'],
    ['refuse', 'type', { steps: 15.5 }, 'steps is 15.5, not an integer'],
    ['refuse', 'type', { steps: 60.5 }, 'steps is 60.5, not an integer'],
    ['refuse', 'type', { steps: 'forty' }, 'steps is "forty", not an integer'],
    ['refuse', 'type', { guidance: ' 7' }, 'guidance is " 7", not a number'],
    ['refuse', 'type', { guidance: '' }, 'guidance is "", not a number'],
    ['refuse', 'type', { guidance: true }, 'guidance is true, not a number'],
    ['refuse', 'type', { steps: [40] }, 'steps is [40], not an integer'],
    ['refuse', 'type', { prompt: 1 }, 'prompt is 1, not a string'],
    ['refuse', 'type', { control_image: {} }, 'control_image is {}, not a string'],
    ['refuse', 'type', { output_format: 1 }, 'output_format is 1, not a string'],
    ['refuse', 'type', { prompt_upsampling: 1 }, 'prompt_upsampling is 1, not true or false'],
    ['refuse', 'type', { prompt_upsampling: '' }, 'prompt_upsampling is "", not true or false'],
    ['refuse', 'values', { output_format: 'JPG' }, 'output_format is "JPG", not one of jpg, png'],
    ['refuse', 'uri', { control_image: '' }, 'control_image is "", not an absolute URL'],
    ['refuse', 'uri', { control_image: '/a' }, 'control_image is "/a", not an absolute URL'],
    [
      'refuse',
      'uri',
      { control_image: 'http://' },
      'control_image is "http://", not an absolute URL',
    ],
    ['unknown', 'unknowns', { steps: null }, 'steps is null, of which the page says nothing'],
    ['unknown', 'unknowns', { prompt: '' }, 'prompt is "", an empty text'],
    ['unknown', 'unknowns', { steps: '51' }, 'steps is "51", a number spelled as a string'],
    [
      'unknown',
      'unknowns',
      { guidance: '-7e1' },
      'guidance is "-7e1", a number spelled as a string',
    ],
    [
      'unknown',
      'unknowns',
      { prompt_upsampling: 'true' },
      'prompt_upsampling is "true", a boolean spelled as a string',
    ],
    ['unknown', 'unknowns', { seed: -1 }, 'seed is -1, outside the customary 0 to 2147483647'],
    [
      'unknown',
      'unknowns',
      { control_image: 'ftp://a.b/c' },
      'control_image is "ftp://a.b/c", a URL, but not a plain http(s) one',
    ],
    [
      'unknown',
      'unknowns',
      { control_image: 'https://a.b/c d' },
      'control_image is "https://a.b/c d", a URL, but not a plain http(s) one',
    ],
    [
      'unknown',
      'required',
      { prompt: undefined },
      'prompt is left out; the page calls it required and gives a default',
    ],
    ['unknown', 'unknown-field', { width: 1 }, 'width is not a documented parameter'],
  ] as const)('%s %s %j', (verdict, aspect, changes, why) => {
    const parameter = Object.keys(changes)[0];
    expect(reading(changes)).toEqual({
      expect: verdict,
      faults: [{ parameter, aspect, expect: verdict, why }],
    });
  });

  it('is unknown where a whole number is written with a fraction', () => {
    const body = JSON.stringify(contract.example).replace('"steps":40', '"steps":4.0e1');
    expect(expectationOf(contract, body)).toMatchObject({
      expect: 'unknown',
      faults: [{ parameter: 'steps', aspect: 'unknowns' }],
    });
  });

  it('is none where a number, not an integer, is written so, or a member of a member is', () => {
    const body = JSON.stringify(contract.example).replace('"guidance":7', '"guidance":7.0');
    expect(expectationOf(contract, body).expect).toBe('accept');
    const nested = body.replace('{', '{"more":{"steps":40.0},');
    expect(expectationOf(contract, nested).faults.map(({ parameter }) => parameter)).toEqual([
      'more',
    ]);
  });

  it('is a number too large to be one: above a maximum, else unknown', () => {
    const [, unbounded] = smallContracts(gateway);
    if (unbounded === undefined) throw new Error('no contract');
    const huge = expectationOf(unbounded, '{"label":"a","fast":true,"weight":1e400}');
    expect(huge.faults).toMatchObject([{ parameter: 'weight', aspect: 'unknowns' }]);
    const body = JSON.stringify(contract.example).replace('"guidance":7', '"guidance":1e400');
    expect(expectationOf(contract, body).faults.map(({ why }) => why)).toEqual([
      'guidance is Infinity, above the maximum of 50',
    ]);
  });

  it('is refused where what is missing has no default', () => {
    const [halfOpen] = smallContracts(gateway);
    if (halfOpen === undefined) throw new Error('no contract');
    expect(expectationOf(halfOpen, '{"count":1,"format":"png"}')).toEqual({
      expect: 'refuse',
      faults: [{ parameter: 'text', aspect: 'required', expect: 'refuse', why: 'text is missing' }],
    });
  });
});

describe('several faults', () => {
  it('are all named, in the order of the page, and the documented one decides', () => {
    const { expect: verdict, faults } = reading({ width: 1, steps: 51, seed: null });
    expect(verdict).toBe('refuse');
    expect(faults.map(({ parameter, aspect }) => `${parameter} ${aspect}`)).toEqual([
      'seed unknowns',
      'steps max',
      'width unknown-field',
    ]);
  });

  it('shows long values shortened', () => {
    const [fault] = reading({ output_format: 'x'.repeat(1_000_000) }).faults;
    expect(fault?.why.length).toBeLessThan(100);
    expect(fault?.why).toContain('xxx…');
  });

  it('does not fall over hostile bodies', () => {
    expect(expectationOf(contract, `{"a":${'['.repeat(200_000)}`).expect).toBe('refuse');
    const deep = `{"a":${'['.repeat(20_000)}1.0${']'.repeat(20_000)}}`;
    expect(expectationOf(contract, deep).expect).toBe('unknown');
    expect(expectationOf(contract, '{"__proto__":1}').faults.at(-1)?.parameter).toBe('__proto__');
  });
});
