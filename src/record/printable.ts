/**
 * Characters that could do something to whoever shows them: the C0 and C1 controls but for the
 * line feed, what reorders or hides text (bidirectional controls, zero-width characters, tags,
 * line and paragraph separators), and what no text may hold: halves of surrogate pairs, U+FFFE
 * and U+FFFF.
 */
const UNPRINTABLE =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class -- these are what it finds
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

/** A text in which nothing acts on a terminal, a page or a reader: the rest as `\u{…}`. */
export function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, spelled);
}

/** The same on one line, line feeds as `\n`. */
export function printableLine(text: string): string {
  return printable(text).replaceAll('\n', '\\n');
}

/** Whether `printable` would leave a text as it is. */
export function isPrintable(text: string): boolean {
  return printable(text) === text;
}

function spelled(character: string): string {
  switch (character) {
    case '\t':
      return '\\t';
    case '\r':
      return '\\r';
    default:
      return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  }
}
