import { isBounded, outermost } from './range.ts';
import type {
  ArrayKind,
  IntegerKind,
  Named,
  NumberKind,
  ObjectKind,
  Parameter,
  TextKind,
} from './parameter.ts';
import { type Problem, repeated } from './problem.ts';
import { flawsOf } from './value-flaws.ts';

/** What does not fit together within one parameter. Paths begin at the parameter. */
export function contradictionsOfParameter(parameter: Parameter): readonly Problem[] {
  const { default: byDefault } = parameter;
  const flaws = byDefault === undefined ? [] : flawsOf(parameter, byDefault);
  const isExampled = parameter.type === 'string' && byDefault !== undefined;
  return [
    ...ofKind(parameter, isExampled),
    ...flaws.slice(0, 1).map(({ why }) => ({ path: 'default', message: why })),
  ];
}

/** @param isExampled whether a value of it is known already. */
function ofKind(kind: Named, isExampled: boolean): readonly Problem[] {
  switch (kind.type) {
    case 'string':
      return ofText(kind, isExampled);
    case 'number':
    case 'integer':
      return ofRange(kind);
    case 'enum':
      return repeated(
        kind.values.map((value) => ({ value })),
        'values',
        ({ value }) => value,
        'value',
      );
    case 'array':
      return ofList(kind);
    case 'object':
      return ofObject(kind);
    case 'uri':
    case 'boolean':
      return [];
  }
}

function ofText(kind: TextKind & Pick<Named, 'name'>, isExampled: boolean): readonly Problem[] {
  const { minLength, maxLength, pattern, examples = [] } = kind;
  const unfit = examples.flatMap((text, place) =>
    flawsOf(kind, text)
      .slice(0, 1)
      .map(({ why }) => ({ path: `examples.${place}`, message: why })),
  );
  const isBare = pattern !== undefined && examples.length === 0 && !isExampled;
  return [
    ...reversed('minLength', minLength, maxLength),
    ...(isBare ? [{ path: 'pattern', message: 'needs a text that matches, in examples' }] : []),
    ...unfit,
  ];
}

function ofRange(range: NumberKind | IntegerKind): readonly Problem[] {
  const { min, max, exclusiveMin, exclusiveMax, customary } = range;
  const twice = [
    ...(min !== undefined && exclusiveMin !== undefined ? ['exclusiveMin'] : []),
    ...(max !== undefined && exclusiveMax !== undefined ? ['exclusiveMax'] : []),
  ].map((path) => ({ path, message: 'is there beside an inclusive bound' }));
  const order = [
    ...reversed(
      min === undefined ? 'exclusiveMin' : 'min',
      min ?? exclusiveMin,
      max ?? exclusiveMax,
    ),
    ...reversed('customary.min', customary?.min, customary?.max),
  ];
  return [...twice, ...(order.length > 0 ? order : empty(range))];
}

/** A range that no value is in: between two multiples, or with nothing between its bounds. */
function empty(range: NumberKind | IntegerKind): readonly Problem[] {
  const [least, greatest] = [outermost(range, 'min'), outermost(range, 'max')];
  const isCrossed = least !== undefined && greatest !== undefined && least > greatest;
  const { exclusiveMin, exclusiveMax, min, max } = range;
  const isPoint =
    (exclusiveMin !== undefined && exclusiveMin === (max ?? exclusiveMax)) ||
    (exclusiveMax !== undefined && exclusiveMax === min);
  if (!isBounded(range) || !(isCrossed || isPoint)) return [];
  return [{ path: 'type', message: 'no value is within these bounds' }];
}

function ofList(kind: ArrayKind & Pick<Named, 'name'>): readonly Problem[] {
  const { items, minItems, maxItems, name } = kind;
  return [
    ...reversed('minItems', minItems, maxItems),
    ...within('items', ofKind({ ...items, name: `${name}[]` }, false)),
  ];
}

function ofObject({ members, name }: ObjectKind & Pick<Named, 'name'>): readonly Problem[] {
  const each = members.flatMap((member, place) =>
    within(`members.${place}`, ofKind({ ...member, name: `${name}.${member.name}` }, false)),
  );
  return [...each, ...repeated(members, 'members', (member) => member.name, 'name')];
}

function within(path: string, problems: readonly Problem[]): readonly Problem[] {
  return problems.map((problem) => ({ ...problem, path: `${path}.${problem.path}` }));
}

function reversed(path: string, min?: number, max?: number): readonly Problem[] {
  if (min === undefined || max === undefined || min <= max) return [];
  return [{ path, message: `the minimum of ${min} is above the maximum of ${max}` }];
}
