import { expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import type { Exchange, KeyKind } from '../history/exchange.ts';
import { curlScript } from './curl.ts';
import { Story } from './fixtures/story.ts';

const { states, authentication } = contract.gateway;
const LIVE = 'https://api.example.com';

function posted(telling: Parameters<Story['post']>[1] = {}, origin = LIVE): Exchange {
  return new Story(contract, origin).post('submit', { status: 400, answer: {}, ...telling });
}

test('the server is the recorded one unless BASE names another', () => {
  expect(curlScript(contract, [posted()])).toContain(`BASE="\${BASE:-${LIVE}}"`);
});

test('the embedded mock cannot be reached: BASE must name a server', () => {
  const script = curlScript(contract, [posted({}, 'http://mock.leadline.invalid')]);
  expect(script).toContain('BASE="${BASE:?');
  expect(script).not.toContain('mock.leadline.invalid');
});

test.each<[KeyKind, string | undefined, string]>([
  ['valid', 'LEADLINE_KEY', `-H '${authentication.header}: '"$LEADLINE_KEY"`],
  ['other', 'LEADLINE_KEY_OTHER', `-H '${authentication.header}: '"$LEADLINE_KEY_OTHER"`],
  ['forbidden', 'LEADLINE_KEY_FORBIDDEN', '"$LEADLINE_KEY_FORBIDDEN"'],
  ['broke', 'LEADLINE_KEY_BROKE', '"$LEADLINE_KEY_BROKE"'],
  ['revoked', 'LEADLINE_KEY_REVOKED', '"$LEADLINE_KEY_REVOKED"'],
  ['bearer', 'LEADLINE_KEY', '-H "authorization: Bearer $LEADLINE_KEY"'],
  [
    'wrong',
    undefined,
    `-H '${authentication.header}: ${authentication.keyPrefix}0000000000000000'`,
  ],
])('a request with the %s key is sent with it', (key, variable, words) => {
  const script = curlScript(contract, [posted({ key })]);
  expect(script).toContain(words);
  const asked = [...script.matchAll(/^: "\$\{(\w+):\?/gm)].map(([, name]) => name);
  expect(asked).toEqual(variable === undefined ? [] : [variable]);
});

test('a request without a key is sent without one', () => {
  const script = curlScript(contract, [posted({ key: 'none' })]);
  expect(script).not.toMatch(new RegExp(`-H '${authentication.header}`));
  expect(script).not.toContain('LEADLINE_KEY');
});

test('recorded headers are sent, but neither keys nor what curl sets itself', () => {
  const told = posted();
  const headers = [
    ['content-type', 'text/plain'],
    ['x-team', 'blue'],
    ['empty', ''],
    ['Host', 'api.example.com'],
    ['content-length', '3'],
    ['authorization', 'Bearer abc'],
    [authentication.header.toUpperCase(), 'SG_1'],
    ['x-trace', 'a [redacted] b'],
    ['bad name', 'x'],
    ['x-two', 'a\nb'],
  ] as const;
  const script = curlScript(contract, [{ ...told, request: { ...told.request, headers } }]);
  expect(script.match(/-H '[^']*'/g)).toEqual([
    `-H '${authentication.header}: '`,
    "-H 'content-type: text/plain'",
    "-H 'x-team: blue'",
    "-H 'empty;'",
  ]);
});

test('a body without a content type is sent without one', () => {
  const told = posted();
  const request = { ...told.request, headers: [] };
  expect(curlScript(contract, [{ ...told, request }])).toContain("-H 'content-type:'");
});

test('a job is made anew, and asked about under its new id', () => {
  const story = new Story(contract, LIVE);
  story.submit('job/1');
  story.poll('job/1', states.completed);
  const result = story.result('job/1', states.completed);
  const script = curlScript(contract, [result], story.exchanges);
  expect(script).toContain("job_1=$(member 'request_id')");
  expect(script).toContain(`--url "$BASE"'/v2/requests/'"$job_1"'/status'`);
  expect(script).toMatch(/--url "\$BASE"'\/v2\/requests\/'"\$job_1"$/m);
});

test('an id is replaced only where it is a segment of the path', () => {
  const story = new Story(contract, LIVE);
  story.submit('v2');
  const odd = story.tell('other', 'GET', '/v2x/v2?of=v2', { job: 'v2', after: 1 });
  expect(curlScript(contract, [odd], story.exchanges)).toContain(
    `--url "$BASE"'/v2x/'"$job_1"'?of=v2'`,
  );
});

test('another host than the API is asked as recorded', () => {
  const story = new Story(contract, LIVE);
  const submit = story.post('submit');
  const ledger = story.tell('ledger', 'GET', 'https://ledger.example.com/rows?page=1', {});
  const script = curlScript(contract, [submit, ledger]);
  expect(script).toContain("--url 'https://ledger.example.com/rows?page=1'");
});

test('a body that was not kept cannot be sent again, and the script says so', () => {
  const told = posted();
  const request = { headers: told.request.headers, bytes: 9_999_999, sha256: 'ab' };
  const script = curlScript(contract, [{ ...told, request }]);
  expect(script).toContain('its body of 9999999 bytes was not kept');
  expect(script).toMatch(/^exit 2$/m);
});

test('ends with what was seen', () => {
  const story = new Story(contract, LIVE);
  const submit = story.submit('a');
  const end = story.poll('a', states.failed, { status: 200 });
  expect(curlScript(contract, [submit, end])).toMatch(
    /What leadline saw[^]*'#1 POST \/v2\/flux-depth-pro \(valid key\) -> 200 QUEUED' \\\n {2}' {4}{"request_id"[^]*'#2 GET \/v2\/requests\/a\/status \(valid key\) -> 200 FAILED' \\\n {2}' {4}{"status":"FAILED","request_id":"a"}'\n$/,
  );
});
