import type { JsonObject, JsonValue } from '../units/json.ts';
import type { Format } from './format.ts';

/** One input of a model, as its page documents it. */
export type Parameter =
  | TextParameter
  | UriParameter
  | NumberParameter
  | IntegerParameter
  | BooleanParameter
  | EnumerationParameter
  | ArrayParameter
  | ObjectParameter;

/** What a value may be, whatever it is called: a parameter's, a list's item, an object's member. */
export type Kind =
  | TextKind
  | UriKind
  | NumberKind
  | IntegerKind
  | BooleanKind
  | EnumerationKind
  | ArrayKind
  | ObjectKind;

/** A kind of value, and what to call such a value. */
export type Named = Kind & { readonly name: string };

interface Documented<Value> {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  /** What leaving it out stands for. A page may call a parameter required and give one. */
  readonly default?: Value;
  /** It must be there, too, when another parameter has this value. */
  readonly requiredIf?: Condition;
  /** Parameters that must not be there together with it. Named on one side of a pair alone. */
  readonly excludes?: readonly string[];
}

/** That a parameter is given, and has a value. */
export interface Condition {
  readonly parameter: string;
  readonly is: string | number | boolean;
}

export interface TextKind {
  readonly type: 'string';
  /** Inclusive, in characters: Unicode code points. */
  readonly minLength?: number;
  /** Inclusive, in characters: Unicode code points. */
  readonly maxLength?: number;
  /** A regular expression (with the flag `u`) that a part of the text must match. */
  readonly pattern?: string;
  readonly format?: Format;
  /** Texts that fit; a pattern needs one, unless there is a default. */
  readonly examples?: readonly string[];
}

/** An absolute http(s) URL. */
export interface UriKind {
  readonly type: 'uri';
  /** Media types that the thing it points at may have. */
  readonly mediaTypes?: readonly string[];
}

export interface NumberKind extends Range {
  readonly type: 'number';
}

export interface IntegerKind extends Range {
  readonly type: 'integer';
}

export interface BooleanKind {
  readonly type: 'boolean';
}

export interface EnumerationKind {
  readonly type: 'enum';
  readonly values: readonly string[];
}

/** A list of values of one kind. */
export interface ArrayKind {
  readonly type: 'array';
  readonly items: Kind;
  /** Inclusive. */
  readonly minItems?: number;
  /** Inclusive. */
  readonly maxItems?: number;
  /** Whether no two items may be equal. */
  readonly unique?: boolean;
}

/** A JSON object inside the payload. Of members that it does not name the page is silent. */
export interface ObjectKind {
  readonly type: 'object';
  readonly members: readonly Member[];
}

/** One member of an object. */
export type Member = Kind & {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
};

export interface TextParameter extends Documented<string>, TextKind {}
export interface UriParameter extends Documented<string>, UriKind {}
export interface NumberParameter extends Documented<number>, NumberKind {}
export interface IntegerParameter extends Documented<number>, IntegerKind {}
export interface BooleanParameter extends Documented<boolean>, BooleanKind {}
export interface EnumerationParameter extends Documented<string>, EnumerationKind {}
export interface ArrayParameter extends Documented<readonly JsonValue[]>, ArrayKind {}
export interface ObjectParameter extends Documented<JsonObject>, ObjectKind {}

export interface Range {
  /** Inclusive. */
  readonly min?: number;
  /** Inclusive. */
  readonly max?: number;
  /** Exclusive; instead of `min`. */
  readonly exclusiveMin?: number;
  /** Exclusive; instead of `max`. */
  readonly exclusiveMax?: number;
  /** Above 0; every value is a whole multiple of it. */
  readonly multipleOf?: number;
  /**
   * For a parameter without documented bounds: the inclusive range in which every server can be
   * expected to take a value. Outside it the documentation is silent.
   */
  readonly customary?: { readonly min: number; readonly max: number };
}

/** What a page can promise of one parameter; the last part of the clause ids. */
export const ASPECTS = [
  'accepts',
  'required',
  'required-if',
  'exclusive',
  'type',
  'min',
  'max',
  'multiple',
  'values',
  'uri',
  'length',
  'pattern',
  'format',
  'count',
  'unique',
  'items',
  'members',
  'unknowns',
] as const;
export type Aspect = (typeof ASPECTS)[number];
