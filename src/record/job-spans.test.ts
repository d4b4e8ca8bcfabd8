import { expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { Story } from './fixtures/story.ts';
import { jobSpans } from './job-spans.ts';

const { states } = contract.gateway;

test('a job spans from its submit over its first run to its first end', () => {
  const story = new Story(contract);
  const submit = story.submit('a');
  story.poll('a', states.initial);
  const running = story.poll('a', states.running);
  story.poll('a', states.running);
  const end = story.poll('a', states.completed);
  story.result('a', states.failed);
  expect(jobSpans(contract, story.exchanges)).toEqual([
    {
      id: 'a',
      submittedAt: submit.t0,
      runningAt: running.t1,
      endedAt: end.t1,
      end: 'completed',
      seenUntil: end.t1,
    },
  ]);
});

test('a job that was not seen to run or to end says so', () => {
  const story = new Story(contract);
  const submit = story.submit('a');
  const failing = story.submit('b');
  const last = story.poll('a', states.initial);
  const failed = story.poll('b', states.failed);
  expect(jobSpans(contract, story.exchanges)).toEqual([
    { id: 'a', submittedAt: submit.t0, seenUntil: last.t1 },
    {
      id: 'b',
      submittedAt: failing.t0,
      endedAt: failed.t1,
      end: 'failed',
      seenUntil: failed.t1,
    },
  ]);
});

test('refused submits and ids that nobody was given make no span', () => {
  const story = new Story(contract);
  story.post('submit', { status: 400, answer: {} });
  story.poll('made-up', states.completed);
  expect(jobSpans(contract, story.exchanges)).toEqual([]);
});
