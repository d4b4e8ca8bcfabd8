import { z } from 'zod';
import type { Contract, Payload } from './contract.ts';
import { isHttpUrl } from './http-url.ts';
import type { Parameter, Range } from './parameter.ts';

/** How a schema treats what a page does not decide. */
export interface SchemaOptions {
  /** Fields that the page does not name. `allow` by default. */
  readonly unknownFields?: 'allow' | 'refuse';
  /**
   * Parameters that the page calls required and gives a default: left out, they are filled in
   * (the default) or refused.
   */
  readonly missingDefaults?: 'fill' | 'refuse';
}

/**
 * The strict documented reading of a payload: null, numbers spelled as strings and URLs of other
 * schemes are refused. It parses whatever `expectationOf` accepts, and refuses whatever that
 * refuses. What was left out is filled in with its default.
 */
export function payloadSchema(contract: Contract, options: SchemaOptions = {}): z.ZodType<Payload> {
  const shape = Object.fromEntries(
    contract.parameters.map((parameter) => [parameter.name, memberSchema(parameter, options)]),
  );
  const schema = options.unknownFields === 'refuse' ? z.strictObject(shape) : z.looseObject(shape);
  return schema as z.ZodType as z.ZodType<Payload>;
}

function memberSchema(parameter: Parameter, options: SchemaOptions): z.ZodType {
  const value = valueSchema(parameter);
  if (mustBeThere(parameter, options)) return value;
  return parameter.default === undefined ? value.optional() : value.default(parameter.default);
}

/** Whether a schema with these options refuses a payload that leaves the parameter out. */
export function mustBeThere(parameter: Parameter, options: SchemaOptions): boolean {
  return (
    parameter.required && (parameter.default === undefined || options.missingDefaults === 'refuse')
  );
}

/** What one parameter may be, by its documentation alone. */
export function valueSchema(parameter: Parameter): z.ZodType {
  switch (parameter.type) {
    case 'string':
      return z.string();
    case 'uri':
      return z.string().refine(isHttpUrl, { error: 'expected an absolute http(s) URL' });
    case 'number':
      return bounded(z.number(), parameter);
    case 'integer':
      // Not z.int(): it refuses integers beyond 2^53, of which a page says nothing.
      return bounded(
        z.number().refine(Number.isInteger, { error: 'expected an integer' }),
        parameter,
      );
    case 'boolean':
      return z.boolean();
    case 'enum':
      return z.enum([...parameter.values]);
  }
}

function bounded(schema: z.ZodNumber, { min, max }: Range): z.ZodType {
  const above = min === undefined ? schema : schema.gte(min);
  return max === undefined ? above : above.lte(max);
}
