import { expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { clausesOf } from '../contract/clauses.ts';
import { parseContract } from '../contract/parse.ts';
import type { Body, Exchange, HeaderList } from '../history/exchange.ts';
import { isJsonObject, type JsonValue } from '../units/json.ts';
import { judgeHistory } from './court.ts';
import { storiesOf } from './fixtures/stories.ts';
import { HEADER } from './fixtures/story.ts';

/** Another vendor's words for ours, wherever they stand; the longer ones first. */
const WORDS: readonly (readonly [ours: string, theirs: string])[] = [
  ['flux-depth-pro', 'deep-flow'],
  ['/v1/get-user-credits', '/purse'],
  ['/v2/requests/', '/tickets/'],
  ['/v1/requests/', '/old-tickets/'],
  ['/v2/', '/order/'],
  ['/v1/', '/at-once/'],
  ['prompt_upsampling', 'embellish'],
  ['safety_tolerance', 'laxness'],
  ['control_image', 'template'],
  ['output_format', 'shape'],
  ['guidance', 'pull'],
  ['prompt', 'wording'],
  ['steps', 'rounds'],
  ['Steps', 'Rounds'],
  ['seed', 'grain'],
  ['QUEUED', 'WAITING'],
  ['PROCESSING', 'WORKING'],
  ['COMPLETED', 'DONE'],
  ['FAILED', 'BROKEN'],
  ['request_id', 'ticket'],
  ['status_url', 'ask_at'],
  ['response_url', 'fetch_at'],
  ['remaining_credits', 'left'],
  ['inference_time', 'took'],
  ['error_description', 'explained'],
  ['model_status', 'became'],
  ['credits_deduction', 'charged'],
  ['x-cost', 'price-paid'],
  ['x-remaining-credits', 'money-left'],
  ['x-generation-time', 'time-taken'],
  ['x-request-id', 'ticket-of'],
];

/** Words that are too common to be taken for names but where they stand alone. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['status', 'stage'],
  ['output', 'product'],
  ['error', 'trouble'],
  ['metrics', 'figures'],
  ['cost', 'paid'],
  ['credits', 'money'],
]);

function renamed(text: string): string {
  let other = NAMES.get(text) ?? text;
  for (const [ours, theirs] of WORDS) other = other.replaceAll(ours, theirs);
  return other;
}

/** A value with all its texts renamed, and its members' names where `deep`. */
function translated(value: JsonValue, deep: boolean): JsonValue {
  if (typeof value === 'string') return renamed(value);
  if (Array.isArray(value)) return value.map((one: JsonValue) => translated(one, deep));
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).map(
    ([name, member]) =>
      [deep ? renamed(name) : name, translated(member, deep || name === 'example')] as const,
  );
  return Object.fromEntries(members);
}

const other = parseContract(translated(contract as unknown as JsonValue, false));

function inBody(body: Body): Body {
  if ('base64' in body) return body;
  try {
    return { text: JSON.stringify(translated(JSON.parse(body.text) as JsonValue, true)) };
  } catch {
    return { text: renamed(body.text) };
  }
}

function told(exchange: Exchange): Exchange {
  const { request, response } = exchange;
  const headers = (list: HeaderList): HeaderList =>
    list.map(([name, value]) => [renamed(name), value]);
  return {
    ...exchange,
    url: renamed(exchange.url),
    request: { ...request, ...(request.body && { body: inBody(request.body) }) },
    ...(response && {
      response: {
        ...response,
        headers: headers(response.headers),
        ...(response.body && { body: inBody(response.body) }),
      },
    }),
  };
}

test('the other contract has other words', () => {
  const { names, states, routes } = other.gateway;
  expect(states.all.map(({ name }) => name)).toEqual(['WAITING', 'WORKING', 'DONE', 'BROKEN']);
  expect([names.state, names.output, names.error]).toEqual(['stage', 'product', 'trouble']);
  expect([routes.submit.path, routes.result.path]).toEqual(['/order/{slug}', '/tickets/{id}']);
  expect(other.parameters.map(({ name }) => name)).not.toEqual(
    contract.parameters.map(({ name }) => name),
  );
});

test.for(clausesOf(contract).map((clause, place) => ({ clause, place, id: clause.id })))(
  '$id is judged alike under other names: judges know no vendor',
  ({ clause, place }) => {
    const theirs = clausesOf(other)[place];
    const { kept, broken } = storiesOf(clause);
    const header = {
      ...HEADER,
      spec: other.name,
      blockedPrompt: renamed(HEADER.blockedPrompt ?? ''),
    };
    for (const { exchanges } of broken === undefined ? [kept] : [kept, broken]) {
      const [ours] = judgeHistory(contract, HEADER, exchanges, [clause]);
      const judged = judgeHistory(other, header, exchanges.map(told), theirs ? [theirs] : []);
      const evidence = (verdict = judged[0]?.verdict) =>
        verdict?.verdict === 'untested' ? [] : verdict?.evidence;
      expect(judged[0]?.verdict.verdict).toBe(ours?.verdict.verdict);
      expect(evidence()).toEqual(evidence(ours?.verdict));
    }
  },
);
