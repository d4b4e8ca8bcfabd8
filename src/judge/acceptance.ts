import type { Contract } from '../contract/contract.ts';
import type { Parameter } from '../contract/parameter.ts';
import { outermost } from '../contract/range.ts';
import {
  type Attempt,
  type Attempts,
  attemptsOf,
  keyOf,
  type Level,
  levelsIn,
  saidOf,
} from './attempts.ts';
import { mentions } from './detail.ts';
import type { Jobs } from './jobs.ts';
import type { Verdict } from './verdict.ts';
import { causeOf, decide, type Flaw, listed, untested } from './verdicts.ts';

/** Whether every documented value of a parameter is accepted and runs. */
export function acceptanceOf(jobs: Jobs, name: string): Verdict {
  const parameter = jobs.contract.parameters.find((one) => one.name === name);
  if (parameter === undefined) return untested(`the contract has no parameter ${name}`);
  const attempts = attemptsOf(jobs);
  const { evidence, proven } = attempts;
  const flaws = flawsOf(jobs.contract, attempts, name);
  if (flaws.length > 0) return decide(evidence, flaws, '');
  const missing = levelsToSee(parameter).filter(
    (value) => !proven.has(keyOf({ parameter: name, value })),
  );
  if (missing.length > 0) {
    const levels = listed(missing.map((value) => value ?? 'its absence'));
    return untested(`needs a valid payload that completes with ${name} at ${levels}`);
  }
  const lacking = 'needs a valid payload that completes';
  return attempts.completed.length === 0 ? untested(lacking) : decide(evidence, [], lacking);
}

/** Whether valid payloads are accepted and complete, whatever parameter is to blame if not. */
export function validityOf(jobs: Jobs): Verdict {
  const { turnedDown, evidence, proven } = attemptsOf(jobs);
  const { nonce } = jobs.contract.roles;
  const flaws = turnedDown.map((attempt): Flaw => {
    const blame = suspectsOf(jobs.contract, attempt, proven)
      .filter(({ parameter, value }) => value === undefined || parameter !== nonce)
      .map(wordsOf);
    const cause =
      blame.length === 0
        ? 'Each of its values went through in another payload.'
        : `Not seen to work elsewhere: ${listed(blame)}.`;
    return {
      cause: attempt.end === undefined ? 'refused' : 'failed',
      summary: `A payload with nothing but documented values was ${howOf(attempt)}. ${cause}`,
      exchanges: exchangesOf(attempt),
    };
  });
  return decide(evidence, flaws, 'needs a valid payload that is followed to its end');
}

function flawsOf(contract: Contract, attempts: Attempts, name: string): readonly Flaw[] {
  return attempts.turnedDown.flatMap((attempt) => {
    const suspects = suspectsOf(contract, attempt, attempts.proven);
    const guilty = guiltyOf(contract, attempt, suspects);
    if (guilty?.parameter !== name) return [];
    return [
      {
        cause: causeOf(guilty.value ?? 'absence', 'refused'),
        summary: `A payload in which all is as documented, with ${wordsOf(guilty)}, was ${howOf(attempt)}. Documented: every documented value is accepted.`,
        exchanges: exchangesOf(attempt),
      },
    ];
  });
}

/** The one level that must be to blame, if one must. */
function guiltyOf(
  contract: Contract,
  attempt: Attempt,
  suspects: readonly Level[],
): Level | undefined {
  const [only, another] = suspects;
  // A value that hardly repeats is nearly always unseen: that alone makes it no culprit.
  const tells = only?.value === undefined || !hardlyRepeats(contract, only);
  if (another === undefined && tells) return only;
  const said = saidOf(contract, attempt);
  const named = suspects.filter(({ parameter }) => mentions(said, parameter));
  return named.length === 1 ? named[0] : undefined;
}

/**
 * The levels of a failed attempt that no completed one had. Values that hardly repeat (texts, the
 * nonce) are suspected only when nothing else is left to suspect.
 */
function suspectsOf(
  contract: Contract,
  { payload }: Attempt,
  proven: ReadonlySet<string>,
): readonly Level[] {
  const unseen = levelsIn(contract, payload).filter((level) => !proven.has(keyOf(level)));
  const repeating = unseen.filter((level) => !hardlyRepeats(contract, level));
  return repeating.length > 0 ? repeating : unseen;
}

/** Kinds with so many values that hardly two payloads share one. */
const UNREPEATED: readonly Parameter['type'][] = ['string', 'uri', 'array', 'object'];

function hardlyRepeats({ parameters, roles }: Contract, { parameter, value }: Level): boolean {
  if (parameter === roles.nonce) return true;
  const type = parameters.find(({ name }) => name === parameter)?.type;
  return value !== undefined && type !== undefined && UNREPEATED.includes(type);
}

/** The values (as JSON), and absence, that must be seen to work before a promise counts as kept. */
function levelsToSee(parameter: Parameter): readonly (string | undefined)[] {
  const absence = parameter.required ? [] : [undefined];
  switch (parameter.type) {
    case 'string':
    case 'uri':
    case 'array':
    case 'object':
      return absence;
    case 'boolean':
      return ['false', 'true', ...absence];
    case 'enum':
      return [...parameter.values.map((value) => JSON.stringify(value)), ...absence];
    case 'integer':
    case 'number':
      return [
        ...[outermost(parameter, 'min'), outermost(parameter, 'max')].filter(isNumber).map(String),
        ...absence,
      ];
  }
}

function wordsOf({ parameter, value }: Level): string {
  if (value === undefined) return `${parameter} left out`;
  return `${parameter} ${value.length > 40 ? `${value.slice(0, 39)}…` : value}`;
}

function howOf({ submission, end }: Attempt): string {
  return end === undefined
    ? `refused with ${submission.status}`
    : 'accepted and then failed inside the job';
}

function exchangesOf({ submission, end }: Attempt): readonly number[] {
  return end === undefined ? [submission.seq] : [submission.seq, end.seq];
}

function isNumber(value: number | undefined): value is number {
  return value !== undefined;
}
