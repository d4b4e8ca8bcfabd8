import type { Clause } from '../contract/clause.ts';
import type { Contract } from '../contract/contract.ts';
import type { Expectation } from '../contract/expectation.ts';
import { madeUpId, madeUpSlug } from '../contract/made-up.ts';
import { pathOf } from '../contract/routes.ts';
import type { KeyKind, Route } from '../history/exchange.ts';
import { type Random, randomStream } from '../units/random.ts';
import type { Seed } from '../units/units.ts';
import type { Means } from './plan.ts';

/** A request that is not a payload of the model: a key, an address, a method, a broken body. */
export interface Probe {
  readonly id: string;
  readonly route: Route;
  readonly method: string;
  readonly path: string;
  readonly key: KeyKind;
  /** What is posted. */
  readonly body?: string;
  readonly expect: Expectation;
  /** `if-broken`: a server that takes this for a job bills it. */
  readonly bills: 'no' | 'if-broken';
  readonly why: string;
  /** The clauses that it gives evidence for. */
  readonly serves: readonly string[];
}

/** The probes that these clauses need and the target's keys allow, in order. */
export function probesOf(
  contract: Contract,
  seed: Seed,
  means: Means,
  clauses: readonly Clause[],
): readonly Probe[] {
  const random = randomStream(seed, 'collect.probes');
  const wanted = new Set(clauses.map(({ rule }) => rule.of));
  const everywhere = ['error.no-server-error', 'error.has-detail', 'error.client-readable'];
  const available = (key: KeyKind): boolean =>
    key === 'none' || key === 'wrong' || key === 'bearer' || means.keys.includes(key);
  return [
    ...keyProbes(contract),
    ...accountProbes(contract),
    ...addressProbes(contract, random),
    ...methodProbes(contract, random),
    ...bodyProbes(contract),
  ].filter(
    ({ key, serves }) =>
      available(key) && [...serves, ...everywhere].some((id) => wanted.has(id as never)),
  );
}

const REFUSED_KEYS = [
  { key: 'none', serves: 'auth.missing-key', words: 'without a key' },
  { key: 'wrong', serves: 'auth.wrong-key', words: "with a key that is nobody's" },
  { key: 'revoked', serves: 'auth.revoked-key', words: 'with a key that no longer works' },
  { key: 'bearer', serves: 'auth.bearer', words: 'with the key as a bearer token' },
] as const;

function keyProbes(contract: Contract): readonly Probe[] {
  return REFUSED_KEYS.flatMap(({ key, serves, words }): readonly Probe[] => [
    {
      id: `key.${key}.credits`,
      route: 'credits',
      method: 'GET',
      path: pathOf(contract, 'credits'),
      key,
      expect: 'refuse',
      bills: 'no',
      why: `The balance is asked ${words}.`,
      serves: [serves],
    },
    ...(key === 'bearer' ? [] : [submitProbe(contract, `key.${key}.submit`, key, words, serves)]),
  ]);
}

function accountProbes(contract: Contract): readonly Probe[] {
  const words = { forbidden: 'that may not call the model', broke: 'without credits' } as const;
  return [
    submitProbe(
      contract,
      'key.forbidden.submit',
      'forbidden',
      `by an account ${words.forbidden}`,
      'auth.forbidden-key',
    ),
    submitProbe(
      contract,
      'key.broke.submit',
      'broke',
      `by an account ${words.broke}`,
      'auth.empty-balance',
      'auth.empty-balance-code',
    ),
  ];
}

function submitProbe(
  contract: Contract,
  id: string,
  key: KeyKind,
  words: string,
  ...serves: readonly string[]
): Probe {
  const path = pathOf(contract, 'submit');
  const why = `The example is submitted ${words}.`;
  return {
    id,
    route: 'submit',
    method: 'POST',
    path,
    key,
    body: JSON.stringify(contract.example),
    expect: 'refuse',
    bills: 'no',
    why,
    serves,
  };
}

function addressProbes(contract: Contract, random: Random): readonly Probe[] {
  const ids = (['status', 'result'] as const).map((route): Probe => ({
    id: `address.unknown-id.${route}`,
    route,
    method: 'GET',
    path: pathOf(contract, route, { id: madeUpId(random) }),
    key: 'valid',
    expect: 'refuse',
    bills: 'no',
    why: `The ${route} of a request id that was never given out.`,
    serves: ['error.unknown-id'],
  }));
  const model: Probe = {
    id: 'address.unknown-model',
    route: 'submit',
    method: 'POST',
    path: pathOf(contract, 'submit', { slug: madeUpSlug(random) }),
    key: 'valid',
    body: JSON.stringify(contract.example),
    expect: 'refuse',
    bills: 'no',
    why: 'The example is submitted to a model that does not exist.',
    serves: ['error.unknown-model'],
  };
  return [...ids, model];
}

function methodProbes(contract: Contract, random: Random): readonly Probe[] {
  const id = madeUpId(random);
  const wrong = [
    ['GET', 'submit'],
    ['PUT', 'submit'],
    ['DELETE', 'status'],
    ['POST', 'result'],
  ] as const;
  return wrong.map(([method, route]) => ({
    id: `method.${method.toLowerCase()}.${route}`,
    route: 'other',
    method,
    path: pathOf(contract, route, { id }),
    key: 'valid',
    expect: 'refuse',
    bills: 'no',
    why: `${method} on the ${route} route.`,
    serves: ['error.wrong-method'],
  }));
}

const BAD_BODIES: readonly (readonly [string, string])[] = [
  ['empty', ''],
  ['truncated', '{"'],
  ['array', '[]'],
  ['text', '"text"'],
  ['number', '1'],
  ['null', 'null'],
];

function bodyProbes(contract: Contract): readonly Probe[] {
  return BAD_BODIES.map(([name, body]) => ({
    id: `body.${name}`,
    route: 'submit',
    method: 'POST',
    path: pathOf(contract, 'submit'),
    key: 'valid',
    body,
    expect: 'refuse',
    bills: 'if-broken',
    why: `The body is ${body === '' ? 'empty' : body}, not a JSON object.`,
    serves: ['error.bad-body'],
  }));
}
