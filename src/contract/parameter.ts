/** One input of a model, as its page documents it. */
export type Parameter =
  | TextParameter
  | UriParameter
  | NumberParameter
  | IntegerParameter
  | BooleanParameter
  | EnumerationParameter;

interface Documented<Value> {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  /** What leaving it out stands for. A page may call a parameter required and give one. */
  readonly default?: Value;
}

export interface TextParameter extends Documented<string> {
  readonly type: 'string';
}

/** An absolute http(s) URL. */
export interface UriParameter extends Documented<string> {
  readonly type: 'uri';
  /** Media types that the thing it points at may have. */
  readonly mediaTypes?: readonly string[];
}

export interface NumberParameter extends Documented<number>, Range {
  readonly type: 'number';
}

export interface IntegerParameter extends Documented<number>, Range {
  readonly type: 'integer';
}

export interface BooleanParameter extends Documented<boolean> {
  readonly type: 'boolean';
}

export interface EnumerationParameter extends Documented<string> {
  readonly type: 'enum';
  readonly values: readonly string[];
}

export interface Range {
  /** Inclusive. */
  readonly min?: number;
  /** Inclusive. */
  readonly max?: number;
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
  'type',
  'min',
  'max',
  'values',
  'uri',
  'unknowns',
] as const;
export type Aspect = (typeof ASPECTS)[number];
