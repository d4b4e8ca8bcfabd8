import type { JsonValue } from '../units/json.ts';

const LONGEST = 40;

/** A value as JSON, shortened to about 40 characters, for messages to people. */
export function shown(value: JsonValue): string {
  // JSON spells 1e400 but cannot spell the infinity that is read from it.
  return shortened(typeof value === 'number' ? String(value) : JSON.stringify(value));
}

/** A text, cut to about 40 characters. */
export function shortened(text: string): string {
  const characters = Array.from(text.slice(0, 2 * LONGEST + 2));
  return characters.length <= LONGEST ? text : `${characters.slice(0, LONGEST - 1).join('')}…`;
}
