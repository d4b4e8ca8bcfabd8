import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { counterexample, outcomeWords, pathIn } from './counterexample.ts';
import { Story } from './fixtures/story.ts';
import { isPrintable } from './printable.ts';

const { states } = contract.gateway;

test('tells each exchange with its offset, its key, what was sent and what came back', () => {
  const story = new Story(contract);
  const submit = story.post('submit', {
    payload: '{"steps":15.0}',
    answer: { request_id: 'a', status: 'QUEUED' },
  });
  const poll = story.poll('a', states.failed, { key: 'other', after: 2_500, takes: 1_200 });
  const lost = story.post('sync', {
    payload: '{}',
    key: 'none',
    error: { kind: 'timeout', sent: 'maybe' },
  });
  expect(counterexample(contract, [submit, poll, lost])).toBe(
    [
      '#1  +0 ms  POST /v2/flux-depth-pro  with the valid key',
      '    {"steps":15.0}',
      '  -> 200 QUEUED, after 40 ms',
      '    {"request_id":"a","status":"QUEUED"}',
      '',
      '#2  +2.54 s  GET /v2/requests/a/status  with the other key',
      '  -> 422 FAILED, after 1.20 s',
      '    {"status":"FAILED","request_id":"a"}',
      '',
      '#3  +4.74 s  POST /v1/flux-depth-pro  without a key',
      '    {}',
      '  -> no answer (timeout), after 40 ms',
    ].join('\n'),
  );
});

test('long values are cut so that what follows them is still seen', () => {
  const story = new Story(contract);
  const long = story.post('submit', { payload: { prompt: 'a lamp '.repeat(500), steps: 51 } });
  const text = counterexample(contract, [long]);
  expect(text).toContain('"steps":51');
  expect(text.length).toBeLessThan(400);
});

test('bytes that are no text are counted', () => {
  const story = new Story(contract);
  const told = story.post('sync');
  const response = {
    status: 200,
    headers: [['Content-Type', 'image/png']] as const,
    body: { base64: 'iVBORw==' },
    bytes: 4,
  };
  expect(counterexample(contract, [{ ...told, response }])).toContain('    <4 bytes, image/png>');
});

test('nothing that a server sends acts on a terminal, and no body is without a bound', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => {
      const story = new Story(contract);
      const told = story.post('submit', { payload: text, answer: { status: text, error: text } });
      const shown = counterexample(contract, [told]);
      expect(isPrintable(shown)).toBe(true);
      expect(shown.split('\n')).toHaveLength(text === '' ? 3 : 4);
      expect(shown.length).toBeLessThan(2_000);
    }),
  );
});

test.each([
  ['http://127.0.0.1:80/v2/x?y=1', '/v2/x?y=1'],
  ['http://127.0.0.1', '/'],
  ['nonsense', 'nonsense'],
])('the path in %s is %s', (url, path) => {
  expect(pathIn(url)).toBe(path);
});

test('an answer that broke off has both its status and why', () => {
  const story = new Story(contract);
  const told = story.poll('a', states.running);
  const broken = { ...told, error: { kind: 'truncated', sent: 'yes' } } as const;
  expect(outcomeWords(contract, broken)).toBe('200 PROCESSING (truncated)');
});

test('of an answer that is too long, what it says of the job is shown', () => {
  const story = new Story(contract);
  const submit = story.submit('job-77', {});
  const rows = Array.from({ length: 200 }, (_, row) => ({ request_id: `job-${row}`, cost: row }));
  const ledger = story.tell('ledger', 'GET', '/rows', { answer: rows });
  expect(counterexample(contract, [submit, ledger])).toMatch(/\n {4}….{0,30}"job-77","cost":77\}/);
  expect(counterexample(contract, [ledger])).toContain('[{"request_id":"job-0"');
});
