/** What JSON can say. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

export type JsonObject = { readonly [name: string]: JsonValue };

/** Whether a value is a JSON object: neither null nor an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value that a text spells, or undefined where it is not JSON. Never throws. */
export function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/**
 * Whether the brackets of a JSON text nest deeper than so many levels. What walks a value by
 * recursion cannot follow a hostile one to its ground, though it parses.
 */
export function nestsDeeperThan(text: string, levels: number): boolean {
  // A level takes a bracket at least, so most texts have too few to nest that deep.
  if (text.length <= levels || !hasMore(text, '{', '[', levels)) return false;
  let depth = 0;
  let inString = false;
  for (let place = 0; place < text.length; place += 1) {
    const character = text[place];
    if (inString) {
      if (character === '\\') place += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    if (depth > levels) return true;
  }
  return false;
}

/** Whether two characters stand in a text more often than so many times, together. */
function hasMore(text: string, one: string, other: string, times: number): boolean {
  let left = times;
  for (const character of [one, other]) {
    let place = text.indexOf(character);
    while (place !== -1) {
      if (left === 0) return true;
      left -= 1;
      place = text.indexOf(character, place + 1);
    }
  }
  return false;
}
