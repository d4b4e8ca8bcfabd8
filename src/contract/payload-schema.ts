import { z } from 'zod';
import type { Contract, Payload } from './contract.ts';
import { hasRelations, relationFaults } from './relations.ts';
import type { Parameter } from './parameter.ts';
import { valueSchema } from './value-schema.ts';

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
  const payloads = schema as z.ZodType as z.ZodType<Payload, Record<string, unknown>>;
  return hasRelations(contract) ? companySchema(contract).pipe(payloads) : payloads;
}

/** Which parameters are there together, judged before defaults are filled in. */
function companySchema({ parameters }: Contract) {
  return z.looseObject({}).superRefine((given, context) => {
    for (const parameter of parameters) {
      for (const { why } of relationFaults(parameter, given as Payload)) {
        context.addIssue({ code: 'custom', path: [parameter.name], message: why });
      }
    }
  });
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
