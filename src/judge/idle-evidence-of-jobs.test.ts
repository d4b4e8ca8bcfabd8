import { expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { madeUpId } from '../contract/made-up.ts';
import { randomStream } from '../units/random.ts';
import { seed } from '../units/units.ts';
import { describeIdle, type Idle } from './fixtures/idle.ts';
import { verdictOn } from './fixtures/judged.ts';
import { type Content, HEADER, type Story, story, type Telling } from './fixtures/story.ts';

const NOBODYS = madeUpId(randomStream(seed(1), 'idle'));
const HOUR = contract.gateway.retentionMs;
const INVALID = { steps: 51 };
const BLOCKED = { prompt: HEADER.blockedPrompt };
const CUT = { kind: 'truncated', sent: 'yes' } as const;
const answer = (status: number, body: Content = { error: 'No' }): Telling => ({
  status,
  answer: body,
});
const ran = (): Story => story().submit().polls('PROCESSING', 'COMPLETED').result();

const IDLE: Idle = {
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

describeIdle(IDLE);

test.each([[undefined], ['']])('no prompt is blocked where the blocked one is %j', (prompt) => {
  const { blockedPrompt: _, ...rest } = HEADER;
  const header = { ...rest, ...(prompt !== undefined && { blockedPrompt: prompt }) };
  const told = story().submit(BLOCKED).polls('FAILED');
  expect(verdictOn('state.block-is-failed', told, header).verdict).toBe('untested');
  expect(verdictOn('validation.valid-is-accepted', told, header).verdict).toBe('broken');
});
