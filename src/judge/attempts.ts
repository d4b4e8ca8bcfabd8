import type { Contract } from '../contract/contract.ts';
import type { Sighting } from '../history/life.ts';
import type { JsonObject, JsonValue } from '../units/json.ts';
import { detailIn, mentions } from './detail.ts';
import type { Jobs } from './jobs.ts';
import { outcomeOf } from './outcome.ts';
import type { Submission } from './submission.ts';

/** A documented value of a parameter, or its absence, as it stood in a submitted payload. */
export interface Level {
  readonly parameter: string;
  /** The value as JSON; undefined for absence. */
  readonly value: string | undefined;
}

/** A valid input that ran, or was turned down. */
export interface Attempt {
  readonly submission: Submission;
  readonly payload: JsonObject;
  /** The last sighting that says so, where a job's end does. */
  readonly end: Sighting | undefined;
}

/** What a history tells of valid inputs. */
export interface Attempts {
  readonly completed: readonly Attempt[];
  /** Valid inputs that were refused or failed, but for those that went through another time. */
  readonly turnedDown: readonly Attempt[];
  /** Every exchange that these come from: each of them could have told otherwise. */
  readonly evidence: readonly number[];
  /** What has been seen to work: every level of a completed attempt. */
  readonly proven: ReadonlySet<string>;
}

/** Gathers the valid inputs of a history, but for those that were turned away or are not over. */
export function attemptsOf(jobs: Jobs): Attempts {
  const { contract } = jobs;
  const { nonce } = contract.roles;
  const completed: Attempt[] = [];
  const failed: Attempt[] = [];
  for (const submission of jobs.submissions) {
    const { payload, key, reading } = submission;
    if (key !== 'valid' || reading.expect !== 'accept' || payload === undefined) continue;
    if (isBlocked(jobs, payload)) continue;
    const outcome = outcomeOf(jobs, submission);
    if (outcome.is === 'completed') completed.push({ submission, payload, end: outcome.end });
    if (outcome.is === 'refused') failed.push({ submission, payload, end: undefined });
    if (outcome.is === 'late') failed.push({ submission, payload, end: outcome.end });
  }
  const went = new Set(completed.map((attempt) => inputOf(contract, attempt)));
  const levels = completed.flatMap(({ payload }) => levelsIn(contract, payload));
  return {
    completed,
    // The same input that went through another time failed for a reason that is not the input.
    turnedDown: failed.filter(
      (attempt) =>
        !went.has(inputOf(contract, attempt)) || mentions(saidOf(contract, attempt), nonce),
    ),
    evidence: [...completed, ...failed].map(({ submission }) => submission.seq),
    proven: new Set(levels.map(keyOf)),
  };
}

/** What a failed attempt was told: at the door, or by the job. */
export function saidOf(contract: Contract, { submission, end }: Attempt): string {
  const told = end === undefined ? undefined : detailIn(contract, end.body);
  return told === undefined ? (submission.detail ?? '') : JSON.stringify(told);
}

/** What was sent where, but for the nonce; whether there was one is a part of it. */
function inputOf(contract: Contract, { payload, submission }: Attempt): string {
  const has = Object.hasOwn(payload, contract.roles.nonce);
  return `${submission.route} ${has ? 'with' : 'without'} a nonce: ${withoutNonce(contract, payload)}`;
}

/** Whether a payload carries the prompt that the target's safety system is known to refuse. */
export function isBlocked({ contract, header }: Jobs, payload: JsonObject): boolean {
  const { text } = contract.roles;
  const { blockedPrompt = '' } = header;
  // An empty text stands in every other: it tells nothing apart.
  if (text === undefined || blockedPrompt === '') return false;
  const said = payload[text];
  return typeof said === 'string' && said.includes(blockedPrompt);
}

/** What tells payloads apart once the nonce is left out: JSON with its members in order. */
export function withoutNonce(contract: Contract, payload: JsonObject): string {
  const rest = Object.entries(payload).filter(([name]) => name !== contract.roles.nonce);
  return JSON.stringify(rest.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** What a payload has of each parameter. */
export function levelsIn({ parameters }: Contract, payload: JsonObject): readonly Level[] {
  return parameters.map(({ name }) => {
    const value: JsonValue | undefined = payload[name];
    return { parameter: name, value: value === undefined ? undefined : JSON.stringify(value) };
  });
}

/** One text for each level. */
export function keyOf({ parameter, value }: Level): string {
  return value === undefined ? parameter : `${parameter}=${value}`;
}
