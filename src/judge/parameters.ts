import { type Aspect } from '../contract/parameter.ts';
import type { JsonValue } from '../units/json.ts';
import { acceptanceOf } from './acceptance.ts';
import type { Judge } from './judge.ts';
import { type Jobs, jobs } from './jobs.ts';
import type { Submission } from './submission.ts';
import { isTelling, type Outcome, outcomeOf } from './outcome.ts';
import { described } from './outcome-words.ts';
import type { Verdict } from './verdict.ts';
import { decide, type Flaw, listed, record } from './verdicts.ts';

/** The judge of what a page promises of one parameter. */
export function parameterJudge(parameter: string, aspect: Aspect): Judge<Jobs> {
  switch (aspect) {
    case 'accepts':
      return { fold: jobs, finish: (state) => acceptanceOf(state, parameter) };
    case 'required':
      return {
        fold: jobs,
        finish: (state, clause) =>
          clause.level === 'record'
            ? observed(state, parameter, 'required')
            : decideRefusals(state, withJustOneFault(state, 'refuse', parameter, aspect)),
      };
    case 'unknowns':
      return { fold: jobs, finish: (state) => observed(state, parameter, 'unknowns') };
    case 'required-if':
    case 'exclusive':
    case 'type':
    case 'min':
    case 'max':
    case 'multiple':
    case 'values':
    case 'uri':
    case 'length':
    case 'pattern':
    case 'format':
    case 'count':
    case 'unique':
    case 'items':
    case 'members':
      return {
        fold: jobs,
        finish: (state) =>
          decideRefusals(state, withJustOneFault(state, 'refuse', parameter, aspect)),
      };
  }
}

/** Whether every one of these invalid inputs was refused: at the door or late, but never run. */
export function decideRefusals(state: Jobs, tried: readonly Submission[]) {
  const evidence: number[] = [];
  const flaws: Flaw[] = [];
  for (const submission of tried) {
    const outcome = outcomeOf(state, submission);
    if (outcome.is === 'refused' || outcome.is === 'late') evidence.push(submission.seq);
    if (outcome.is === 'completed') flaws.push(ran(submission, outcome));
  }
  return decide(evidence, flaws, 'no input with just this fault was sent and answered');
}

function ran({ seq, route, reading }: Submission, { end }: Outcome & { is: 'completed' }): Flaw {
  const fault = reading.faults.find(({ expect }) => expect === 'refuse')?.why ?? 'invalid input';
  return {
    cause: route === 'sync' ? 'ran-synchronously' : 'ran',
    summary: `${fault}, and yet the job was accepted and ran to its end, which is billed.`,
    exchanges: end === undefined ? [seq] : [seq, end.seq],
  };
}

/** What becomes of inputs of which the documentation says nothing, value by value. */
function observed(state: Jobs, parameter: string, aspect: Aspect): Verdict {
  const seen = withJustOneFault(state, 'unknown', parameter, aspect).flatMap((submission) => {
    const outcome = outcomeOf(state, submission);
    if (!isTelling(outcome)) return [];
    const { seq, payload } = submission;
    return [{ seq, value: shown(payload?.[parameter]), became: described(outcome) }];
  });
  const observation = [...Map.groupBy(seen, ({ became }) => became)]
    .map(
      ([became, alike]) =>
        `${listed(
          alike.map(({ value }) => value),
          12,
        )}: ${became}`,
    )
    .join('; ');
  return record(
    seen.map(({ seq }) => seq),
    observation,
    'no such input was sent and followed to its end',
  );
}

const LONGEST_SHOWN = 40;

/** A value as it was sent, shortened. */
function shown(value: JsonValue | undefined): string {
  if (value === undefined) return 'left out';
  const text = JSON.stringify(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN - 1)}…` : text;
}

/** Submits by the valid key whose body has no other fault than this one. */
export function withJustOneFault(
  { submissions }: Jobs,
  expect: 'refuse' | 'unknown',
  parameter: string | undefined,
  aspect: Aspect | 'body' | 'unknown-field',
): readonly Submission[] {
  return submissions.filter(({ key, reading: { faults } }) => {
    const [fault] = faults;
    return (
      key === 'valid' &&
      faults.length === 1 &&
      fault?.expect === expect &&
      fault.aspect === aspect &&
      (parameter === undefined || fault.parameter === parameter)
    );
  });
}
