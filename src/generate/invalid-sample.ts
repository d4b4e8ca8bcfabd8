import type { Kind } from '../contract/parameter.ts';
import { boundOf } from '../contract/range.ts';
import type { JsonValue } from '../units/json.ts';
import { moved, stepOf } from './step.ts';
import { wrongValues } from './wrong-type.ts';

/** Invalid values of a kind inside another: each JSON type, and what is just outside its bounds. */
export function invalidSamples(
  kind: Kind,
  right: JsonValue,
): readonly (readonly [label: string, value: JsonValue])[] {
  const outside =
    kind.type === 'number' || kind.type === 'integer'
      ? (['min', 'max'] as const).flatMap((side) => {
          const bound = boundOf(kind, side);
          if (bound === undefined) return [];
          const step = stepOf(kind) * (side === 'min' ? -1 : 1);
          return [[`outside-${side}`, moved(bound, step)] as const];
        })
      : [];
  const foreign = kind.type === 'enum' ? ([['foreign', 'none-of-these']] as const) : [];
  const words = kind.type === 'uri' ? ([['words', 'not a url']] as const) : [];
  const empty = kind.type === 'string' ? ([['empty', '']] as const) : [];
  return [...wrongValues(kind, right), ...outside, ...foreign, ...words, ...empty];
}
