import { expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import type { Exchange } from '../history/exchange.ts';
import { Story } from './fixtures/story.ts';
import { spendingBetween } from './spending.ts';

const { states } = contract.gateway;

function look(story: Story): Exchange {
  return story.tell('credits', 'GET', '/v1/get-user-credits', { answer: { credits: 10 } });
}

test('between two looks at the balance stand the submits, and the ends of their jobs', () => {
  const story = new Story(contract);
  story.submit('before');
  const from = look(story);
  const submit = story.submit('a');
  const refused = story.post('submit', { status: 400, answer: {} });
  story.poll('a', states.running);
  const end = story.poll('a', states.failed);
  story.poll('a', states.failed);
  const sync = story.post('sync', { answer: 'image' });
  const to = look(story);
  story.submit('after');
  expect(spendingBetween(contract, [from, to], story.exchanges)).toEqual([
    submit,
    refused,
    sync,
    end,
  ]);
});

test('a single look tells of no spending', () => {
  const story = new Story(contract);
  const once = look(story);
  story.submit('a');
  expect(spendingBetween(contract, [once], story.exchanges)).toEqual([]);
});

test('a script stays within bounds', () => {
  const story = new Story(contract);
  const from = look(story);
  for (let times = 0; times < 150; times += 1) story.post('submit', { status: 400, answer: {} });
  const to = look(story);
  expect(spendingBetween(contract, [from, to], story.exchanges)).toHaveLength(100);
});
