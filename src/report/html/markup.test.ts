import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { markup, prose } from './markup.ts';

test('text is escaped, for elements and for attributes', () => {
  const text = `<b onclick="x='y'">&amp;</b>`;
  expect(markup`<p title="${text}">${text}</p>`.text).toBe(
    '<p title="&#60;b onclick&#61;&#34;x&#61;&#39;y&#39;&#34;&#62;&#38;amp;&#60;/b&#62;">' +
      '&#60;b onclick&#61;&#34;x&#61;&#39;y&#39;&#34;&#62;&#38;amp;&#60;/b&#62;</p>',
  );
});

test('an exclamation mark before text changes nothing', () => {
  expect(markup`<p>wow!${'<script>'}</p>`.text).toBe('<p>wow!&#60;script&#62;</p>');
});

test('markup stands as it is, lists are joined, and nothing is nothing', () => {
  const items = ['<', '>'].map((each) => markup`<li>${each}</li>`);
  expect(markup`<ul>${items}${undefined}${3}${[['a']]}</ul>`.text).toBe(
    '<ul><li>&#60;</li><li>&#62;</li>3a</ul>',
  );
});

test('what stands between backticks is code', () => {
  expect(prose('a string at `error`, or `a<b`').text).toBe(
    'a string at <code>error</code>, or <code>a&#60;b</code>',
  );
  expect(prose('a lone ` is a backtick').text).toBe('a lone ` is a backtick');
});

// oxlint-disable-next-line no-control-regex -- these must not be there
const ACTING = /[<>"'\u0000-\u0009\u000b-\u001f\u202e]/;

test('no text opens a tag, ends an attribute or acts on a reader', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const { text: shown } of [markup`${text}`, prose(text)]) {
        expect(shown.replaceAll(/<\/?code>/g, '')).not.toMatch(ACTING);
      }
    }),
  );
});
