import { describe, expect, it, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import type { Contract } from '../contract/contract.ts';
import { HEADER, type Story, story, type Telling } from './fixtures/story.ts';
import { jobs } from './jobs.ts';
import { Observer } from './observation.ts';
import { endOf, isTelling, type Outcome, outcomeOf, statusOf } from './outcome.ts';
import { described } from './outcome-words.ts';

function stateOf(told: Story) {
  const observer = new Observer(contract);
  return told.exchanges.reduce(
    (state, exchange) => jobs.step(state, observer.observe(exchange)),
    jobs.start(contract, HEADER),
  );
}

/** What became of the first submission of a story. */
function first(told: Story): Outcome {
  const state = stateOf(told);
  const [submission] = state.submissions;
  if (submission === undefined) throw new Error('nothing was submitted');
  return outcomeOf(state, submission);
}

const refused = (status: number, answer: Telling['answer'] = { error: 'Bad steps' }): Story =>
  story().refused({ steps: 51 }, { status, ...(answer !== undefined && { answer }) });

describe('what became of an input', () => {
  test.each<[string, Story, Outcome['is']]>([
    ['400', refused(400), 'refused'],
    ['422', refused(422), 'refused'],
    ['413', refused(413), 'refused'],
    ['418', refused(418), 'refused'],
    ['406 about the input', refused(406), 'refused'],
    ['406 about money', refused(406, { error: 'Insufficient credits' }), 'turned-away'],
    ['406 about a limit on spending', refused(406, { error: 'Spend limit' }), 'turned-away'],
    ['406 that says nothing', refused(406, null), 'turned-away'],
    ['402, whatever it says', refused(402), 'turned-away'],
    ['401', refused(401), 'turned-away'],
    ['403', refused(403), 'turned-away'],
    ['404', refused(404), 'turned-away'],
    ['405', refused(405), 'turned-away'],
    ['408', refused(408), 'turned-away'],
    ['410', refused(410), 'turned-away'],
    ['429', refused(429), 'turned-away'],
    ['a redirect', refused(302), 'turned-away'],
    ['500', refused(500), 'server-error'],
    ['502', refused(502), 'server-error'],
    ['an id, and no more', story().submit(), 'pending'],
    ['an id, and a job that waits', story().submit().polls('QUEUED', 'PROCESSING'), 'pending'],
    ['an id, and a strange state', story().submit().polls('BLOCKED'), 'pending'],
    ['an id, and a job that is gone', story().submit().ask('status', { status: 404 }), 'pending'],
    ['a job that completed', story().submit().polls('COMPLETED'), 'completed'],
    ['a job that failed', story().submit().polls('FAILED'), 'late'],
    [
      'a job that a result alone shows',
      story().submit().result({ status: 'COMPLETED' }),
      'completed',
    ],
    ['a success without an id', story().submit({}, { answer: { ok: true } }), 'ambiguous'],
    ['a success that is no JSON', story().submit({}, { answer: '<html>' }), 'ambiguous'],
    ['no answer', story().submit({}, { error: { kind: 'reset', sent: 'maybe' } }), 'ambiguous'],
    [
      'half a success',
      story().submit({}, { answer: '{"req', error: { kind: 'truncated', sent: 'yes' } }),
      'ambiguous',
    ],
    [
      'half a refusal',
      story().refused({}, { answer: '{', error: { kind: 'truncated', sent: 'yes' } }),
      'refused',
    ],
    [
      'an id that another has too',
      story().submit({}, { job: 'a' }).submit({}, { job: 'a' }).polls('COMPLETED'),
      'ambiguous',
    ],
    ['a synchronous success', story().sync(), 'completed'],
    [
      'half a synchronous success',
      story().sync({}, { error: { kind: 'truncated', sent: 'yes' } }),
      'ambiguous',
    ],
    ['a synchronous refusal', story().refused({}, {}, 'sync'), 'refused'],
  ])('%s', (_, told, expected) => {
    expect(first(told).is).toBe(expected);
  });

  it('is told by a few words, none of them alike', () => {
    const outcomes: readonly Outcome[] = [
      { is: 'refused', status: 400 },
      first(story().submit().polls('FAILED')),
      { is: 'completed', end: undefined },
      { is: 'pending' },
      { is: 'server-error', status: 500 },
      { is: 'turned-away', status: 429 },
      { is: 'ambiguous' },
    ];
    expect(new Set(outcomes.map(described)).size).toBe(outcomes.length);
    expect(outcomes.filter(isTelling).map(({ is }) => is)).toEqual([
      'refused',
      'late',
      'completed',
      'server-error',
    ]);
  });
});

test('a job has ended when its end was first seen, whatever was heard first', () => {
  const told = story().submit().polls('COMPLETED', 'COMPLETED').result();
  const state = stateOf(told);
  const [life] = state.lives.byId.values();
  expect(life && endOf(contract, life)?.seq).toBe(2);
});

test('a role without a code of its own has the one that HTTP gives it', () => {
  const bare: Contract = { ...contract, gateway: { ...contract.gateway, errors: [] } };
  expect(statusOf(contract, 'no-credits')).toBe(406);
  expect(statusOf(bare, 'no-credits')).toBe(402);
  expect(statusOf(bare, 'rate-limited')).toBe(429);
  expect(statusOf(bare, 'unauthorized')).toBe(401);
});
