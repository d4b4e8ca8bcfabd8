import type { Clause, Rule } from '../contract/clause.ts';
import type { Contract } from '../contract/contract.ts';
import type { Expectation } from '../contract/expectation.ts';
import { madeUpId, madeUpSlug } from '../contract/made-up.ts';
import { pathOf } from '../contract/routes.ts';
import type { KeyKind, Route } from '../history/exchange.ts';
import { type Random, randomStream } from '../units/random.ts';
import type { Seed } from '../units/units.ts';
import { NEAR_MISSES, type NearMiss } from './near-miss.ts';
import type { Means } from './plan.ts';

/** A request that is not a payload of the model: a key, an address, a method, a broken body. */
export interface Probe {
  readonly id: string;
  readonly route: Route;
  readonly method: string;
  readonly path: string;
  readonly key: KeyKind;
  /** With a wrong key: how it differs from the valid one. */
  readonly nearMiss?: NearMiss;
  /** What is posted. */
  readonly body?: string;
  readonly expect: Expectation;
  /** `if-broken`: a server that takes this for a job bills an account of the user's for it. */
  readonly bills: 'no' | 'if-broken';
  readonly why: string;
  /** The clauses that it gives evidence for. */
  readonly serves: readonly Rule['of'][];
}

/** What every answer to bad input gives evidence for. */
const OF_REFUSALS: readonly Rule['of'][] = [
  'error.no-server-error',
  'error.has-detail',
  'error.client-readable',
];

/** The probes that these clauses need and the target's keys allow, in order. */
export function probesOf(
  contract: Contract,
  seed: Seed,
  { keys }: Means,
  clauses: readonly Clause[],
): readonly Probe[] {
  const random = randomStream(seed, 'collect.probes');
  const wanted = new Set(clauses.map(({ rule }) => rule.of));
  const available: readonly KeyKind[] = ['none', 'wrong', 'bearer', ...keys];
  return [
    ...keyProbes(contract),
    ...nearMissProbes(contract),
    ...accountProbes(contract),
    ...addressProbes(contract, random),
    ...methodProbes(contract, random),
    ...bodyProbes(contract),
  ].filter(({ key, serves }) => available.includes(key) && serves.some((of) => wanted.has(of)));
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
      serves: [serves, ...OF_REFUSALS],
    },
    ...(key === 'bearer' ? [] : POSTS.map((to) => postProbe(contract, to, key, words, serves))),
  ]);
}

const MISSED_BY: Readonly<Record<NearMiss, string>> = {
  prefix: 'the first half of the key',
  longer: 'one character more than the key',
  changed: 'the key but for its last character',
  empty: 'an empty key',
};

function nearMissProbes(contract: Contract): readonly Probe[] {
  return NEAR_MISSES.map((nearMiss) => ({
    id: `key.${nearMiss}.credits`,
    route: 'credits',
    method: 'GET',
    path: pathOf(contract, 'credits'),
    key: 'wrong',
    nearMiss,
    expect: 'refuse',
    bills: 'no',
    why: `The balance is asked with ${MISSED_BY[nearMiss]}.`,
    serves: ['auth.wrong-key', ...OF_REFUSALS],
  }));
}

function accountProbes(contract: Contract): readonly Probe[] {
  return POSTS.flatMap((to) => [
    postProbe(
      contract,
      to,
      'forbidden',
      'by an account that may not call the model',
      'auth.forbidden-key',
    ),
    postProbe(
      contract,
      to,
      'broke',
      'by an account without credits',
      'auth.empty-balance',
      'auth.empty-balance-code',
    ),
  ]);
}

/** The two ways to start a job. */
const POSTS = ['submit', 'sync'] as const;

function postProbe(
  contract: Contract,
  to: (typeof POSTS)[number],
  key: 'none' | 'wrong' | 'revoked' | 'forbidden' | 'broke',
  words: string,
  ...serves: readonly Rule['of'][]
): Probe {
  return {
    id: `key.${key}.${to}`,
    route: to,
    method: 'POST',
    path: pathOf(contract, to),
    key,
    body: JSON.stringify(contract.example),
    expect: 'refuse',
    // The other keys are accounts: one that works after all, or was topped up, pays for the job.
    bills: key === 'none' || key === 'wrong' ? 'no' : 'if-broken',
    why: `The example is sent to the ${to} route ${words}.`,
    serves: [...serves, ...OF_REFUSALS],
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
    serves: ['error.unknown-id', ...OF_REFUSALS],
  }));
  const slug = madeUpSlug(random);
  const models = POSTS.map((to): Probe => ({
    id: `address.unknown-model.${to}`,
    route: to,
    method: 'POST',
    path: pathOf(contract, to, { slug }),
    key: 'valid',
    body: JSON.stringify(contract.example),
    expect: 'refuse',
    bills: 'no',
    why: `The example is sent to the ${to} route of a model that does not exist.`,
    serves: ['error.unknown-model', ...OF_REFUSALS],
  }));
  return [...ids, ...models];
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
    serves: ['error.wrong-method', 'error.no-server-error'],
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
    serves: ['error.bad-body', ...OF_REFUSALS],
  }));
}
