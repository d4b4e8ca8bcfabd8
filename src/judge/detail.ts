import type { Contract } from '../contract/contract.ts';
import type { JsonObject, JsonValue } from '../units/json.ts';

/** Where servers put what is wrong, if not where the contract says. */
const USUAL_MEMBERS = ['detail', 'details', 'message', 'errors', 'error_message', 'reason'];

/** What a body says is wrong: the first member for it in which there is a word. */
export function detailIn(contract: Contract, body: JsonObject | undefined): JsonValue | undefined {
  const { error, errorDescription } = contract.gateway.names;
  return [error, errorDescription, ...USUAL_MEMBERS]
    .map((name) => body?.[name])
    .find((member) => member !== undefined && saysSomething(member));
}

/** Whether there is a letter anywhere in a JSON value's strings. */
export function saysSomething(value: JsonValue): boolean {
  if (typeof value === 'string') return /\p{L}/u.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((member: JsonValue) => saysSomething(member));
}

/**
 * Whether a text names a parameter, as a word of its own: `control_image`, also as `Control image`
 * or `control-image`, but not within `control_images`.
 * @param parameter letters, digits, `_` and `-`, as a contract's names are.
 */
export function mentions(text: string, parameter: string): boolean {
  const words = parameter.split(/[_-]/).join('[\\s_-]?');
  return new RegExp(`(?<![\\p{L}\\p{N}_])${words}(?![\\p{L}\\p{N}_])`, 'iu').test(text);
}
