import { describe, expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { pathOf } from '../contract/routes.ts';
import { type Request, mocksOf } from './mock.fixture.ts';

const { embedded } = mocksOf(contract);

const EXAMPLE = contract.example;
const SUBMIT = pathOf(contract, 'submit');
const SYNC = pathOf(contract, 'sync');
const CREDITS = pathOf(contract, 'credits');
const STATUS = pathOf(contract, 'status', { id: '00000000-0000-4000-8000-0123456789ab' });
const JSON_TYPE = { 'content-type': 'application/json' };

const { missingKeyText, refusedKeyText } = contract.gateway.authentication;
const MISSING = { error: 'unauthorized', error_description: missingKeyText, status_code: 401 };
const REFUSED = { error: 'unauthorized', error_description: refusedKeyText, status_code: 401 };

const saying = (text: string) => ({ error: expect.stringContaining(text) as unknown });

interface Refused {
  readonly what: string;
  readonly request: Request;
  readonly status: number;
  readonly body: object;
}

const KEYS: readonly Refused[] = [
  {
    what: 'no key',
    request: { method: 'POST', path: SUBMIT, body: EXAMPLE },
    status: 401,
    body: MISSING,
  },
  { what: 'no key for credits', request: { path: CREDITS }, status: 401, body: MISSING },
  {
    what: 'an empty key',
    request: { path: CREDITS, headers: { 'x-api-key': '' } },
    status: 401,
    body: MISSING,
  },
  {
    what: "nobody's key",
    request: { path: CREDITS, headers: { 'x-api-key': 'SG_0000000000000000' } },
    status: 401,
    body: REFUSED,
  },
  {
    what: 'a revoked key',
    request: { path: CREDITS, key: 'revoked' },
    status: 401,
    body: REFUSED,
  },
  {
    what: 'a key that may not call the model',
    request: { method: 'POST', path: SUBMIT, key: 'forbidden', body: EXAMPLE },
    status: 403,
    body: {
      error: 'forbidden',
      error_description: expect.any(String) as unknown,
      status_code: 403,
    },
  },
  {
    what: 'a key without credits',
    request: { method: 'POST', path: SUBMIT, key: 'broke', body: EXAMPLE },
    status: 406,
    body: saying('credits'),
  },
  {
    what: 'a key without credits, synchronously',
    request: { method: 'POST', path: SYNC, key: 'broke', body: EXAMPLE },
    status: 406,
    body: saying('credits'),
  },
];

const ADDRESSES: readonly Refused[] = [
  {
    what: 'an unknown model',
    request: { method: 'POST', path: '/v2/no-such-model', key: 'valid', body: EXAMPLE },
    status: 404,
    body: saying('no-such-model not found'),
  },
  {
    what: 'an unknown job',
    request: { path: STATUS, key: 'valid' },
    status: 404,
    body: { error: 'Request 00000000-0000-4000-8000-0123456789ab not found' },
  },
  {
    what: 'an unknown path',
    request: { path: '/v3/anything', key: 'valid' },
    status: 404,
    body: saying('not found'),
  },
];

const BODIES: readonly Refused[] = [
  ['no content type', {}, JSON.stringify(EXAMPLE), 406, 'missing'],
  ['a text', { 'content-type': 'text/plain' }, JSON.stringify(EXAMPLE), 406, 'text/plain'],
  ['a content type that is none', { 'content-type': 'json' }, '{}', 406, 'Content-Type'],
  [
    'another charset',
    { 'content-type': 'application/json; charset=utf-16' },
    '{}',
    406,
    'charset=utf-16',
  ],
  [
    'a form where none is taken',
    { 'content-type': 'multipart/form-data; boundary=x' },
    '--x--',
    406,
    'multipart',
  ],
  ['no body', JSON_TYPE, '', 400, 'no body'],
  ['half an object', JSON_TYPE, '{"prompt": "a', 400, 'not JSON'],
  ['an array', JSON_TYPE, '[]', 400, 'an array'],
  ['null', JSON_TYPE, 'null', 400, 'null'],
  ['a number', JSON_TYPE, '7', 400, 'a number'],
  ['a text as JSON', JSON_TYPE, '"prompt"', 400, 'a string'],
  ['deep nesting', JSON_TYPE, `{"prompt":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 400, 'deep'],
  ['bytes that are no text', JSON_TYPE, Buffer.from([0x7b, 0xff, 0x7d]), 400, 'UTF-8'],
  ['more than a mebibyte', JSON_TYPE, `{"prompt": "${'a'.repeat(1024 * 1024)}"}`, 413, 'large'],
].map(([what, headers, body, status, text]) => ({
  what: what as string,
  request: {
    method: 'POST',
    path: SUBMIT,
    key: 'valid',
    headers: headers as Record<string, string>,
    body: body as string | Buffer,
  },
  status: status as number,
  body: saying(text as string),
}));

test.each([...KEYS, ...ADDRESSES, ...BODIES])('$what is answered $status', (refused) =>
  embedded(async ({ send }) => {
    const reply = await send(refused.request);
    expect(reply.status).toBe(refused.status);
    expect(reply.json).toEqual(refused.body);
  }),
);

test('the key as a bearer token alone is answered 401', () =>
  embedded(async ({ send, mock }) => {
    const headers = { authorization: `Bearer ${mock.keys.valid}` };
    expect(await send({ path: CREDITS, headers })).toMatchObject({ status: 401, json: MISSING });
  }));

test.each([
  ['GET', SUBMIT],
  ['PUT', SUBMIT],
  ['DELETE', SYNC],
  ['GET', SYNC],
  ['POST', STATUS],
  ['POST', CREDITS],
  ['PATCH', pathOf(contract, 'result', { id: 'x' })],
  ['OPTIONS', SUBMIT],
  ['POST', contract.gateway.ledger.path],
  ['POST', '/outputs/x.jpg'],
])('%s %s is answered 405 with a page', (method, path) =>
  embedded(async ({ send }) => {
    const reply = await send({ method, path, key: 'valid' });
    expect([reply.status, reply.headers['content-type']]).toEqual([
      405,
      'text/html; charset=utf-8',
    ]);
    expect(reply.bytes.toString()).toContain('<title>405 Not Allowed</title>');
  }),
);

test.each([
  [{ steps: 51 }, 'steps'],
  [{ steps: 14 }, 'steps'],
  [{ steps: 40.5 }, 'steps'],
  [{ steps: '40' }, 'steps'],
  [{ steps: null }, 'steps'],
  [{ guidance: 0.99 }, 'guidance'],
  [{ guidance: 50.01 }, 'guidance'],
  [{ safety_tolerance: 7 }, 'safety_tolerance'],
  [{ output_format: 'webp' }, 'output_format'],
  [{ output_format: 1 }, 'output_format'],
  [{ prompt_upsampling: 'yes' }, 'prompt_upsampling'],
  [{ prompt: 7 }, 'prompt'],
  [{ control_image: 'ftp://a.example/b.jpg' }, 'control_image'],
  [{ control_image: 'cat.jpg' }, 'control_image'],
  [{ seed: 1.5 }, 'seed'],
])('%j is answered 400, naming %s', (change, name) =>
  embedded(async ({ submit, get }) => {
    const reply = await submit({ ...EXAMPLE, ...change });
    expect([reply.status, reply.json]).toEqual([400, saying(`${name} is `)]);
    expect((await get('credits')).json).toEqual({ credits: 10_000 });
  }),
);

test.each(['prompt', 'control_image'])('a request without %s is answered 400', (name) =>
  embedded(async ({ submit }) => {
    const { [name]: _, ...rest } = EXAMPLE;
    expect(await submit(rest)).toMatchObject({ status: 400, json: saying(`${name} is missing`) });
  }),
);

test('several faults are named in one answer', () =>
  embedded(async ({ submit }) => {
    const { json } = await submit({ ...EXAMPLE, steps: 0, guidance: 'a', seed: null });
    for (const name of ['steps', 'guidance', 'seed']) expect(json).toEqual(saying(name));
  }));

test('what the page does not name is ignored', () =>
  embedded(async ({ submit }) => {
    expect((await submit({ ...EXAMPLE, colour: 'blue' })).status).toBe(200);
  }));

describe('the order of looking', () => {
  // Each request has two faults; the first one is what is answered.
  test.each<[string, Request, number]>([
    ['method before key', { method: 'GET', path: SUBMIT }, 405],
    ['key before model', { method: 'POST', path: '/v2/no-such', body: {} }, 401],
    [
      'model before permission',
      { method: 'POST', path: '/v2/no-such', key: 'forbidden', body: {} },
      404,
    ],
    ['permission before type', { method: 'POST', path: SUBMIT, key: 'forbidden', body: 'a' }, 403],
    ['type before body', { method: 'POST', path: SUBMIT, key: 'valid', body: '{' }, 406],
    ['parameters before credits', { method: 'POST', path: SUBMIT, key: 'broke', body: {} }, 400],
  ])('is %s', (_, request, status) =>
    embedded(async ({ send }) => {
      expect((await send(request)).status).toBe(status);
    }),
  );
});
