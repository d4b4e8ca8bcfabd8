import type { Contract, Payload } from '../contract/contract.ts';
import type { Parameter } from '../contract/parameter.ts';
import type { JsonValue } from '../units/json.ts';

/** Inputs as a lenient server takes them: `"40"` is 40, `"true"` is true, null is absent. */
export function coerced(contract: Contract, sent: Payload): Payload {
  const parameters = new Map(contract.parameters.map((parameter) => [parameter.name, parameter]));
  return Object.fromEntries(
    Object.entries(sent).flatMap(([name, value]) => {
      const parameter = parameters.get(name);
      if (parameter === undefined) return [[name, value]];
      return value === null ? [] : [[name, coercedValue(parameter, value)]];
    }),
  );
}

function coercedValue(parameter: Parameter, value: JsonValue): JsonValue {
  if (typeof value !== 'string' || value.trim() === '') return value;
  switch (parameter.type) {
    case 'number':
    case 'integer':
      return Number.isFinite(Number(value)) ? Number(value) : value;
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : value;
    case 'string':
    case 'uri':
    case 'enum':
    case 'array':
    case 'object':
      return value;
  }
}
