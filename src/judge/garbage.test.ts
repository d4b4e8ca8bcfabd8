import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { clausesOf } from '../contract/clauses.ts';
import { type Exchange, KEY_KINDS, type Route, type WireError } from '../history/exchange.ts';
import { exchange as anyExchange } from '../history/fixtures/arbitrary-exchange.ts';
import { judgeHistory } from './court.ts';
import { type Content, HEADER, ORIGIN, Story, story } from './fixtures/story.ts';
import type { Verdict } from './verdict.ts';

const clauses = clausesOf(contract);
const { names, states, ledger } = contract.gateway;

/** Ids as a server may give them, and not; few, so that exchanges are about the same jobs. */
const ids = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('a', 'B-1') },
  { weight: 1, arbitrary: fc.constantFrom('%', '..', '00000000-0000-4000-8000-0123456789ab') },
);

const places = fc.constantFrom<readonly [Route, string, string]>(
  ['submit', 'POST', `/v2/${contract.slug}`],
  ['submit', 'POST', `/v2/${contract.slug}`],
  ['sync', 'POST', `/v1/${contract.slug}`],
  ['submit', 'POST', '/v2/no-such-model-123456'],
  ['credits', 'GET', '/v1/get-user-credits'],
  ['credits', 'GET', '/v1/get-user-credits'],
  ['status', 'GET', '/v2/requests/ID/status'],
  ['status', 'GET', '/v2/requests/ID/status'],
  ['result', 'GET', '/v2/requests/ID'],
  ['result', 'GET', '/v2/requests/ID'],
  ['poll', 'GET', '/v1/requests/ID'],
  ['ledger', 'GET', 'https://ledger.invalid/history'],
  ['output', 'GET', 'https://images.invalid/a.jpg'],
  ['other', 'PUT', `/v2/${contract.slug}`],
  ['status', 'GET', '/%E0%A4%A'],
  ['submit', 'POST', 'nowhere'],
);

const urls = fc.constantFrom(
  `${ORIGIN}/v2/requests/a/status`,
  'https://images.invalid/a.jpg',
  'https://elsewhere.invalid/%E0%A4%A',
  '/relative',
  'http://',
);

/** What may stand behind the gateway's words: what should, and anything at all. */
const members: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  [names.id]: ids,
  [names.state]: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...states.all.map(({ name }) => name)) },
    { weight: 1, arbitrary: fc.constantFrom('RUNNING', 'error', '') },
  ),
  [names.statusUrl]: urls,
  [names.responseUrl]: urls,
  [names.output]: fc.oneof(urls, fc.array(urls), fc.record({ url: urls })),
  [names.error]: fc.constantFrom('Not enough credits', 'steps is wrong', '', 'no'),
  [names.metrics]: fc.record(
    {
      [names.cost]: fc.constantFrom(0, 0.063, 0.126, -1, 1e308, '0.063'),
      [names.inferenceTime]: fc.constantFrom(0, 0.5, -1, 1e9, '0.5', null),
    },
    { requiredKeys: [] },
  ),
  [names.credits]: fc.constantFrom(10, 9.937, 9.94, -1e308, 1e308, '10', null),
  rows: fc.array(
    fc.record({
      [ledger.row.id]: ids,
      [ledger.row.state]: fc.constantFrom('COMPLETED', 'FAILED', 'PENDING'),
      [ledger.row.charge]: fc.constantFrom(0, 0.063, '0.063', '', null, -1),
    }),
    { maxLength: 3 },
  ),
};
const words = [...Object.keys(members), 'images', '__proto__', 'constructor'];

const likely = fc
  .oneof(fc.record(members), fc.record(members, { requiredKeys: [] }))
  .map((value): Content => JSON.stringify(value));
const unlikely = fc.oneof(
  fc
    .dictionary(fc.constantFrom(...words), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 6 })
    .map((value) => JSON.stringify(value)),
  fc.json({ maxDepth: 3 }),
  fc.constantFrom('', '<html>', 'null', '[]', '"', '\u{FEFF}{}', '1e999', '{"status":"QUEUED"'),
  fc.constant('{"a":['.repeat(50_000)),
  fc.constant('['.repeat(30_000) + ']'.repeat(30_000)),
  fc.uint8Array().map((bytes) => Buffer.from(bytes)),
);
const answers = fc.oneof({ weight: 9, arbitrary: likely }, { weight: 1, arbitrary: unlikely });

