import { canonical } from '../contract/canonical.ts';
import type { Contract } from '../contract/contract.ts';
import { FORMAT_RULES } from '../contract/format.ts';
import type {
  ArrayParameter,
  Aspect,
  Member,
  ObjectParameter,
  Parameter,
  TextParameter,
} from '../contract/parameter.ts';
import { shown } from '../contract/shown.ts';
import { flawsOf } from '../contract/value-flaws.ts';
import { isJsonObject, type JsonValue } from '../units/json.ts';
import type { CaseKind } from './case.ts';
import { invalidSamples } from './invalid-sample.ts';
import { countsOf, listOf, sampleOf, stretched, usualValue } from './sample.ts';
import { moved } from './step.ts';
import type { Variation } from './variation.ts';

/** A value that should break just one promise, to be checked. */
interface Candidate {
  readonly aspect: Aspect;
  readonly kind: CaseKind;
  readonly label: string;
  readonly value: JsonValue;
}

/** Texts longer than this are not made up. */
const LONGEST = 100_000;

/** Values that break one rule of length, pattern, format, multiples, lists or objects, and no other. */
export function brokenRules(contract: Contract, parameter: Parameter): readonly Variation[] {
  const right = usualValue(parameter, contract.example[parameter.name]);
  const seen = new Set<string>();
  return candidatesOf(parameter, right)
    .filter(({ aspect, value }) => {
      const [flaw, ...others] = flawsOf(parameter, value);
      return others.length === 0 && flaw?.expect === 'refuse' && flaw.aspect === aspect;
    })
    .filter(({ value }) => !seen.has(canonical(value)) && seen.add(canonical(value)))
    .map(({ aspect, kind, label, value }) => ({
      kind,
      parameter: parameter.name,
      level: value,
      label,
      class: `${parameter.name}.${aspect}`,
      expect: 'refuse',
      why: `${parameter.name} is ${shown(value)}, of the wrong ${WORDS[kind] ?? kind}.`,
    }));
}

const WORDS: Partial<Record<CaseKind, string>> = {
  'outside-length': 'length',
  'not-a-match': 'pattern',
  'not-a-format': 'format',
  'not-a-multiple': 'multiple',
  'wrong-count': 'number of items',
  'repeated-item': 'list: an item is there twice',
  'wrong-item': 'kind inside',
  'wrong-member': 'kind inside',
};

function candidatesOf(parameter: Parameter, right: JsonValue): readonly Candidate[] {
  switch (parameter.type) {
    case 'string':
      return ofText(parameter, typeof right === 'string' ? right : '');
    case 'number':
    case 'integer':
      return offGrid(parameter, typeof right === 'number' ? right : 0);
    case 'array':
      return ofList(parameter);
    case 'object':
      return ofObject(parameter, right);
    case 'uri':
    case 'boolean':
    case 'enum':
      return [];
  }
}

function ofText(parameter: TextParameter, right: string): readonly Candidate[] {
  const { minLength = 0, maxLength, pattern, format } = parameter;
  const lengths = [
    ...(minLength > 0 ? [minLength - 1, 0] : []),
    ...(maxLength === undefined ? [] : [maxLength + 1, maxLength * 10]),
  ].filter((length) => length <= LONGEST);
  const bases = [right, ...(parameter.examples ?? []), 'lamp'];
  const tooLong = lengths.flatMap((length) =>
    bases.map((base): Candidate => ({
      aspect: 'length',
      kind: 'outside-length',
      label: String(length),
      value: length === 0 ? '' : stretched(base, length),
    })),
  );
  const unmatched = pattern === undefined ? [] : mangled(right);
  const misshapen = format === undefined ? [] : FORMAT_RULES[format].nearMisses;
  return [
    ...firstOfEach(tooLong, parameter),
    ...unmatched.map(([label, value]): Candidate => ({
      aspect: 'pattern',
      kind: 'not-a-match',
      label,
      value,
    })),
    ...misshapen.map((value, place): Candidate => ({
      aspect: 'format',
      kind: 'not-a-format',
      label: String(place + 1),
      value,
    })),
  ];
}

/** One candidate for each label, one that breaks nothing but what it should if there is such. */
function firstOfEach(candidates: readonly Candidate[], parameter: Parameter): readonly Candidate[] {
  return [...Map.groupBy(candidates, ({ label }) => label).values()].flatMap(
    (alike) => alike.find(({ value }) => flawsOf(parameter, value).length === 1) ?? [],
  );
}

/** A text as careless clients spoil it; some of these may match all the same. */
function mangled(text: string): readonly (readonly [label: string, value: string])[] {
  return [
    ['padded', ` ${text} `],
    ['line-break', `${text}\n`],
    ['punctuated', `${text}!`],
    ['wrong-case', text.toUpperCase() === text ? text.toLowerCase() : text.toUpperCase()],
    ['doubled', text + text],
    ['halved', text.slice(0, text.length / 2)],
    ['foreign', '\u{1f4a1}'.repeat(Math.max(1, text.length))],
    ['blank', ' '.repeat(Math.max(1, text.length))],
    ['empty', ''],
  ];
}

function offGrid(
  { multipleOf, ...kind }: Extract<Parameter, { type: 'number' | 'integer' }>,
  right: number,
): readonly Candidate[] {
  if (multipleOf === undefined) return [];
  const between = kind.type === 'integer' ? Math.floor(multipleOf / 2) : multipleOf / 2;
  const least = kind.type === 'integer' ? 1 : multipleOf / 10;
  return [least, -least, between, -between]
    .map((by) => moved(right, by))
    .map((value) => ({
      aspect: 'multiple',
      kind: 'not-a-multiple',
      label: String(value),
      value,
    }));
}

function ofList(parameter: ArrayParameter): readonly Candidate[] {
  const { items, maxItems } = parameter;
  const { least, greatest } = countsOf(parameter);
  const usual = listOf(parameter, Math.max(least, 1));
  const miscounted = [
    ...(least > 0 ? [least - 1, 0] : []),
    ...(greatest === undefined || maxItems === undefined ? [] : [maxItems + 1]),
  ].map((count): Candidate => ({
    aspect: 'count',
    kind: 'wrong-count',
    label: String(count),
    value: listOf(parameter, count),
  }));
  const first = usual[0] ?? sampleOf(items);
  const repeated: Candidate = {
    aspect: 'unique',
    kind: 'repeated-item',
    label: 'twice',
    value: Array.from({ length: Math.max(least, 2) }, () => first),
  };
  const wrong = invalidSamples(items, first).map(([label, value]): Candidate => ({
    aspect: 'items',
    kind: 'wrong-item',
    label,
    value: [value, ...usual.slice(1)],
  }));
  return [...miscounted, repeated, ...wrong];
}

function ofObject({ members }: ObjectParameter, right: JsonValue): readonly Candidate[] {
  const whole = isJsonObject(right) ? right : {};
  return members.flatMap((member) => [
    ...withoutMember(whole, member),
    ...invalidSamples(member, whole[member.name] ?? sampleOf(member)).map(
      ([label, value]): Candidate => ({
        aspect: 'members',
        kind: 'wrong-member',
        label: `${member.name}.${label}`,
        value: { ...whole, [member.name]: value },
      }),
    ),
  ]);
}

function withoutMember(
  whole: Readonly<Record<string, JsonValue>>,
  { name, required }: Member,
): readonly Candidate[] {
  if (!required) return [];
  const { [name]: _, ...rest } = whole;
  return [{ aspect: 'members', kind: 'wrong-member', label: `${name}.missing`, value: rest }];
}
