import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { JsonObject, JsonValue } from '../units/json.ts';
import type { Contract, Payload } from './contract.ts';
import { isHttpUrl } from './http-url.ts';
import type { Parameter, Range } from './parameter.ts';
import { mustBeThere, type SchemaOptions } from './payload-schema.ts';

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
  };
}

/** Decides by ajv whether a payload is valid; its `errors` say why not. */
export function payloadValidator(
  contract: Contract,
  options: SchemaOptions = {},
): ValidateFunction<Payload> {
  const ajv = new Ajv2020({ allErrors: true });
  ajv.addFormat(HTTP_URL_FORMAT, isHttpUrl);
  return ajv.compile<Payload>(payloadJsonSchema(contract, options));
}

function property(parameter: Parameter, uriFormat: string): JsonObject {
  return {
    ...constraint(parameter, uriFormat),
    description: parameter.description,
    ...(parameter.default !== undefined && { default: parameter.default }),
  };
}

function constraint(parameter: Parameter, uriFormat: string): Record<string, JsonValue> {
  switch (parameter.type) {
    case 'string':
      return { type: 'string' };
    case 'uri':
      return { type: 'string', format: uriFormat };
    case 'number':
    case 'integer':
      return { type: parameter.type, ...range(parameter) };
    case 'boolean':
      return { type: 'boolean' };
    case 'enum':
      return { type: 'string', enum: parameter.values };
  }
}

function range({ min, max }: Range): Record<string, number> {
  return { ...(min !== undefined && { minimum: min }), ...(max !== undefined && { maximum: max }) };
}