/** One parameter otherwise than in the example: valid, invalid or undocumented. */
const change = fc
  .tuple(
    fc.constantFrom(...contract.parameters.map(({ name }) => name), 'toString'),
    fc.constantFrom(undefined, null, [], 'x', -1, 1, 15, 50, 99, true, false, 'png', 'http://a.b/'),
  )
  .map(([name, value]) => ({ [name]: value }));
const payload = fc
  .oneof(
    fc.constant({}),
    change,
    fc.tuple(change, change).map(([one, other]) => ({ ...one, ...other })),
    fc.constant({ prompt: HEADER.blockedPrompt }),
  )
  .map((changed) => JSON.stringify({ ...contract.example, ...changed }));
const sent = fc.oneof(
  { weight: 9, arbitrary: payload },
  { weight: 1, arbitrary: fc.constant(`{"steps":${'['.repeat(20_000)}${']'.repeat(20_000)}}`) },
  { weight: 1, arbitrary: fc.constantFrom('', '[]', '{', '{"toString":1}') },
);
const statuses = fc.oneof(
  { weight: 6, arbitrary: fc.constant(200) },
  { weight: 6, arbitrary: fc.constantFrom(202, 302, 400, 401, 404, 405, 406, 422, 429, 500, 502) },
  { weight: 1, arbitrary: fc.integer() },
);

const telling = fc.record(
  {
    place: places,
    id: ids,
    key: fc.oneof(
      { weight: 6, arbitrary: fc.constant('valid' as const) },
      { weight: 1, arbitrary: fc.constantFrom(...KEY_KINDS) },
    ),
    status: statuses,
    answer: answers,
    sent,
    later: fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(-1_020, 0, 5_000) },
      { weight: 1, arbitrary: fc.constantFrom(600_000, 3_300_000, 3_700_000) },
    ),
    takes: fc.constantFrom(0, 20, 20, 5_000),
    fails: fc.oneof(
      { weight: 9, arbitrary: fc.constant([]) },
      {
        weight: 1,
        arbitrary: fc.constantFrom<readonly WireError[]>(
          [{ kind: 'truncated', sent: 'yes' }],
          [{ kind: 'timeout', sent: 'maybe' }],
          [{ kind: 'refused', sent: 'no' }],
        ),
      },
    ),
    image: fc.boolean(),
  },
  { requiredKeys: ['place', 'id', 'key', 'sent', 'later', 'takes', 'fails', 'status', 'answer'] },
);

/** Histories with the shape of real ones, in which a server answers whatever comes to its mind. */
const shaped = fc.array(telling, { maxLength: 30, size: 'max' }).map((all): readonly Exchange[] => {
  const told = new Story();
  for (const { place, id, later, image = false, sent: body, fails, ...rest } of all) {
    const [route, method, path] = place;
    const headers = image
      ? ([
          ['content-type', 'image/jpeg'],
          ['x-cost', '0.063'],
        ] as const)
      : [];
    told.later(later).tell(route, method, path.replace('ID', encodeURIComponent(id)), {
      ...rest,
      ...(fails[0] !== undefined && { error: fails[0] }),
      headers,
      ...(method === 'POST' && { body }),
    });
  }
  return told.exchanges;
});

const shapeless = fc.uniqueArray(anyExchange(), { selector: ({ seq }) => seq, maxLength: 20 });

const judged = (exchanges: readonly Exchange[]) =>
  judgeHistory(contract, HEADER, exchanges, clauses);

