import { expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import type { Exchange } from '../history/exchange.ts';
import type { JsonValue } from '../units/json.ts';
import { Story, type Telling } from './fixtures/story.ts';
import type { Totals } from './run-record.ts';
import { totalsOf } from './totals.ts';

/** How a JPEG begins. */
const IMAGE = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);

const { names, states } = contract.gateway;
const price = contract.price.usd;

function totals(exchanges: readonly Exchange[]): Totals {
  const fold = totalsOf(contract);
  return fold.finish(
    exchanges.reduce((state, exchange) => fold.step(state, exchange), fold.start()),
  );
}

function told(tell: (story: Story) => void): Totals {
  const story = new Story(contract);
  tell(story);
  return totals(story.exchanges);
}

const nothing: Totals = {
  exchanges: 0,
  submits: 0,
  jobs: 0,
  completed: 0,
  failed: 0,
  refused: 0,
  ambiguous: 0,
  costUsd: 0,
};

test('nothing happened: all is 0', () => {
  expect(totals([])).toEqual(nothing);
});

test.each<[string, (story: Story) => void, Partial<Totals>]>([
  ['accepted', (story) => story.submit('a'), { jobs: 1 }],
  ['accepted with 202', (story) => story.submit('a', { status: 202 }), { jobs: 1 }],
  ['refused', (story) => story.post('submit', { status: 400, answer: {} }), { refused: 1 }],
  ['turned away', (story) => story.post('submit', { status: 429 }), { refused: 1 }],
  ['a server error', (story) => story.post('submit', { status: 502 }), { ambiguous: 1 }],
  ['a redirect', (story) => story.post('submit', { status: 302 }), { ambiguous: 1 }],
  ['200 without an id', (story) => story.post('submit', { answer: {} }), { ambiguous: 1 }],
  [
    'no answer',
    (story) => story.post('submit', { error: { kind: 'timeout', sent: 'maybe' } }),
    { ambiguous: 1 },
  ],
  ['never sent', (story) => story.post('sync', { error: { kind: 'refused', sent: 'no' } }), {}],
  [
    'synchronous',
    (story) => story.post('sync', { answer: IMAGE, headers: [[names.headers.cost, '0.07']] }),
    { jobs: 1, completed: 1, costUsd: 0.07 },
  ],
  [
    'synchronous without accounting',
    (story) => story.post('sync', { answer: IMAGE }),
    { jobs: 1, completed: 1, costUsd: price },
  ],
  [
    'synchronous, answered with success and something that is no output',
    (story) => story.post('sync', { answer: '<html></html>' }),
    { ambiguous: 1 },
  ],
  [
    'synchronous with a cost that is no number',
    (story) => story.post('sync', { answer: IMAGE, headers: [[names.headers.cost, 'free']] }),
    { jobs: 1, completed: 1, costUsd: price },
  ],
])('counts a submit that was %s', (_, tell, counted) => {
  expect(told(tell)).toEqual({ ...nothing, exchanges: 1, submits: 1, ...counted });
});

test('a request with another method is no submit', () => {
  const { exchanges, submits } = told((story) => story.tell('submit', 'GET', '/v2/x', {}));
  expect({ exchanges, submits }).toEqual({ exchanges: 1, submits: 0 });
});

test('a job counts once in the state in which it ended, however often it is asked for', () => {
  const counted = told((story) => {
    for (const job of ['a', 'b', 'c']) story.submit(job);
    story.poll('a', states.running);
    for (let times = 0; times < 3; times += 1) {
      story.poll('a', states.completed);
      story.result('a', states.completed);
      story.result('b', states.failed);
    }
  });
  expect(counted).toMatchObject({ jobs: 3, completed: 1, failed: 1, costUsd: price });
});

function cost(value: JsonValue): Telling {
  const metrics = { [names.cost]: value };
  return { answer: { [names.state]: states.completed, [names.metrics]: metrics } };
}

test('a job costs what its metrics say, and the price where they do not', () => {
  const { costUsd } = told((story) => {
    story.poll('a', states.completed);
    story.result('a', states.completed, cost(0.1));
    story.result('b', states.completed, cost(0.2));
    story.result('c', states.completed, cost('much'));
    story.result('d', states.completed, cost(-1));
  });
  expect(costUsd).toBe(0.426);
});
