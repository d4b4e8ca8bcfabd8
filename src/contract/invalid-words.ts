import { documentedCount, documentedValues, listed } from './documented.ts';
import { FORMAT_RULES } from './format.ts';
import type { Aspect, Kind } from './parameter.ts';

/** The promises that are all alike: such a value is refused. */
export function invalidValue(
  kind: Kind,
  aspect: Exclude<
    Aspect,
    'accepts' | 'required' | 'type' | 'min' | 'max' | 'required-if' | 'exclusive' | 'unknowns'
  >,
): string | undefined {
  const { type } = kind;
  switch (aspect) {
    case 'values':
      return type === 'enum' ? `other than ${listed(kind.values)}` : undefined;
    case 'uri':
      return type === 'uri' ? 'that is not an absolute URL' : undefined;
    case 'multiple':
      return (type === 'number' || type === 'integer') && kind.multipleOf !== undefined
        ? `that is no multiple of ${kind.multipleOf}`
        : undefined;
    case 'length':
      return type === 'string'
        ? notOf(documentedCount(positive(kind.minLength), kind.maxLength, 'characters'))
        : undefined;
    case 'pattern':
      return type === 'string' && kind.pattern !== undefined
        ? `that does not match ${kind.pattern}`
        : undefined;
    case 'format':
      return type === 'string' && kind.format !== undefined
        ? `that is not ${FORMAT_RULES[kind.format].words}`
        : undefined;
    case 'count':
      return type === 'array'
        ? notOf(documentedCount(positive(kind.minItems), kind.maxItems, 'items'))
        : undefined;
    case 'unique':
      return type === 'array' && kind.unique === true ? 'with an item twice' : undefined;
    case 'items':
      return type === 'array'
        ? `with an item that is not as documented (${documentedValues(kind.items)})`
        : undefined;
    case 'members':
      return type === 'object'
        ? 'with a member that is not as documented, or without one that is required,'
        : undefined;
  }
}

function notOf(counted: string | undefined): string | undefined {
  return counted === undefined ? undefined : `that is not of ${counted}`;
}

/** A least count of 0 promises nothing. */
function positive(count: number | undefined): number | undefined {
  return count === 0 ? undefined : count;
}
