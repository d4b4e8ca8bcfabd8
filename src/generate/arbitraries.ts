import * as fc from 'fast-check';
import type { Contract, Payload } from '../contract/contract.ts';
import { isHttpUrl } from '../contract/http-url.ts';
import type {
  IntegerParameter,
  NumberParameter,
  Parameter,
  Range,
  TextParameter,
} from '../contract/parameter.ts';
import { boundOf } from '../contract/range.ts';
import { flawsOf } from '../contract/value-flaws.ts';
import type { JsonValue } from '../units/json.ts';
import { changed } from './change.ts';
import { fitted } from './company.ts';
import { invalidVariations } from './invalid.ts';
import { type Level, levelsOf } from './level.ts';
import { promptOf } from './prompt.ts';
import { samplesOf } from './sample.ts';
import { moved, stepOf } from './step.ts';

/**
 * Valid payloads: what `expectationOf` accepts. URLs besides the example's are made up, so these
 * are for properties and for the mock, not for a target that would fetch them.
 */
export function payloadArbitrary(contract: Contract): fc.Arbitrary<Payload> {
  const model = Object.fromEntries(
    contract.parameters.map((parameter) => [parameter.name, validValue(contract, parameter)]),
  );
  const requiredKeys = contract.parameters
    .filter(({ required }) => required)
    .map(({ name }) => name);
  return fc
    .record<Record<string, JsonValue>>(model, { requiredKeys, noNullPrototype: true })
    .map((payload) => fitted(contract, payload, []));
}

/** Payloads of every kind: valid, with some members wrong or left out, with more members, garbage. */
export function anyPayloadArbitrary(contract: Contract): fc.Arbitrary<Payload> {
  const valid = payloadArbitrary(contract);
  const changes = fc.array(
    fc.oneof(
      ...contract.parameters.map((parameter) =>
        fc.tuple(fc.constant(parameter.name), anyLevel(contract, parameter)),
      ),
    ),
    { minLength: 1, maxLength: 3 },
  );
  const wrong = fc
    .tuple(valid, changes)
    .map(([payload, all]) =>
      all.reduce((result, [name, level]) => changed(result, name, level), payload),
    );
  const garbage = fc.dictionary(fc.string(), anyJson(), { noNullPrototype: true });
  const more = fc.tuple(valid, garbage).map(([payload, others]) => ({ ...others, ...payload }));
  return fc.oneof(
    { weight: 2, arbitrary: valid },
    { weight: 5, arbitrary: wrong },
    { weight: 1, arbitrary: more },
    { weight: 1, arbitrary: garbage },
  );
}

/** Prompts as people write them; they shrink to shorter ones. */
export function promptArbitrary(): fc.Arbitrary<string> {
  return fc.nat().map(promptOf);
}

function validValue(contract: Contract, parameter: Parameter): fc.Arbitrary<JsonValue> {
  switch (parameter.type) {
    case 'string':
      return isPlain(parameter)
        ? fc.oneof(promptArbitrary(), fc.string({ minLength: 1, unit: 'grapheme' }))
        : documented(parameter, fc.oneof(validLevel(parameter), ofLength(parameter)));
    case 'uri': {
      const example = contract.example[parameter.name] ?? parameter.default;
      const made = fc.webUrl({ withQueryParameters: true }).filter(isHttpUrl);
      return example === undefined ? made : fc.oneof(fc.constant(example), made);
    }
    case 'boolean':
      return fc.boolean();
    case 'enum':
      return fc.constantFrom(...parameter.values);
    case 'number':
    case 'integer':
      return isFree(parameter)
        ? fc.oneof(validNumber(parameter), validLevel(parameter))
        : documented(parameter, fc.oneof(onGrid(parameter), validLevel(parameter)));
    case 'array':
    case 'object':
      return fc.oneof(validLevel(parameter), fc.constantFrom(...samplesOf(parameter, 5)));
  }
}

/** Values of an arbitrary as they are where they are as documented, else a sample. */
function documented(parameter: Parameter, drawn: fc.Arbitrary<JsonValue>): fc.Arbitrary<JsonValue> {
  const levels = levelsOf(parameter).filter((level) => level !== undefined);
  const samples = [...levels, ...samplesOf(parameter, 3)];
  return fc
    .tuple(drawn, fc.nat())
    .map(([value, place]) =>
      flawsOf(parameter, value).length === 0 ? value : (samples[place % samples.length] ?? value),
    );
}

