import type { IntegerKind, Kind } from '../contract/parameter.ts';
import type { JsonValue } from '../units/json.ts';

/** One value of each JSON type but the right one; null is no fault but an unknown. */
export function wrongValues(
  kind: Kind,
  right: JsonValue,
): readonly (readonly [type: string, value: JsonValue])[] {
  const compound = [
    ['array', [right]],
    ['object', { value: right }],
  ] as const;
  switch (kind.type) {
    case 'string':
    case 'uri':
    case 'enum':
      return [['number', 42], ['boolean', true], ...compound];
    case 'number':
      return [['string', 'many'], ['boolean', true], ...compound];
    case 'integer':
      return [
        ['fraction', fraction(kind, right)],
        ['string', 'many'],
        ['boolean', true],
        ...compound,
      ];
    case 'boolean':
      return [['number', 1], ['string', 'yes'], ...compound];
    case 'array':
      return [
        ['string', 'many'],
        ['number', 42],
        ['boolean', true],
        ['object', { value: right }],
      ];
    case 'object':
      return [
        ['string', 'many'],
        ['number', 42],
        ['boolean', true],
        ['array', [right]],
      ];
  }
}

/** A number between two integers, within the bounds where there is room. */
function fraction({ min, max }: IntegerKind, right: JsonValue): number {
  const whole = typeof right === 'number' ? right : (min ?? max ?? 0);
  return max !== undefined && whole + 0.5 > max ? whole - 0.5 : whole + 0.5;
}
