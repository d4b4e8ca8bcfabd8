import { describe, expect, it, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { madeUpId } from '../contract/made-up.ts';
import { pathOf } from '../contract/routes.ts';
import { randomStream } from '../units/random.ts';
import { seed } from '../units/units.ts';
import { verdictOn } from './fixtures/judged.ts';
import { type Content, HEADER, story, type Story, type Telling } from './fixtures/story.ts';

const NOBODYS = madeUpId(randomStream(seed(1), 'idle'));
const SUBMIT = pathOf(contract, 'submit');
const HOUR = contract.gateway.retentionMs;
const INVALID = { steps: 51 };
const BLOCKED = { prompt: HEADER.blockedPrompt };
const CUT = { kind: 'truncated', sent: 'yes' } as const;
const LOST = { kind: 'timeout', sent: 'maybe' } as const;

const answer = (status: number, body: Content = { error: 'No' }): Telling => ({
  status,
  answer: body,
});
const ran = (): Story => story().submit().polls('PROCESSING', 'COMPLETED').result();

/** What looks as if it told of a clause, and could not have refuted it. */
const IDLE: Readonly<Record<string, readonly (readonly [what: string, told: Story])[]>> = {
  'error.unknown-id': [
    ['429', story().ask('status', { job: NOBODYS, ...answer(429) })],
    ['an outage', story().ask('status', { job: NOBODYS, ...answer(503) })],
    ['another key', story().ask('status', { job: NOBODYS, key: 'wrong', ...answer(404) })],
    ['the older route', story().ask('poll', { job: NOBODYS, ...answer(404) })],
    ['an id that may be known', story().ask('status', { job: 'a', ...answer(404) })],
  ],
  'error.wrong-method': [
    ['HEAD', story().tell('other', 'HEAD', SUBMIT, answer(405))],
    ['OPTIONS', story().tell('other', 'OPTIONS', SUBMIT, answer(405))],
    ['no address of the gateway', story().tell('other', 'PUT', '/x', answer(405))],
  ],
  'error.no-server-error': [
    ['429', story().refused(INVALID, answer(429))],
    [
      'an outage that good requests met too',
      story().refused(INVALID, answer(502)).balance(1, answer(502)),
    ],
    ['one bad gateway in passing', story().refused(INVALID, answer(502))],
    ['a good request', story().refused({}, answer(400))],
  ],
  'error.has-detail': [
    ['429', story().refused({}, answer(429))],
    ['405', story().tell('other', 'PUT', SUBMIT, answer(405))],
    ['a server error', story().refused({}, answer(500))],
    ['a failed job', story().submit().polls('FAILED')],
    ['half an answer', story().refused({}, { ...answer(400), error: CUT })],
    ['another host', story().tell('other', 'GET', 'https://a.invalid/', answer(404))],
  ],
  'error.names-parameter': [
    ['two faults', story().refused({ steps: 51, guidance: 0 })],
    ['no fault', story().refused({})],
    ['a body that is none', story().refused({}, { body: '[]' })],
    ['a refusal of the key', story().refused(INVALID, answer(401))],
    ['half an answer', story().refused(INVALID, { ...answer(400), error: CUT })],
  ],
  'auth.wrong-key': [
    ['429', story().refused({}, { key: 'wrong', ...answer(429) })],
    ['an outage', story().refused({}, { key: 'wrong', ...answer(503) })],
    ['invalid input', story().refused(INVALID, { key: 'wrong', ...answer(400) })],
    ['an unknown id', story().ask('status', { job: NOBODYS, key: 'wrong', ...answer(404) })],
    ['a wrong method', story().tell('other', 'PUT', SUBMIT, { key: 'wrong', ...answer(405) })],
    ['no answer', story().refused({}, { key: 'wrong', error: LOST })],
  ],
  'auth.empty-balance': [
    ['a server error', story().refused({}, { key: 'broke', ...answer(500) })],
    ['429', story().refused({}, { key: 'broke', ...answer(429) })],
    ['invalid input', story().refused(INVALID, { key: 'broke', ...answer(400) })],
    ['a look at the balance', story().balance(0, { key: 'broke' })],
  ],
  'auth.empty-balance-code': [
    ['a submit that was taken', story().submit({}, { key: 'broke' })],
    ['a server error', story().refused({}, { key: 'broke', ...answer(500) })],
  ],
  'auth.foreign-job': [
    [
      '429',
      story()
        .submit()
        .ask('status', { key: 'other', ...answer(429) }),
    ],
    ['a job of its own', story().submit({}, { key: 'other' }).ask('status', { key: 'other' })],
    ['no job', story().ask('status', { job: 'a', key: 'other', ...answer(404) })],
  ],
  'submit.answer': [
    ['half an answer', story().submit({}, { answer: '{"req', error: CUT })],
    ['no answer', story().submit({}, { error: LOST })],
    ['a refusal', story().refused()],
  ],
  'submit.urls': [
    ['an answer without URLs', story().submit({}, { answer: { request_id: 'a' } })],
    ['an answer that is none', story().submit({}, { answer: '<html>' })],
  ],
  'submit.distinct-ids': [['one submit', story().submit()]],
  'state.known': [
    [
      'an error that names a state',
      story()
        .submit()
        .ask('status', answer(500, { status: 'QUEUED' })),
    ],
    ['an unknown id', story().ask('status', { job: NOBODYS, answer: { status: 'QUEUED' } })],
    [
      'jobs that share an id',
      story().submit({}, { job: 'a' }).submit({}, { job: 'a' }).polls('QUEUED'),
    ],
  ],
  'state.order': [
    ['nothing but the first state', story().submit().polls('QUEUED', 'QUEUED', 'COMPLETED')],
    ['one poll', story().submit().polls('PROCESSING')],
    [
      'another route',
      story()
        .submit()
        .polls('PROCESSING')
        .ask('result', { answer: { status: 'QUEUED' } }),
    ],
  ],
  'state.terminal-is-final': [
    ['the end alone', story().submit().polls('QUEUED', 'COMPLETED')],
    ['404 after it', story().submit().polls('COMPLETED').ask('status', answer(404))],
    ['the other route', story().submit().polls('COMPLETED').result()],
  ],
  'state.failed-is-422': [['a job that completed', ran()]],
  'state.block-is-failed': [
    ['a block that has not ended', story().submit(BLOCKED).polls('PROCESSING')],
    ['a block that was limited', story().refused(BLOCKED, answer(429))],
    [
      'invalid input as well',
      story()
        .submit({ ...BLOCKED, ...INVALID })
        .polls('FAILED'),
    ],
    ['another prompt', story().submit().polls('FAILED')],
  ],
  'state.routes-agree': [
    ['the status alone', story().submit().polls('COMPLETED', 'COMPLETED')],
    ['a result before the end', story().submit().ask('result', answer(202)).polls('COMPLETED')],
    ['a result that is gone', story().submit().polls('COMPLETED').ask('result', answer(404))],
  ],
  'state.in-time': [
    ['a job that has not ended', story().submit().polls('PROCESSING')],
    ['an end that was looked for late', story().submit().later(700_000).polls('COMPLETED')],
    [
      'a job whose submit was not seen',
      story().ask('status', { job: 'a', answer: { status: 'COMPLETED' } }),
    ],
  ],
  'result.output-when-completed': [
    ['the status alone', story().submit().polls('COMPLETED')],
    [
      'half a result',
      story().submit().polls('COMPLETED').ask('result', { answer: '{"', error: CUT }),
    ],
  ],
  'result.stable': [
    ['one result', ran()],
    ['another after it failed', ran().ask('result', answer(422, { status: 'FAILED' }))],
  ],
  'result.media-type': [
    ['the output of nobody', story().tell('output', 'GET', 'https://a.invalid/a.jpg', {})],
    ['an output that is elsewhere', ran().output({ status: 302, answer: null })],
    ['an output that is not there for now', ran().output(answer(503))],
    ['half an output', ran().output({ error: CUT })],
  ],
  'result.inference-time': [['the status alone', story().submit().polls('COMPLETED')]],
  'retention.kept': [
    [
      'half an hour',
      ran()
        .later(HOUR / 2)
        .result(),
    ],
    [
      'a job that never ended',
      story()
        .submit()
        .later(HOUR - 60_000)
        .polls('QUEUED'),
    ],
    [
      'a limiter',
      ran()
        .later(HOUR - 60_000)
        .ask('status', answer(429)),
    ],
    [
      'an outage',
      ran()
        .later(HOUR - 60_000)
        .ask('status', answer(502)),
    ],
    ['after the hour', ran().later(HOUR).result()],
  ],
  'retention.expires': [
    ['a moment after the hour', ran().later(HOUR).ask('status', answer(404))],
    [
      'a limiter',
      ran()
        .later(HOUR + 90_000)
        .ask('status', answer(429)),
    ],
    [
      'a key that expired',
      ran()
        .later(HOUR + 90_000)
        .ask('status', answer(401)),
    ],
    [
      'the older route',
      ran()
        .later(HOUR + 90_000)
        .ask('poll', answer(404)),
    ],
  ],
  'parameter.steps.max': [
    ['429', story().refused(INVALID, answer(429))],
    ['an empty balance', story().refused(INVALID, answer(406, { error: 'Not enough credits' }))],
    ['the code of an empty balance', story().refused(INVALID, answer(406, null))],
    ['402', story().refused(INVALID, answer(402))],
    ['a refused key', story().refused(INVALID, answer(401))],
    ['an unknown model', story().refused(INVALID, answer(404))],
    ['a server error', story().refused(INVALID, answer(500))],
    ['a job that has not ended', story().submit(INVALID).polls('PROCESSING')],
    ['a success without an id', story().submit(INVALID, { answer: {} })],
    ['no answer', story().submit(INVALID, { error: LOST })],
    ['another fault as well', story().refused({ steps: 51, guidance: 0 })],
    ['another key', story().refused(INVALID, { key: 'other' })],
    [
      'a job that shares its id',
      story().submit(INVALID, { job: 'a' }).submit({}, { job: 'a' }).polls('COMPLETED'),
    ],
  ],
  'parameter.steps.accepts': [
    ['one bound alone', story().submit({ steps: 15 }).polls('COMPLETED')],
    [
      'a bound that did not run',
      story().submit({ steps: 15 }).polls('COMPLETED').submit({ steps: 50 }).polls('QUEUED'),
    ],
  ],
  'parameter.steps.unknowns': [
    ['429', story().refused({ steps: null }, answer(429))],
    ['a job that has not ended', story().submit({ steps: null }).polls('QUEUED')],
  ],
  'validation.example-completes': [
    ['another input', story().submit({ steps: 15 }).polls('COMPLETED')],
    ['a job that has not ended', story().submit().polls('PROCESSING')],
    ['429', story().refused({}, answer(429))],
    ['the synchronous route', story().sync()],
  ],
  'validation.refused-at-door': [
    ['429', story().refused(INVALID, answer(429))],
    ['input that ran', story().submit(INVALID).polls('COMPLETED')],
  ],
  'validation.late-rejections': [
    ['429', story().refused(INVALID, answer(429))],
    ['no answer', story().refused(INVALID, { error: LOST })],
  ],
  'validation.unknown-fields': [
    ['429', story().refused({ sharpness: 1 }, answer(429))],
    ['an invalid input as well', story().refused({ sharpness: 1, ...INVALID })],
  ],
  'validation.invalid-is-free': [
    ['one look', story().balance(10).refused(INVALID)],
    ['nothing invalid in between', story().balance(10).refused({}).balance(10)],
    ['a job in flight', story().submit().balance(10).refused(INVALID).balance(10)],
    [
      'a job that may exist',
      story().submit({}, { error: LOST }).balance(10).refused(INVALID).balance(10),
    ],
    [
      'a job of no model',
      story()
        .tell('submit', 'POST', '/v2/no-such-model-1', { body: '{}', answer: { request_id: 'a' } })
        .balance(10)
        .refused(INVALID)
        .balance(10),
    ],
    [
      'another account',
      story().balance(10, { key: 'other' }).refused(INVALID).balance(10, { key: 'other' }),
    ],
  ],
  'billing.charged-once': [
    ['no job', story().balance(10).balance(10)],
    ['a job that has not ended', story().balance(10).submit().polls('PROCESSING').balance(9.937)],
    [
      'a job that began before',
      story().submit().balance(10).polls('COMPLETED').result().balance(9.937),
    ],
    ['money that came in', story().balance(1).submit().polls('COMPLETED').result().balance(10)],
    [
      'a request history from before the end',
      story().submit().polls('PROCESSING').ledger(0).polls('COMPLETED').result(),
    ],
    ['a row that is pending', ran().ledger(0, 'PENDING')],
  ],
  'billing.price': [['a job that does not say', story().submit().polls('COMPLETED')]],
  'billing.failed-is-free': [
    ['no job that failed', story().balance(10).submit().polls('COMPLETED').result().balance(9.937)],
    ['a failure that states no cost', story().submit(BLOCKED).polls('FAILED')],
    ['a row that is pending', story().submit(BLOCKED).polls('FAILED').ledger(0, 'PENDING')],
  ],
  'sync.returns-output': [
    ['a refusal', story().refused({}, {}, 'sync')],
    ['half an answer', story().sync({}, { error: CUT })],
    ['invalid input', story().sync(INVALID)],
  ],
};

describe.each(Object.entries(IDLE))('%s is untested by', (id, histories) => {
  it.each(histories.map(([what, told]) => ({ what, told })))('$what', ({ told }) => {
    expect(told.exchanges.length).toBeGreaterThan(0);
    expect(verdictOn(id, told).verdict).toBe('untested');
  });
});

test.each([[undefined], ['']])('no prompt is blocked where the blocked one is %j', (prompt) => {
  const { blockedPrompt: _, ...rest } = HEADER;
  const header = { ...rest, ...(prompt !== undefined && { blockedPrompt: prompt }) };
  const told = story().submit(BLOCKED).polls('FAILED');
  expect(verdictOn('state.block-is-failed', told, header).verdict).toBe('untested');
  expect(verdictOn('validation.valid-is-accepted', told, header).verdict).toBe('broken');
});

test('what is missing of a parameter is named', () => {
  const told = story().submit({ steps: 15 }).polls('COMPLETED');
  expect(verdictOn('parameter.steps.accepts', told)).toEqual({
    verdict: 'untested',
    reason: 'needs a valid payload that completes with steps at 50, its absence',
  });
});