/** Whether a text is promised nothing but to be one. */
function isPlain({ minLength, maxLength, pattern, format }: TextParameter): boolean {
  return [minLength, maxLength, pattern, format].every((rule) => rule === undefined);
}

function ofLength({ minLength, maxLength }: TextParameter): fc.Arbitrary<string> {
  return fc.string({
    unit: 'grapheme',
    minLength: minLength ?? 1,
    ...(maxLength !== undefined && { maxLength: Math.max(maxLength, minLength ?? 1) }),
  });
}

/** Whether inclusive bounds are all that is promised of a number. */
function isFree({ exclusiveMin, exclusiveMax, multipleOf }: Range): boolean {
  return [exclusiveMin, exclusiveMax, multipleOf].every((rule) => rule === undefined);
}

/** Numbers a few steps from the ends of the range. */
function onGrid(parameter: NumberParameter | IntegerParameter): fc.Arbitrary<number> {
  const step = stepOf(parameter);
  const starts = levelsOf(parameter).filter((level) => typeof level === 'number');
  return fc
    .tuple(fc.constantFrom(0, ...starts), fc.integer({ min: -100, max: 100 }))
    .map(([start, steps]) => moved(start, steps * step));
}

function validNumber(parameter: NumberParameter | IntegerParameter): fc.Arbitrary<number> {
  const { customary } = parameter;
  const bounded = parameter.min !== undefined || parameter.max !== undefined;
  const min = parameter.min ?? (bounded ? undefined : customary?.min);
  const max = parameter.max ?? (bounded ? undefined : customary?.max);
  const range = { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
  return parameter.type === 'integer'
    ? fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, ...range })
    : fc.double({ ...range, noNaN: true, noDefaultInfinity: true });
}

function validLevel(parameter: Parameter): fc.Arbitrary<JsonValue> {
  const present = levelsOf(parameter).filter((level): level is JsonValue => level !== undefined);
  return present.length === 0 ? fc.constant(parameter.default ?? 0) : fc.constantFrom(...present);
}

/** Anything that a parameter might be given: near misses, other spellings, any JSON, absence. */
function anyLevel(contract: Contract, parameter: Parameter): fc.Arbitrary<Level> {
  const invalid = invalidVariations(contract, parameter).map(({ level }) => level);
  return fc.oneof(
    fc.constantFrom<Level[]>(...invalid),
    fc.constantFrom<Level[]>(undefined, null, '', 'true', 'false', '1e3', ' 40', true, 0, -0),
    fc.constantFrom<Level[]>(...nearMisses(parameter)),
    fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
    fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })).map(String),
    anyJson(),
  );
}

function nearMisses(parameter: Parameter): readonly Level[] {
  switch (parameter.type) {
    case 'number':
    case 'integer': {
      const ends = [
        boundOf(parameter, 'min'),
        boundOf(parameter, 'max'),
        parameter.customary?.min,
        parameter.customary?.max,
      ];
      const step = stepOf(parameter);
      return [1e21, 0.5, ...ends.filter((end) => end !== undefined)].flatMap((value) => [
        value,
        moved(value, step),
        moved(value, -step),
        moved(value, 0.5),
        String(value),
      ]);
    }
    case 'enum':
      return parameter.values.flatMap((value) => [value.toUpperCase(), ` ${value}`, [value]]);
    case 'uri':
      return [
        'HTTP://A.b',
        'http:/a.b',
        ' https://a.b',
        'https://a.b/c d',
        'data:,a',
        'a/b',
        '//a.b',
      ];
    case 'boolean':
      return ['True', 'yes', 0, 1];
    case 'string':
      return [' ', '\0', '\u{d800}', [parameter.default ?? '']];
    case 'array':
      return [[], [null], [[]], [...samplesOf(parameter.items, 3)]];
    case 'object':
      return [{}, { not_documented: 1 }, ...samplesOf(parameter, 2).map((sample) => [sample])];
  }
}

/** Any JSON value, and members called as an object's own machinery is. */
function anyJson(): fc.Arbitrary<JsonValue> {
  return fc.oneof(
    fc.jsonValue() as fc.Arbitrary<JsonValue>,
    fc.constantFrom('__proto__', 'constructor', 'toString').map((name) => ({ [name]: 1 })),
  );
}
