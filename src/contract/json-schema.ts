import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { JsonObject, JsonValue } from '../units/json.ts';
import type { Contract, Payload } from './contract.ts';
import { isHttpUrl } from './http-url.ts';
import { FORMAT_RULES, FORMATS } from './format.ts';
import type { Condition, Kind, Parameter, Range } from './parameter.ts';
import { mustBeThere, type SchemaOptions } from './payload-schema.ts';
import { DUST_DIGITS } from './range.ts';

/** What this schema's `format` calls an absolute http(s) URL. */
export const HTTP_URL_FORMAT = 'http-url';

/** The payload as JSON Schema 2020-12: the strict documented reading, like `payloadSchema`. */
export function payloadJsonSchema(contract: Contract, options: SchemaOptions = {}): JsonObject {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: contract.title,
    ...payloadObjectSchema(contract, options, HTTP_URL_FORMAT),
  };
}

/** The payload's schema alone, as a part of another document. @param uriFormat of `uri` values. */
export function payloadObjectSchema(
  contract: Contract,
  options: SchemaOptions,
  uriFormat: string,
): JsonObject {
  const properties = Object.fromEntries(
    contract.parameters.map((parameter) => [parameter.name, property(parameter, uriFormat)]),
  );
  const required = contract.parameters
    .filter((parameter) => mustBeThere(parameter, options))
    .map(({ name }) => name);
  return {
    type: 'object',
    properties,
    ...(required.length > 0 && { required }),
    additionalProperties: options.unknownFields !== 'refuse',
    ...companyRules(contract.parameters),
  };
}

/** Which parameters must, and must not, be there together. Null counts as not there. */
function companyRules(parameters: readonly Parameter[]): JsonObject {
  const rules = parameters.flatMap(({ name, requiredIf, excludes = [] }) => [
    ...(requiredIf === undefined ? [] : [requirement(name, requiredIf)]),
    ...excludes.map((other) => ({ not: { type: 'object', required: [name, other] } })),
  ]);
  return rules.length === 0 ? {} : { allOf: rules };
}

function requirement(name: string, { parameter, is }: Condition): JsonObject {
  return {
    if: { type: 'object', properties: { [parameter]: { const: is } }, required: [parameter] },
    // oxlint-disable-next-line unicorn/no-thenable -- the word of JSON Schema
    then: { required: [name] },
  };
}

/** Decides by ajv whether a payload is valid; its `errors` say why not. */
export function payloadValidator(
  contract: Contract,
  options: SchemaOptions = {},
): ValidateFunction<Payload> {
  const ajv = new Ajv2020({ allErrors: true, multipleOfPrecision: DUST_DIGITS });
  ajv.addFormat(HTTP_URL_FORMAT, isHttpUrl);
  for (const format of FORMATS) ajv.addFormat(format, FORMAT_RULES[format].fits);
  return ajv.compile<Payload>(payloadJsonSchema(contract, options));
}

function property(parameter: Parameter, uriFormat: string): JsonObject {
  return {
    ...constraint(parameter, uriFormat),
    description: parameter.description,
    ...(parameter.default !== undefined && { default: parameter.default }),
  };
}

function constraint(kind: Kind, uriFormat: string): JsonObject {
  switch (kind.type) {
    case 'string': {
      const { minLength, maxLength, pattern, format, examples } = kind;
      return { type: 'string', ...given({ minLength, maxLength, pattern, format, examples }) };
    }
    case 'uri':
      return { type: 'string', format: uriFormat };
    case 'number':
    case 'integer':
      return { type: kind.type, ...range(kind) };
    case 'boolean':
      return { type: 'boolean' };
    case 'enum':
      return { type: 'string', enum: kind.values };
    case 'array': {
      const { items, minItems, maxItems, unique } = kind;
      return {
        type: 'array',
        items: constraint(items, uriFormat),
        ...given({ minItems, maxItems, uniqueItems: unique }),
      };
    }
    case 'object': {
      const required = kind.members.filter((member) => member.required).map(({ name }) => name);
      return {
        type: 'object',
        properties: Object.fromEntries(
          kind.members.map((member) => [
            member.name,
            { ...constraint(member, uriFormat), description: member.description },
          ]),
        ),
        ...(required.length > 0 && { required }),
      };
    }
  }
}

function range({ min, max, exclusiveMin, exclusiveMax, multipleOf }: Range): JsonObject {
  return given({
    minimum: min,
    exclusiveMinimum: exclusiveMin,
    maximum: max,
    exclusiveMaximum: exclusiveMax,
    multipleOf,
  });
}

/** The members that are there. */
function given(members: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}
