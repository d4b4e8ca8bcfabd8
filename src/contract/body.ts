import { isJsonObject, type JsonObject, parseJson } from '../units/json.ts';

/** A submitted body that is a JSON object. */
export interface Body {
  readonly payload: JsonObject;
  /** Members whose value is whole but spelled with a fraction or an exponent: `15.0`, `4e1`. */
  readonly spelledAsFraction: ReadonlySet<string>;
}

/** Why a submitted body is not one. */
export interface NoBody {
  readonly why: string;
}

/** Reads a body as a JSON object. @param text what was sent; undefined when there was none. */
export function readBody(text: string | undefined): Body | NoBody {
  if (text === undefined || text === '') return { why: 'there is no body' };
  const value = parseJson(text);
  if (value === undefined) return { why: 'the body is not JSON' };
  if (isJsonObject(value)) return { payload: value, spelledAsFraction: spelledAsFraction(text) };
  const kind = Array.isArray(value) ? 'an array' : value === null ? 'null' : `a ${typeof value}`;
  return { why: `the body is ${kind}, not a JSON object` };
}

/** What a reviver is told of the text that spelled a value. */
interface Spelling {
  readonly source?: string;
}

/** A number in a JSON object that is spelled so, with what can stand before one; or such a text. */
const FRACTION_OR_EXPONENT = /[:,[\s]-?\d+[.e]/i;

function spelledAsFraction(text: string): ReadonlySet<string> {
  // Reading with a reviver is slow.
  if (!FRACTION_OR_EXPONENT.test(text)) return new Set();
  const found: { readonly holder: unknown; readonly name: string }[] = [];
  function note(this: unknown, name: string, value: unknown, spelling?: Spelling): unknown {
    if (Number.isInteger(value) && /[.e]/i.test(spelling?.source ?? '')) {
      found.push({ holder: this, name });
    }
    return value;
  }
  try {
    const root: unknown = JSON.parse(text, note);
    return new Set(found.filter(({ holder }) => holder === root).map(({ name }) => name));
  } catch {
    // Unlike parsing, reviving recurses: a body nested too deeply for it has no such members.
    return new Set();
  }
}
