import { expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { madeUpId } from '../contract/made-up.ts';
import { pathOf } from '../contract/routes.ts';
import { randomStream } from '../units/random.ts';
import { seed } from '../units/units.ts';
import { describeIdle, type Idle } from './fixtures/idle.ts';
import { verdictOn } from './fixtures/judged.ts';
import { type Content, story, type Telling } from './fixtures/story.ts';

const NOBODYS = madeUpId(randomStream(seed(1), 'idle'));
const SUBMIT = pathOf(contract, 'submit');
const INVALID = { steps: 51 };
const CUT = { kind: 'truncated', sent: 'yes' } as const;
const LOST = { kind: 'timeout', sent: 'maybe' } as const;
const answer = (status: number, body: Content = { error: 'No' }): Telling => ({
  status,
  answer: body,
});

const IDLE: Idle = {
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
    ['405 to a right method', story().refused({}, answer(405))],
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
    ['an outage', story().refused({}, { key: 'broke', ...answer(503) })],
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
      'a job that another method made',
      story()
        .tell('other', 'PUT', SUBMIT, { body: '{}', answer: { request_id: 'a' } })
        .balance(10)
        .refused(INVALID)
        .balance(10),
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
};

describeIdle(IDLE);

test('what is missing of a parameter is named', () => {
  const told = story().submit({ steps: 15 }).polls('COMPLETED');
  expect(verdictOn('parameter.steps.accepts', told)).toEqual({
    verdict: 'untested',
    reason: 'needs a valid payload that completes with steps at 50, its absence',
  });
});
