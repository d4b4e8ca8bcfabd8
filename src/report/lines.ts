import { printable } from '../record/printable.ts';

/**
 * What CI systems take for commands to themselves: `::` at the beginning of a line (after white
 * space and colours), and `##[` or `##word[` anywhere.
 */
// oxlint-disable-next-line no-control-regex -- colours are control sequences
const COMMANDS = /^((?:\s|\u001b\[[0-9;]*m)*):(?=:)|#(?=#[a-z]*\[)/gim;

/** A text that gives no CI system a command. Nothing else is changed. */
export function withoutCommands(text: string): string {
  return text.replaceAll(COMMANDS, (_, before: string | undefined) =>
    before === undefined ? String.raw`\u{23}` : `${before}${String.raw`\u{3a}`}`,
  );
}

/**
 * A text in lines of at most `width` characters, broken between words where it can be; what acts
 * on a terminal is spelled out.
 * @param width 1 or more.
 */
export function wrapped(text: string, width: number): readonly string[] {
  return printable(text)
    .split('\n')
    .flatMap((line) => wrappedLine(line, Math.max(1, width)));
}

function wrappedLine(line: string, width: number): readonly string[] {
  if (size(line) <= width) return [line.trimEnd()];
  const indent = /^ */.exec(line)?.[0].slice(0, Math.floor(width / 2)) ?? '';
  const lines: string[] = [];
  let current = '';
  for (const word of line.trim().split(/ +/)) {
    const joined = current === '' ? indent + word : `${current} ${word}`;
    if (size(joined) <= width) {
      current = joined;
    } else if (size(indent + word) <= width) {
      lines.push(current);
      current = indent + word;
    } else {
      const pieces = broken(joined, width, indent);
      lines.push(...pieces.slice(0, -1));
      current = pieces.at(-1) ?? '';
    }
  }
  return [...lines, current].map((each) => each.trimEnd());
}

/** A line in pieces of `width`, all but the first indented. */
function broken(line: string, width: number, indent: string): readonly string[] {
  const characters = Array.from(line);
  const pieces = [characters.slice(0, width).join('')];
  const rest = width - indent.length;
  for (let at = width; at < characters.length; at += rest) {
    pieces.push(indent + characters.slice(at, at + rest).join(''));
  }
  return pieces;
}

function size(text: string): number {
  return Array.from(text).length;
}