/** What does not hold of a verdict that holds of every one, whatever was judged. */
function problemsWith(verdict: Verdict, exchanges: readonly Exchange[]): readonly string[] {
  if (verdict.verdict === 'untested') return verdict.reason === '' ? ['no reason'] : [];
  const { evidence } = verdict;
  const existing = new Set(exchanges.map(({ seq }) => seq));
  const ordered = [...new Set(evidence)].toSorted((one, other) => one - other);
  const findings = verdict.verdict === 'broken' ? verdict.findings : [];
  const checks: Readonly<Record<string, boolean>> = {
    'no evidence': evidence.length === 0,
    'evidence that does not exist': evidence.some((seq) => !existing.has(seq)),
    'evidence out of order': ordered.join() !== evidence.join(),
    'broken without a finding': verdict.verdict === 'broken' && findings.length === 0,
    'an empty observation': verdict.verdict === 'recorded' && verdict.observation === '',
    'an odd cause': findings.some(({ cause }) => !/^[\w.-]+$/.test(cause)),
    'two findings of one cause': new Set(findings.map(({ cause }) => cause)).size < findings.length,
    'a summary with a hole': findings.some(({ summary }) => /undefined|\[object/.test(summary)),
    'a finding without exchanges': findings.some(({ exchanges: shown }) => shown.length === 0),
    'a finding of more than four': findings.some(({ exchanges: shown }) => shown.length > 4),
    'a finding beyond the evidence': findings.some(({ exchanges: shown }) =>
      shown.some((seq) => !evidence.includes(seq)),
    ),
  };
  return Object.entries(checks).flatMap(([problem, isOne]) => (isOne ? [problem] : []));
}

const problemsIn = (exchanges: readonly Exchange[]): readonly string[] =>
  judged(exchanges).flatMap(({ clause, verdict }) =>
    problemsWith(verdict, exchanges).map((problem) => `${clause.id}: ${problem}`),
  );

describe.each([
  ['that have the shape of real ones', shaped],
  ['of no shape at all', shapeless],
])('histories %s', (_, histories) => {
  it('are judged without a throw, and nothing is said without evidence', () => {
    fc.assert(
      fc.property(histories, (exchanges) => {
        expect(problemsIn(exchanges)).toEqual([]);
      }),
    );
  });

  it('are judged alike in whatever order they are heard', () => {
    fc.assert(
      fc.property(histories, (exchanges) => {
        const said = (all: readonly Exchange[]) =>
          judged(all).map(({ verdict }) => silent(verdict));
        expect(said(exchanges.toReversed())).toEqual(said(exchanges));
      }),
    );
  });

  it('leave every clause untested once its evidence is taken out', () => {
    fc.assert(
      fc.property(histories, (exchanges) => {
        for (const { clause, verdict } of judged(exchanges)) {
          const evidence = new Set(verdict.verdict === 'untested' ? [] : verdict.evidence);
          const rest = exchanges.filter(({ seq }) => !evidence.has(seq));
          const [again] = judgeHistory(contract, HEADER, rest, [clause]);
          expect(again?.verdict.verdict, clause.id).toBe('untested');
        }
      }),
    );
  });
});

/** A verdict but for its observation, which lists what was seen in the order it was heard in. */
function silent(verdict: Verdict): Verdict {
  return verdict.verdict === 'recorded' ? { ...verdict, observation: '' } : verdict;
}

test('the histories with a shape are not all idle: they keep and break most promises', () => {
  const seen = new Map<string, Set<string>>();
  for (const exchanges of fc.sample(shaped, { numRuns: 300, seed: 1 })) {
    for (const { clause, verdict } of judged(exchanges)) {
      const kinds = seen.get(clause.id) ?? new Set();
      seen.set(clause.id, kinds.add(verdict.verdict));
    }
  }
  const idle = [...seen].filter(([, kinds]) => kinds.size === 1).map(([id]) => id);
  expect(idle.length).toBeLessThan(clauses.length / 3);
});

test.each([
  ['an answer nested without end', `{"status":${'['.repeat(100_000)}`],
  [
    'a detail nested deeply',
    `{"status":"FAILED","error":${'['.repeat(9_000)}${']'.repeat(9_000)}}`,
  ],
])('%s is no answer that can be read', (_, answer) => {
  const { exchanges } = story().submit().ask('status', { answer }).ask('result', { answer });
  expect(problemsIn(exchanges)).toEqual([]);
});
