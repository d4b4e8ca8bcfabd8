import { contract } from '../../specs/flux-depth-pro.ts';
import { madeUpId, madeUpSlug } from '../contract/made-up.ts';
import { pathOf } from '../contract/routes.ts';
import { randomStream } from '../units/random.ts';
import { seed } from '../units/units.ts';
import { type Server, testServers, unkept } from './fixtures/other-servers.ts';
import { type Content, type Story, story, type Telling } from './fixtures/story.ts';

const random = randomStream(seed(1), 'other-servers');
const NOBODYS = madeUpId(random);
const UNSERVED = pathOf(contract, 'submit', { slug: madeUpSlug(random) });
const SUBMIT = pathOf(contract, 'submit');
const HTML = '<html><body><h1>Oops</h1></body></html>';
const HOUR = contract.gateway.retentionMs;
const ran = (): Story => story().submit().polls('QUEUED', 'PROCESSING', 'COMPLETED').result();
const answer = (status: number, body: Content): Telling => ({ status, answer: body });

const SERVERS: readonly Server[] = [
  [
    'errors as the documentation has them',
    story().refused(
      { steps: 51 },
      answer(400, { error: 'invalid', error_description: 'steps: at most 50', status_code: 400 }),
    ),
  ],
  [
    'errors as a framework has them',
    story().refused(
      { steps: 51 },
      answer(400, { detail: [{ loc: ['body', 'steps'], msg: 'too large' }] }),
    ),
    'error.client-readable',
  ],
  [
    'errors with a message',
    story().refused({ steps: 51 }, answer(400, { message: 'steps is too large' })),
    'error.client-readable',
  ],
  [
    'errors as pages',
    story().refused({ steps: 51 }, answer(400, '<h1>steps is too large</h1>')),
    'error.client-readable',
  ],
  [
    'errors that call a parameter as people do',
    story().refused({ control_image: 'x' }, answer(400, { error: 'Control image must be a URL' })),
  ],
  [
    'errors that name the parameter late',
    story().refused(
      { control_image: [] },
      answer(400, { error: `${'x'.repeat(9_000)} is no control_image` }),
    ),
  ],
  ['errors too large to keep', unkept(story().refused({ steps: 51 }))],
  [
    'errors that are not UTF-8',
    story().refused({ steps: 51 }, answer(400, Buffer.from('7374657073206ffc66', 'hex'))),
    'error.client-readable',
  ],
  [
    'refusals with another code',
    story().refused({ steps: 51 }, answer(406, { error: 'steps: refused' })),
    'validation.refused-at-door',
  ],
  [
    'refusals inside the job',
    story().submit({ steps: 51 }).fails('steps is 51'),
    'validation.refused-at-door',
  ],
  [
    'refusals that are limited',
    story().refused({ steps: 51 }, answer(429, { error: 'Slow down' })),
  ],
  [
    'a balance that runs out',
    ran().refused({ steps: 15 }, answer(406, { error: 'Not enough credits' })),
  ],
  [
    'a balance that runs out with 402',
    ran().refused({ steps: 15 }, answer(402, { error: 'Oh no' })),
  ],
  [
    'a limit on spending',
    ran().refused({ steps: 15 }, answer(406, { error: 'Team spend limit reached' })),
  ],
  [
    'a key that is refused in the middle',
    ran().refused({ steps: 15 }, answer(401, { error: 'Expired' })),
  ],
  [
    'a model that is retired in the middle',
    ran().refused({ steps: 15 }, answer(410, { error: 'Gone' })),
  ],
  [
    'limits everywhere',
    story()
      .refused({}, { key: 'none', ...answer(429, HTML) })
      .refused({}, { key: 'broke', ...answer(429, HTML) })
      .refused({}, { key: 'forbidden', ...answer(429, HTML) })
      .refused({}, answer(429, HTML))
      .refused({ steps: 51 }, { ...answer(429, '') }, 'sync')
      .ask('status', { job: NOBODYS, ...answer(429, HTML) })
      .tell('submit', 'POST', UNSERVED, { body: '{}', ...answer(429, HTML) })
      .tell('other', 'DELETE', SUBMIT, answer(429, HTML))
      .balance(1, answer(429, HTML))
      .submit()
      .ask('status', answer(429, HTML))
      .polls('COMPLETED')
      .ask('result', answer(429, HTML))
      .ask('status', answer(429, HTML))
      .later(HOUR + 90_000)
      .ask('status', answer(429, HTML)),
  ],
  [
    'an outage',
    story()
      .refused({}, { key: 'none', ...answer(502, HTML) })
      .refused({}, { key: 'broke', ...answer(503, HTML) })
      .refused({}, { key: 'forbidden', ...answer(504, HTML) })
      .submit()
      .ask('status', answer(502, HTML))
      .ask('result', answer(502, HTML))
      .ask('status', answer(503, HTML))
      .ask('status', answer(504, HTML))
      .polls('COMPLETED')
      .ask('status', answer(502, HTML))
      .later(HOUR + 90_000)
      .ask('status', answer(502, HTML)),
  ],
  [
    'one bad gateway in passing',
    story().refused({ steps: 51 }, answer(502, HTML)).refused({ steps: 52 }),
  ],
  ['pages for wrong methods', story().tell('other', 'PUT', SUBMIT, answer(405, HTML))],
  [
    'other methods',
    story()
      .tell('other', 'HEAD', SUBMIT, answer(200, ''))
      .tell('other', 'OPTIONS', SUBMIT, answer(204, '')),
  ],
  [
    'other pages',
    story()
      .tell('other', 'GET', '/favicon.ico', answer(404, ''))
      .tell('other', 'GET', 'https://elsewhere.invalid/', answer(403, '')),
  ],
  ['input that is looked at before the key', story().refused({ steps: 51 }, { key: 'none' })],
  [
    'ids that are looked at before the key',
    story().ask('status', { job: NOBODYS, key: 'none', ...answer(404, { error: 'Not found' }) }),
  ],
  [
    'wrong methods that are unknown models first',
    story().tell('other', 'GET', UNSERVED, answer(404, { error: 'No such model' })),
  ],
  [
    'answers that break off',
    story()
      .submit({}, { answer: '{"request_id":', error: { kind: 'truncated', sent: 'yes' } })
      .submit()
      .ask('status', { answer: '{"status":', error: { kind: 'truncated', sent: 'yes' } })
      .polls('COMPLETED')
      .ask('result', { answer: '{"status":', error: { kind: 'truncated', sent: 'yes' } })
      .sync({}, { answer: Buffer.from('ff', 'hex'), error: { kind: 'truncated', sent: 'yes' } })
      .output({ answer: Buffer.from('ff', 'hex'), error: { kind: 'too-large', sent: 'yes' } })
      .refused({ steps: 51 }, { answer: '{', error: { kind: 'truncated', sent: 'yes' } }),
  ],
  [
    'no answers at all',
    story()
      .submit({}, { error: { kind: 'timeout', sent: 'maybe' } })
      .submit()
      .ask('status', { error: { kind: 'reset', sent: 'maybe' } })
      .polls('COMPLETED')
      .ask('result', { error: { kind: 'refused', sent: 'no' } })
      .sync({}, { error: { kind: 'timeout', sent: 'maybe' } }),
  ],
];

testServers(SERVERS);
