import type { JsonValue } from '../units/json.ts';
import type { Aspect } from './parameter.ts';
import { shown } from './shown.ts';

/** What is not plainly valid about one value. */
export interface Flaw {
  readonly aspect: Exclude<Aspect, 'accepts'>;
  readonly expect: 'refuse' | 'unknown';
  readonly why: string;
}

/** A value that is documented as invalid. */
export function refused(
  name: string,
  aspect: Flaw['aspect'],
  value: JsonValue,
  what: string,
): Flaw {
  return { aspect, expect: 'refuse', why: `${name} is ${shown(value)}, ${what}` };
}

/** A value that the documentation says nothing of. */
export function silent(name: string, value: JsonValue, what: string): Flaw {
  return { aspect: 'unknowns', expect: 'unknown', why: `${name} is ${shown(value)}, ${what}` };
}
