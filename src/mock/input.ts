import type { z } from 'zod';
import type { Contract, Payload } from '../contract/contract.ts';
import type { Aspect, Parameter } from '../contract/parameter.ts';
import { valueSchema } from '../contract/payload-schema.ts';
import { shown } from '../contract/shown.ts';
import type { JsonValue } from '../units/json.ts';

/** One thing that makes an input invalid. */
export interface InputFault {
  readonly parameter: string;
  readonly aspect: Exclude<Aspect, 'unknowns'>;
  /** E.g. `steps is 51: Too big: expected number to be <=50`. */
  readonly detail: string;
}

/**
 * The strict reading of a contract's payloads: what the page calls required must be there, null
 * is no value, fields that the page does not name are ignored.
 */
export function inputReader(contract: Contract): (inputs: Payload) => readonly InputFault[] {
  const schemas = contract.parameters.map((parameter) => ({
    parameter,
    schema: valueSchema(parameter),
  }));
  return (inputs) =>
    schemas.flatMap(({ parameter, schema }) => {
      const { name, required } = parameter;
      const value = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
      if (value !== undefined) return faultsOf(parameter, schema, value);
      return required
        ? [{ parameter: name, aspect: 'required', detail: `${name} is missing` }]
        : [];
    });
}

function faultsOf(parameter: Parameter, schema: z.ZodType, value: JsonValue): InputFault[] {
  const issues = schema.safeParse(value).error?.issues ?? [];
  return issues.map((issue) => ({
    parameter: parameter.name,
    aspect: aspectOf(issue.code, parameter, value),
    detail: `${parameter.name} is ${shown(value)}: ${issue.message}`,
  }));
}

/** What a schema's complaint is about, in the words of a contract. */
function aspectOf(code: string, parameter: Parameter, value: JsonValue): InputFault['aspect'] {
  switch (code) {
    case 'too_small':
      return 'min';
    case 'too_big':
      return 'max';
    case 'invalid_value':
      return typeof value === 'string' ? 'values' : 'type';
    case 'custom':
      return parameter.type === 'uri' ? 'uri' : 'type';
    default:
      return 'type';
  }
}
