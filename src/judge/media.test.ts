import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../units/json.ts';
import { causesOf, verdictOn } from './fixtures/judged.ts';
import { type Change, type Story, story, type Telling } from './fixtures/story.ts';

const JPEG = Buffer.from('ffd8ffe000104a46', 'hex');
const PNG = Buffer.from('89504e470d0a1a0a00', 'hex');

const served = (type: string | undefined, answer: Telling['answer'] = JPEG): Telling => ({
  answer,
  headers: type === undefined ? [] : [['Content-Type', type]],
});
const ran = (change: Change = {}): Story => story().submit(change).polls('COMPLETED').result();

describe('an output', () => {
  test.each<[string, Story, readonly string[] | 'kept' | 'untested']>([
    ['a JPEG called one', ran().output(served('image/jpeg')), 'kept'],
    ['a JPEG called one with a parameter', ran().output(served('Image/JPEG; q=1')), 'kept'],
    ['a JPEG called nothing', ran().output(served(undefined)), 'kept'],
    ['a JPEG called bytes', ran().output(served('application/octet-stream')), 'kept'],
    ['a JPEG called image/jpg', ran().output(served('image/jpg')), 'kept'],
    ['a JPEG called a PNG', ran().output(served('image/png')), ['wrong-media-type']],
    ['a PNG called a JPEG', ran().output(served('image/jpeg', PNG)), ['wrong-bytes']],
    ['a page called a JPEG', ran().output(served('image/jpeg', '<html>')), ['wrong-bytes']],
    ['nothing at all', ran().output(served('image/jpeg', null)), ['wrong-bytes']],
    ['gone', ran().output({ status: 404, answer: null }), ['answered-404']],
    ['forbidden', ran().output({ status: 403, answer: null }), ['answered-403']],
    ['a server error', ran().output({ status: 500, answer: null }), ['answered-500']],
    ['elsewhere', ran().output({ status: 301, answer: null }), 'untested'],
    ['down', ran().output({ status: 502, answer: null }), 'untested'],
    ['limited', ran().output({ status: 429, answer: null }), 'untested'],
    [
      'a PNG that was asked for',
      ran({ output_format: 'png' }).output(served('image/png', PNG)),
      'kept',
    ],
    [
      'a JPEG where a PNG was asked for',
      ran({ output_format: 'png' }).output(served('image/png')),
      ['wrong-bytes'],
    ],
    [
      'of the default format',
      ran({ output_format: undefined }).output(served('image/jpeg')),
      'kept',
    ],
    [
      'of a format that is none, though every object has one of that name',
      ran({ output_format: 'constructor' }).output(served('text/html', '<html>')),
      'untested',
    ],
  ])('that is %s', (_, told, expected) => {
    const { verdict } = verdictOn('result.media-type', told);
    expect(verdict).toBe(typeof expected === 'string' ? expected : 'broken');
    expect(causesOf('result.media-type', told)).toEqual(
      typeof expected === 'string' ? [] : expected,
    );
  });
});

describe('the seconds that a job says it ran', () => {
  const stated = (inferenceTime: unknown): Story =>
    story()
      .submit()
      .later(20_000)
      .polls('COMPLETED')
      .result({
        metrics: JSON.parse(JSON.stringify({ inference_time: inferenceTime })) as JsonObject,
      });

  test.each<[unknown, readonly string[]]>([
    [0, []],
    [0.003, []],
    [21.04, []],
    ['12.5', []],
    [21.2, []],
    [21.25, ['too-long']],
    [22, []],
    [23, ['too-long']],
    [12_500, ['too-long']],
    [-0.1, ['negative']],
    [undefined, ['missing']],
    [null, ['missing']],
    ['soon', ['missing']],
    ['', ['missing']],
    [[12.5], ['missing']],
  ])('%j of 21.04: %j', (seconds, causes) => {
    expect(causesOf('result.inference-time', stated(seconds))).toEqual(causes);
  });

  test('are held against the state route too, but need not stand there', () => {
    const poll = (metrics: JsonObject): Story =>
      story()
        .submit()
        .ask('status', { answer: { status: 'COMPLETED', metrics } })
        .result();
    expect(causesOf('result.inference-time', poll({ inference_time: 99 }))).toEqual(['too-long']);
    expect(causesOf('result.inference-time', poll({}))).toEqual([]);
  });
});
