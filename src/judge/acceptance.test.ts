import { describe, expect, it, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { CLAUSES, causesOf, summaryOf, verdictOn } from './fixtures/judged.ts';
import { type Change, HEADER, type Story, story } from './fixtures/story.ts';

const ran = (...changes: readonly Change[]): Story =>
  changes.reduce((told: Story, change) => told.submit(change).polls('COMPLETED'), story());

/** The parameters whose `accepts` clause a story breaks. */
const blamedIn = (told: Story): readonly string[] =>
  CLAUSES.filter(({ rule }) => rule.of === 'parameter' && rule.aspect === 'accepts')
    .filter(({ id }) => verdictOn(id, told).verdict === 'broken')
    .map(({ rule }) => (rule.of === 'parameter' ? rule.parameter : ''));

const silent = { answer: { error: 'Invalid input' } };
const says = (error: string) => ({ answer: { error } });

describe('a valid input that is refused', () => {
  test.each<[string, Story, readonly string[]]>([
    ['the one value not seen to work', ran({}).refused({ steps: 15 }, silent), ['steps']],
    ['the one absence not seen to work', ran({}).refused({ steps: undefined }, silent), ['steps']],
    [
      'the one value of several that others had as well',
      ran({}, { guidance: 1 }).refused({ steps: 15, guidance: 1 }, silent),
      ['steps'],
    ],
    [
      'nobody, of several values not seen to work',
      ran({}).refused({ steps: 15, guidance: 1 }, silent),
      [],
    ],
    [
      'the value that the refusal names, of several',
      ran({}).refused({ steps: 15, guidance: 1 }, says('guidance is too low')),
      ['guidance'],
    ],
    [
      'nobody, where the refusal names several',
      ran({}).refused({ steps: 15, guidance: 1 }, says('steps and guidance')),
      [],
    ],
    [
      'nobody, where the refusal names what has been seen to work',
      ran({}).refused({ steps: 15, guidance: 1 }, says('safety_tolerance')),
      [],
    ],
    [
      'a name, not a longer name in which it stands',
      ran({}).refused({ prompt: 'a', prompt_upsampling: true }, says('prompt_upsampling')),
      ['prompt_upsampling'],
    ],
    [
      'a value sooner than a text that is never repeated',
      ran({}).refused({ steps: 15, prompt: 'another' }, silent),
      ['steps'],
    ],
    [
      'a value sooner than the nonce and an address',
      ran({}).refused({ steps: 15, control_image: 'https://a.invalid/b.png', seed: 0 }, silent),
      ['steps'],
    ],
    [
      'a text, where nothing else is left and the refusal names it',
      ran({}).refused({ prompt: 'another' }, says('prompt is refused')),
      ['prompt'],
    ],
    [
      'nobody, where a text or the nonce may be to blame',
      ran({}).refused({ prompt: 'another' }, silent),
      [],
    ],
    [
      'nobody, where every value went through in another input',
      ran({ steps: 15 }, { guidance: 1 }).refused({ steps: 15, guidance: 1 }, silent),
      [],
    ],
    ['nobody, where nothing went through', story().refused({ steps: 15 }, silent), []],
    [
      'the nonce, where it is left out and the refusal blames nothing else',
      ran({}).refused({ seed: undefined }, silent),
      ['seed'],
    ],
    ['the nonce, where the refusal names it', ran({}).refused({ seed: 0 }, says('seed')), ['seed']],
  ])('is blamed on %s', (_, told, blamed) => {
    expect(blamedIn(told)).toEqual(blamed);
  });

  it('is exonerated by the same input that went through before or after', () => {
    const input = { steps: 15, guidance: 1 };
    const before = ran(input).refused(input, silent);
    const after = story().refused(input, silent).submit(input).polls('COMPLETED');
    for (const told of [before, after]) {
      expect(blamedIn(told)).toEqual([]);
      expect(verdictOn('validation.valid-is-accepted', told).verdict).toBe('kept');
    }
  });

  it('is exonerated whatever the order of its members', () => {
    const { steps, ...rest } = contract.example;
    const told = story()
      .submit({}, { body: JSON.stringify({ steps: 15, ...rest }) })
      .polls('COMPLETED')
      .refused({}, { body: JSON.stringify({ ...rest, steps: 15 }), ...silent });
    expect(steps).toBe(40);
    expect(blamedIn(told)).toEqual([]);
  });

  it('is not exonerated by an input with another value', () => {
    const told = ran({}, { steps: 16 }).refused({ steps: 15 }, silent);
    expect(verdictOn('validation.valid-is-accepted', told).verdict).toBe('broken');
    expect(causesOf('parameter.steps.accepts', told)).toEqual(['15-refused']);
  });
});

describe('a valid input that fails inside the job', () => {
  it('is blamed like one that is refused', () => {
    const told = ran({}).submit({ steps: 15 }).fails('Oops');
    expect(causesOf('parameter.steps.accepts', told)).toEqual(['15-refused']);
    expect(summaryOf('parameter.steps.accepts', told)).toContain('failed inside the job');
    expect(causesOf('validation.valid-is-accepted', told)).toEqual(['failed']);
  });

  it('is blamed on what its detail names', () => {
    const told = ran({}).submit({ steps: 15, guidance: 1 }).fails('guidance is too low');
    expect(blamedIn(told)).toEqual(['guidance']);
  });
});

test.each([
  ['a content block', story().submit({ prompt: HEADER.blockedPrompt }).polls('FAILED')],
  ['an undocumented input', story().submit({ steps: null }).polls('FAILED')],
  ['another key', ran({}).refused({ steps: 15 }, { key: 'broke' })],
  ['an empty balance', ran({}).refused({ steps: 15 }, { status: 402 })],
])('%s blames nobody', (_, told) => {
  expect(blamedIn(told)).toEqual([]);
  expect(verdictOn('validation.valid-is-accepted', told).verdict).not.toBe('broken');
});

test('what is said of a failure that no value alone explains', () => {
  const told = ran({ steps: 15 }, { guidance: 1 }).refused({ steps: 15, guidance: 1 }, silent);
  expect(summaryOf('validation.valid-is-accepted', told)).toBe(
    'A payload with nothing but documented values was refused with 400. Each of its values went through in another payload.',
  );
});

test('what is said of a failure that several values may explain', () => {
  const told = ran({}).refused({ steps: 15, guidance: 1, output_format: undefined }, silent);
  expect(summaryOf('validation.valid-is-accepted', told)).toBe(
    'A payload with nothing but documented values was refused with 400. Not seen to work elsewhere: guidance 1, output_format left out, steps 15.',
  );
});

test('several refused values of one parameter are findings of their own', () => {
  const told = ran({})
    .refused({ steps: 15 }, silent)
    .refused({ steps: 50 }, silent)
    .refused({ steps: 15, guidance: 7 }, silent);
  expect(causesOf('parameter.steps.accepts', told)).toEqual(['15-refused', '50-refused']);
  expect(summaryOf('parameter.steps.accepts', told)).toMatch(/ \(and 1 more like it\)$/);
});
