import { expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { brokenIn, causesOf, summaryOf } from './fixtures/judged.ts';
import { type Server, testServers, unkept } from './fixtures/other-servers.ts';
import { type Content, HEADER, ORIGIN, type Story, story, type Telling } from './fixtures/story.ts';

const HTML = '<html><body><h1>Oops</h1></body></html>';
const HOUR = contract.gateway.retentionMs;
const ran = (): Story => story().submit().polls('QUEUED', 'PROCESSING', 'COMPLETED').result();
const answer = (status: number, body: Content): Telling => ({ status, answer: body });
const waiting = (status: number, body: Content = { error: 'Not ready' }): Story =>
  story().submit().ask('result', answer(status, body)).polls('COMPLETED').result();
const image = (telling: Telling): Story => ran().output(telling);
const JPEG = Buffer.from('ffd8ffe0', 'hex');
const served = (type: string, body: Buffer = JPEG): Telling => ({
  answer: body,
  headers: [['content-type', type]],
});

const SERVERS: readonly Server[] = [
  [
    'ids of 32 hex digits',
    story()
      .submit({}, { job: 'a3'.repeat(16) })
      .polls('COMPLETED'),
  ],
  ['ids of any text', story().submit({}, { job: 'job/1 ü?' }).polls('COMPLETED').result()],
  ['polls that miss PROCESSING', story().submit().polls('QUEUED', 'COMPLETED').result()],
  ['polls that see nothing but the end', story().submit().polls('COMPLETED').result()],
  [
    'states without metrics or id',
    story()
      .submit()
      .ask('status', { answer: { status: 'QUEUED' } })
      .polls('COMPLETED')
      .result(),
  ],
  [
    'members of its own everywhere',
    ran()
      .result({ region: 'eu', took: [1, { a: null }] })
      .output(),
    'result.stable',
  ],
  [
    'an output that lists URLs',
    ran()
      .later(9)
      .submit()
      .polls('COMPLETED')
      .result({ output: ['a'] }),
  ],
  [
    'an output with a URL',
    story()
      .submit()
      .polls('COMPLETED')
      .result({ output: { url: 'a' } }),
  ],
  [
    'images in place of an output',
    story()
      .submit()
      .polls('COMPLETED')
      .result({ output: undefined, images: [{ url: 'https://i.invalid/a.jpg' }] }),
  ],
  ['a balance that other jobs draw on', ran().result().later(60_000).result()],
  [
    'URLs that are signed anew',
    story()
      .submit()
      .polls('COMPLETED')
      .result({ output: 'https://i.invalid/a.jpg?sig=1' })
      .result({ output: 'https://i.invalid/a.jpg?sig=2' }),
  ],
  ['an image called image/jpg', image(served('image/jpg'))],
  ['an image called a stream of bytes', image(served('binary/octet-stream'))],
  ['an image without a name', image({ answer: JPEG, headers: [] })],
  ['an image that is elsewhere', image({ status: 302, answer: null })],
  ['an image that is not there for the moment', image(answer(503, HTML))],
  ['an image that is asked for too often', image(answer(429, HTML))],
  ['an image too large to keep', unkept(image(served('image/jpeg')))],
  ['an image too large to keep, by another name', unkept(image(served('image/jpg')))],
  [
    'seconds as a text',
    story()
      .submit()
      .polls('COMPLETED')
      .result({ metrics: { inference_time: '0.5' } }),
  ],
  [
    'seconds that are rounded up',
    story()
      .submit()
      .later(23_200)
      .polls('COMPLETED')
      .result({ metrics: { inference_time: 25 } }),
  ],
  ['a result that is not found yet', waiting(404)],
  ['a result that is accepted for later', waiting(202, { status: 'QUEUED' })],
  ['a result that is empty so far', waiting(200, {})],
  ['a result that is bad to ask for so far', waiting(400)],
  ['a result that cannot be processed so far', waiting(422)],
  ['a result that says that it waits', waiting(200, { status: 'PROCESSING', output: null })],
  [
    'a state that lags on the result route',
    story()
      .submit()
      .polls('PROCESSING')
      .ask('result', { answer: { status: 'QUEUED' } }),
  ],
  [
    'an older poll route that knows no 422, and never forgets',
    story()
      .submit({ prompt: HEADER.blockedPrompt })
      .polls('FAILED')
      .ask('poll', { answer: { status: 'FAILED' } })
      .later(HOUR + 90_000)
      .ask('poll', { answer: { status: 'FAILED' } }),
  ],
  [
    'failures that the status alone tells',
    story()
      .submit({ prompt: HEADER.blockedPrompt })
      .ask('status', answer(422, { error: 'Blocked' }))
      .ask('result', answer(422, { error: 'Blocked' })),
  ],
  [
    'failures in another word',
    story()
      .submit({ prompt: HEADER.blockedPrompt })
      .ask('status', answer(422, { status: 'FAILED', message: 'Blocked' })),
  ],
  [
    'errors that have a status of their own',
    story()
      .submit()
      .ask('status', answer(500, { status: 'error' }))
      .ask('status', answer(404, { status: 'fail', error: 'No such job' })),
    'retention.kept',
  ],
  [
    'limits that have a status of their own',
    story()
      .submit()
      .ask('status', answer(429, { status: 'error', error: 'Slow down' }))
      .polls('COMPLETED'),
  ],
  [
    'a job that fails once and goes through another time',
    story().submit({ steps: 15 }).polls('FAILED').submit({ steps: 15 }).polls('COMPLETED'),
  ],
  [
    'a client that looked away for long',
    story().submit().later(900_000).polls('COMPLETED').result(),
  ],
  ['balances to the cent', story().balance(10).submit().polls('COMPLETED').result().balance(9.94)],
  [
    'balances with the noise of floating point',
    story()
      .balance(0.3)
      .submit()
      .polls('COMPLETED')
      .result()
      .balance(0.3 - 0.063),
  ],
  [
    'a balance that is topped up',
    story().balance(1).submit().polls('COMPLETED').result().balance(10.937),
  ],
  [
    'a price that is not to the cent, and not stated',
    story().balance(10).submit().polls('COMPLETED').balance(9.9374),
  ],
  [
    'a row that is still pending',
    story().submit().polls('COMPLETED').result().ledger(0, 'PENDING'),
  ],
  ['a row with its charge as a text', story().submit().polls('COMPLETED').result().ledger('0.063')],
  ['a row without a charge yet', story().submit().polls('COMPLETED').result().ledger(null)],
  [
    'a cost in the answer to a submit',
    story()
      .submit({}, { headers: [['x-cost', '0']] })
      .polls('COMPLETED')
      .result(),
  ],
  [
    'status URLs with the id in their query',
    story().submit(
      {},
      {
        job: 'j 1',
        answer: {
          request_id: 'j 1',
          status: 'QUEUED',
          status_url: `${ORIGIN}/s?id=j%201`,
          response_url: `${ORIGIN}/r?id=j%201`,
        },
      },
    ),
  ],
  [
    'answers with a byte order mark',
    story().submit(
      {},
      {
        job: 'j',
        answer: `\u{FEFF}{"request_id":"j","status":"QUEUED","status_url":"${ORIGIN}/j","response_url":"${ORIGIN}/j"}`,
      },
    ),
  ],
];

testServers(SERVERS);

test('a clock that stands still tells no order, and so no promise is broken by it', () => {
  const told = ran()
    .result()
    .later(5)
    .ask('status', answer(200, { status: 'QUEUED' }));
  const still = story();
  still.exchanges.push(...told.exchanges.map((one) => ({ ...one, t0: 1_000, t1: 1_000 })));
  expect(brokenIn(still)).toEqual(['result.inference-time']);
});

test('a state that is strange, and one that is missing, are findings of their own', () => {
  const told = story()
    .submit()
    .ask('status', { answer: {} })
    .polls('RUNNING', 'RUNNING')
    .ask('status', { answer: { state: 'QUEUED' } })
    .submit()
    .polls('RUNNING');
  expect(causesOf('state.known', told)).toEqual(['without-state', 'state-running']);
  expect(summaryOf('state.known', told)).not.toContain('more like it');
});
