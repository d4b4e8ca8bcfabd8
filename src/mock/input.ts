import type { z } from 'zod';
import type { Contract, Payload } from '../contract/contract.ts';
import type { Aspect, Parameter } from '../contract/parameter.ts';
import { relationFaults } from '../contract/relations.ts';
import { type Complaint, valueSchema } from '../contract/value-schema.ts';
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
      const company = relationFaults(parameter, inputs).map(({ aspect, why }): InputFault => ({
        parameter: name,
        aspect,
        detail: why,
      }));
      if (value !== undefined) return [...faultsOf(parameter, schema, value), ...company];
      return required
        ? [{ parameter: name, aspect: 'required', detail: `${name} is missing` }]
        : company;
    });
}

function faultsOf(parameter: Parameter, schema: z.ZodType, value: JsonValue): InputFault[] {
  const issues = schema.safeParse(value).error?.issues ?? [];
  return issues.map((issue) => ({
    parameter: parameter.name,
    aspect: aspectOf(issue, parameter, value),
    detail: `${parameter.name} is ${shown(value)}: ${issue.message}`,
  }));
}

/** What a schema's complaint is about, in the words of a contract. */
function aspectOf(
  issue: z.core.$ZodIssue,
  { type }: Parameter,
  value: JsonValue,
): InputFault['aspect'] {
  if (issue.path.length > 0) return type === 'array' ? 'items' : 'members';
  const { code } = issue;
  if (code === 'too_small') return type === 'array' ? 'count' : 'min';
  if (code === 'too_big') return type === 'array' ? 'count' : 'max';
  if (code === 'invalid_value') return typeof value === 'string' ? 'values' : 'type';
  return code === 'custom' ? ((issue.params as Complaint | undefined)?.aspect ?? 'type') : 'type';
}
