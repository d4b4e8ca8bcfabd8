import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { Redacted } from '../units/redacted.ts';
import { redactorOf } from './redaction.ts';

/** Keys as vendors make them, and with all that a header may hold. */
const keys = fc.oneof(
  fc.stringMatching(/^SG_[0-9a-f]{16}$/),
  fc
    .string({ minLength: 8, maxLength: 40, unit: 'grapheme-ascii' })
    .filter((key) => key.trim() === key),
);
const around = fc.string({ maxLength: 20 });

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** The spellings in which a server may send a key back. */
const SPELLINGS: Readonly<Record<string, (key: string) => string>> = {
  'as it is': (key) => key,
  'as base64': (key) => base64(key),
  'as base64url': (key) => Buffer.from(key).toString('base64url'),
  'escaped for a URL': (key) => encodeURIComponent(key),
  'escaped for a URL in lower case': (key) =>
    encodeURIComponent(key).replaceAll(/%../g, (hex) => hex.toLowerCase()),
  'in a form': (key) => new URLSearchParams([['', key]]).toString().slice(1),
  'in JSON': (key) => JSON.stringify(key).slice(1, -1),
  'in JSON that escapes slashes': (key) => JSON.stringify(key).slice(1, -1).replaceAll('/', '\\/'),
};

describe('a redactor', () => {
  test.each(Object.entries(SPELLINGS))('takes out a key %s', (_, spell) => {
    fc.assert(
      fc.property(keys, around, around, (key, before, after) => {
        const clean = redactorOf([new Redacted(key)]).text(before + spell(key) + after);
        expect(clean).toContain('[redacted]');
        expect(clean).not.toContain(key);
        expect(clean).not.toContain(spell(key));
      }),
    );
  });

  it('takes out the middle of base64 in which a key stands, wherever it begins', () => {
    fc.assert(
      fc.property(keys, around, around, (key, before, after) => {
        const clean = redactorOf([new Redacted(key)]).text(base64(before + key + after));
        const read = Buffer.from(clean.replace('[redacted]', ''), 'base64').toString('latin1');
        expect(clean).toContain('[redacted]');
        expect(read).not.toContain(Buffer.from(key).toString('latin1'));
        const url = Buffer.from(before + key + after).toString('base64url');
        expect(redactorOf([new Redacted(key)]).text(url)).toContain('[redacted]');
      }),
    );
  });

  it('takes a key out of bytes, and finds it in them', () => {
    fc.assert(
      fc.property(keys, fc.uint8Array(), fc.uint8Array(), (key, before, after) => {
        const redactor = redactorOf([new Redacted(key)]);
        const bytes = Buffer.concat([before, Buffer.from(key), after]);
        expect(redactor.isIn(bytes)).toBe(true);
        const clean = redactor.body({ base64: bytes.toString('base64') });
        const kept = Buffer.from('base64' in clean ? clean.base64 : '', 'base64');
        expect(kept.includes(key)).toBe(false);
        expect(redactor.isIn(kept)).toBe(false);
      }),
    );
  });

  it('leaves everything else as it is', () => {
    const redactor = redactorOf([new Redacted('SG_0123456789abcdef')]);
    fc.assert(
      fc.property(fc.string(), fc.uint8Array(), (text, bytes) => {
        expect(redactor.text(text)).toBe(text);
        expect(redactor.body({ text })).toEqual({ text });
        const base64Body = { base64: Buffer.from(bytes).toString('base64') };
        expect(redactor.body(base64Body)).toEqual(base64Body);
        expect(redactor.isIn(bytes)).toBe(false);
        expect(redactor.headers([[text, text]])).toEqual([[text, text]]);
      }),
    );
  });

  it('takes out each of several keys, one within another too', () => {
    const redactor = redactorOf(
      ['SG_short123', 'SG_short123-and-longer'].map((key) => new Redacted(key)),
    );
    expect(redactor.text('a SG_short123-and-longer b SG_short123 c')).toBe(
      'a [redacted] b [redacted] c',
    );
  });

  it('has nothing to do for an empty key', () => {
    expect(redactorOf([new Redacted('')]).text('abc')).toBe('abc');
    expect(redactorOf([]).text('abc')).toBe('abc');
  });

  test.each([
    ['non-ASCII in JSON that escapes it', 'schlüssel-1', '{"a":"schl\\u00fcssel-1"}'],
    ['a page', `a<b>&"c'd-1`, `<p>a&lt;b&gt;&amp;&quot;c&#39;d-1</p>`],
    ['a page in hex', `a<b>&"c'd-1`, `<p>a&lt;b&gt;&amp;&quot;c&#x27;d-1</p>`],
    ['an emoji in JSON that escapes it', 'key-🏠-1', '"key-\\ud83c\\udfe0-1"'],
  ])('takes a key out of %s', (_, key, said) => {
    const clean = redactorOf([new Redacted(key)]).text(said);
    expect(clean).toContain('[redacted]');
    expect(clean).not.toContain('-1');
  });
});
