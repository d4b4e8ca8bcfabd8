import { expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { Story } from './fixtures/story.ts';
import { replaySteps, type Step } from './replay-steps.ts';

const { states } = contract.gateway;

/** Steps in short: `3` performs exchange 3, `poll 3` polls until it shows. */
function short(steps: readonly Step[]): readonly string[] {
  return steps.map((step) => {
    switch (step.do) {
      case 'perform':
        return `${step.exchange.seq}${step.makes === undefined ? '' : ` makes ${step.makes.variable}`}`;
      case 'poll':
        return `poll ${step.job.variable} ${step.state ?? 'end'} ${step.exchange?.seq ?? ''}`.trim();
      case 'pause':
        return `pause ${step.ms}`;
      case 'find-output':
        return `find output of ${step.job.variable}`;
    }
  });
}

test('a refused submit is sent, and that is all', () => {
  const story = new Story(contract);
  const refused = story.post('submit', { status: 400, answer: {} });
  expect(short(replaySteps(contract, [refused], []))).toEqual(['1']);
});

test('an id that nobody was given is asked about as it is', () => {
  const story = new Story(contract);
  story.submit('a');
  const unknown = story.poll('made-up', '', { status: 404 });
  expect(short(replaySteps(contract, [unknown], story.exchanges))).toEqual(['2']);
});

test('the first sight of an end is what polling ends with', () => {
  const story = new Story(contract);
  story.submit('a');
  story.poll('a', states.running);
  const end = story.poll('a', states.completed);
  expect(short(replaySteps(contract, [end], story.exchanges))).toEqual([
    '1 makes job_1',
    'poll job_1 end 3',
  ]);
});

test('a job is brought to its end before it is asked what it was asked after its end', () => {
  const story = new Story(contract);
  const submit = story.submit('a');
  story.poll('a', states.completed);
  const result = story.result('a', states.completed, { after: 100 });
  const again = story.result('a', states.failed, { after: 3_600_000 });
  expect(short(replaySteps(contract, [submit, result, again], story.exchanges))).toEqual([
    '1 makes job_1',
    'poll job_1 end',
    '3',
    'pause 3600000',
    '4',
  ]);
});

test('the gap since the end counts, not that since the submit', () => {
  const story = new Story(contract);
  story.submit('a');
  story.poll('a', states.completed, { after: 30_000 });
  const late = story.result('a', states.completed, { after: 4_000_000 });
  expect(short(replaySteps(contract, [late], story.exchanges))).toEqual([
    '1 makes job_1',
    'poll job_1 end',
    'pause 4000000',
    '3',
  ]);
});

test('a state on the way is polled for; a step back is awaited as long as it took', () => {
  const story = new Story(contract);
  story.submit('a');
  const running = story.poll('a', states.running);
  const stillRunning = story.poll('a', states.running, { after: 5_000 });
  expect(short(replaySteps(contract, [running, stillRunning], story.exchanges))).toEqual([
    '1 makes job_1',
    `poll job_1 ${states.running} 2`,
    'pause 5000',
    '3',
  ]);
});

test('what another key sees is not what the own key is polled for', () => {
  const story = new Story(contract);
  story.submit('a');
  const foreign = story.poll('a', states.completed, { key: 'other', after: 100 });
  expect(short(replaySteps(contract, [foreign], story.exchanges))).toEqual([
    '1 makes job_1',
    'poll job_1 end',
    '2',
  ]);
});

test('each job has its own submit; both submits are sent where one id was given twice', () => {
  const story = new Story(contract);
  const first = story.submit('a');
  const second = story.submit('a');
  story.submit('b');
  const other = story.poll('b', states.initial, { after: 100 });
  expect(short(replaySteps(contract, [first, second, other], story.exchanges))).toEqual([
    '1 makes job_1',
    '2',
    '3 makes job_2',
    `poll job_2 ${states.initial} 4`,
  ]);
});

test('the place of an output is asked for anew', () => {
  const story = new Story(contract);
  story.submit('a');
  story.poll('a', states.completed);
  const output = story.tell('output', 'GET', '/out.jpg', { job: 'a', key: 'none', after: 10 });
  const again = story.tell('output', 'GET', '/out.jpg', { job: 'a', key: 'none', after: 10 });
  expect(short(replaySteps(contract, [output, again], story.exchanges))).toEqual([
    '1 makes job_1',
    'poll job_1 end',
    'find output of job_1',
    '3',
    '4',
  ]);
});

test('a job whose submit nobody recorded is asked about under its recorded id', () => {
  const story = new Story(contract);
  const orphan = story.poll('a', states.completed);
  expect(short(replaySteps(contract, [orphan], story.exchanges))).toEqual(['1']);
});

test('before an account is looked at, the jobs have ended that had ended then', () => {
  const story = new Story(contract);
  const first = story.submit('a');
  const second = story.submit('b');
  story.poll('a', states.failed);
  const ledger = story.tell('ledger', 'GET', '/rows', {});
  story.poll('b', states.failed);
  expect(short(replaySteps(contract, [first, second, ledger], story.exchanges))).toEqual([
    '1 makes job_1',
    '2 makes job_2',
    'poll job_1 end',
    '4',
  ]);
});
