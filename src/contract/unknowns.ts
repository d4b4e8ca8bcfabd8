import { FORMAT_RULES } from './format.ts';
import type { Parameter, Range, TextKind } from './parameter.ts';
import { isBounded } from './range.ts';
import { CUSTOMARY_LENGTH } from './text-flaws.ts';

/** What the documentation is silent on, by type; `expectationOf` reads the same as unknown. */
export function unknowns(parameter: Parameter): readonly string[] {
  switch (parameter.type) {
    case 'string':
      return ['null', ...unusualTexts(parameter)];
    case 'uri':
      return ['null', 'a URL of another scheme', 'a URL that needs mending'];
    case 'number':
      return ['null', 'a number spelled as a string', ...uncustomary(parameter)];
    case 'integer':
      return [
        'null',
        'a number spelled as a string',
        'an integer written with a fraction',
        ...uncustomary(parameter),
      ];
    case 'boolean':
      return ['null', 'a boolean spelled as a string'];
    case 'enum':
      return ['null'];
    case 'array':
      return ['null', 'a list with an item of which the page says nothing'];
    case 'object':
      return ['null', 'an object with a member that is not documented'];
  }
}

function unusualTexts({ minLength, maxLength, pattern, format }: TextKind): readonly string[] {
  if (pattern !== undefined || format !== undefined) {
    return format === undefined ? [] : [`a text that is nearly ${FORMAT_RULES[format].words}`];
  }
  return [
    ...(minLength === undefined ? ['an empty text'] : []),
    'a text with control characters or half a character',
    ...(maxLength === undefined ? [`a text of more than ${CUSTOMARY_LENGTH} characters`] : []),
  ];
}

function uncustomary(range: Range): readonly string[] {
  const { customary } = range;
  if (customary === undefined || isBounded(range)) return [];
  return [`a number outside ${customary.min} to ${customary.max}`];
}
