import { html } from 'ghtml';
import { printable } from '../../record/printable.ts';

/** HTML that was written here, as opposed to text, which may come from anywhere. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What can stand in a template: markup as it is, nothing for undefined, all else as text. */
export type Insert = Markup | string | number | undefined | readonly Insert[];

/**
 * The tag of all templates. Text is escaped, for elements and for attributes in double quotes, and
 * what acts on a reader is spelled out; only markup, which only this tag makes, is not.
 */
export function markup(literals: TemplateStringsArray, ...inserts: readonly Insert[]): Markup {
  return new Markup(String.raw({ raw: literals }, ...inserts.map((insert) => inserted(insert))));
}

function inserted(insert: Insert): string {
  if (insert === undefined) return '';
  if (insert instanceof Markup) return insert.text;
  if (typeof insert === 'object') return insert.map((each) => inserted(each)).join('');
  return html`${printable(String(insert))}`;
}

/** A sentence in which what stands between backticks is code. */
export function prose(text: string): Markup {
  const parts = text.split('`');
  // A backtick without its fellow is only a backtick.
  if (parts.length % 2 === 0) return markup`${text}`;
  return markup`${parts.map((part, place) => (place % 2 === 0 ? part : markup`<code>${part}</code>`))}`;
}
