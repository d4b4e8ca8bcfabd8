import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { type Client, profileNamed, type Request, mocksOf } from './mock.fixture.ts';

const { embedded } = mocksOf(contract);

/** Text that a header can carry. */
const headerValue = fc
  .string({ maxLength: 60 })
  .map((text) => text.replaceAll(/[^\x20-\x7e]/g, '?'));

const segment = fc.oneof(
  fc.constantFrom('v1', 'v2', 'requests', 'status', contract.slug, 'get-user-credits', 'outputs'),
  fc.constantFrom(
    '__proto__',
    'constructor',
    '..',
    '.',
    '',
    '%2e%2e',
    '%zz',
    '%00',
    '*',
    ';',
    '//',
  ),
  fc.constantFrom('inference-request', 'request-history', 'fixtures', '__clock', 'png'),
  fc.string({ maxLength: 300 }).map((text) => encodeURIComponent(text.toWellFormed())),
);
const query = fc.oneof(
  fc.constant(''),
  fc.constantFrom('?page=1e9', '?page[]=1', '?from_date=x&from_date=y', '?__proto__[a]=1', '?%'),
  fc.string({ maxLength: 40 }).map((text) => `?${encodeURIComponent(text.toWellFormed())}`),
);
const path = fc
  .tuple(fc.array(segment, { maxLength: 5 }), query)
  .map(([segments, search]) => `/${segments.join('/')}${search}`);

const headers = fc.record(
  {
    'content-type': fc.oneof(
      fc.constantFrom('application/json', 'multipart/form-data', 'multipart/form-data; boundary=a'),
      fc.constantFrom('application/json; charset=latin1', 'application/json,text/html', '/', ';'),
      headerValue,
    ),
    authorization: fc.oneof(fc.constant('Bearer'), fc.constant('Basic Og=='), headerValue),
    host: fc.oneof(fc.constantFrom('a b', 'x:99999', '[::1', 'évil', '@', ''), headerValue),
    'x-forwarded-proto': headerValue,
    origin: headerValue,
    'x-filler': fc.constant('x'.repeat(300)),
  },
  { requiredKeys: [] },
);

const anyValue = fc.jsonValue({ maxDepth: 4 });
/** Bodies by a name, so that a counterexample can be read. */
const LARGE = new Map([
  ['<deep array>', '['.repeat(100_000)],
  ['<deep object>', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
  ['<two mebibytes>', `{"prompt": "${'a'.repeat(2 * 1024 * 1024)}"}`],
]);
const body = fc.oneof(
  fc.constant(undefined),
  fc.string({ maxLength: 200 }),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  anyValue.map((value) => JSON.stringify(value)),
  fc
    .dictionary(
      fc.constantFrom(...contract.parameters.map(({ name }) => name), '__proto__', 'constructor'),
      anyValue,
    )
    .map((change) => JSON.stringify({ ...contract.example, ...change })),
  fc.constantFrom(...LARGE.keys()),
  fc.constantFrom(
    '{"__proto__": {"prompt": "a"}, "prompt": 1e400, "seed": -0}',
    '{"prompt": "\\ud800", "control_image": "http://[::1"}',
    '--a\r\nContent-Disposition: form-data; name="prompt"\r\n\r\nx\r\n--a--\r\n',
    '--a\r\nContent-Disposition: form-data; name="__proto__"; filename="../../x"\r\n\r\n',
  ),
);

const requests: fc.Arbitrary<Request> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'TRACE'),
  path: fc.oneof(path, fc.constant(`/v2/${contract.slug}`), fc.constant(`/v1/${contract.slug}`)),
  key: fc.constantFrom('valid', 'broke', undefined),
  headers,
  body: body as fc.Arbitrary<string>,
});

describe.each(['strict', 'late', 'coerces'])('whatever is sent to a %s mock', (profile) => {
  test('is never answered with a server error, and leaves it at work', () =>
    embedded(
      (client) =>
        fc.assert(
          fc.asyncProperty(requests, async (request) => {
            expect((await client.send(withBody(request))).status).toBeLessThan(500);
            expect((await client.get('credits')).status).toBe(200);
          }),
        ),
      { profile: profileNamed(profile), workers: 1000 },
    ));
});

/** A GET with a body is a matter of its own. */
function withBody(request: Request): Request {
  const { body: given, ...rest } = request;
  if (request.method === 'GET' || request.method === 'HEAD' || given === undefined) return rest;
  return { ...rest, body: typeof given === 'string' ? (LARGE.get(given) ?? given) : given };
}

test('a header that comes twice is one that has both values', () =>
  embedded(async ({ mock }: Client) => {
    const { statusCode } = await mock.dispatcher().request({
      origin: 'http://mock.leadline.invalid',
      method: 'POST',
      path: `/v2/${contract.slug}`,
      headers: [
        'x-api-key',
        mock.keys.valid,
        'content-type',
        'application/json',
        'content-type',
        'text/plain',
      ],
      body: JSON.stringify(contract.example),
    });
    expect([200, 406]).toContain(statusCode);
  }));
