import { isPrintable } from './printable.ts';

/**
 * A text as one word of a POSIX shell, which changes nothing in it.
 * @param text without NUL, which no shell word can hold.
 */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Longer words than this are not safe to hand to a program on every system, in bytes. */
const LONGEST_WORD = 100_000;

/** Whether a text can be a word of a script that people read: nothing hidden, not too long. */
export function fitsInWord(text: string): boolean {
  return isPrintable(text) && Buffer.byteLength(text) <= LONGEST_WORD;
}

const BYTES_PER_LINE = 60;

/**
 * A command that writes exactly these bytes to its standard output. The script stays plain
 * ASCII, whatever they are.
 */
export function printBytes(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += BYTES_PER_LINE) {
    const part = Array.from(bytes.subarray(at, at + BYTES_PER_LINE), spelled).join('');
    lines.push(`printf '%b' '${part}'`);
  }
  return lines.length === 1 ? lines.join('') : `{\n${lines.map((line) => `  ${line}\n`).join('')}}`;
}

const BACKSLASH = 0x5c;
const QUOTE = 0x27;

function spelled(byte: number): string {
  const plain = byte >= 0x20 && byte < 0x7f && byte !== BACKSLASH && byte !== QUOTE;
  return plain ? String.fromCharCode(byte) : String.raw`\0${byte.toString(8).padStart(3, '0')}`;
}
