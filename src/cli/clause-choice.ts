import picomatch from 'picomatch';
import { type Clause, type Level, LEVELS } from '../contract/clause.ts';
import { clausesOf } from '../contract/clauses.ts';
import type { Contract } from '../contract/contract.ts';
import type { Judged } from '../judge/court.ts';
import { EXIT, type ExitCode, UserError } from './exit.ts';
import { suggestion } from './suggestion.ts';

/** Which clauses a command is about. */
export interface ClauseChoice {
  /** Globs over clause ids; all where there is none. */
  readonly only: readonly string[];
  /** The weakest level that is looked at. */
  readonly level: Level | undefined;
}

/**
 * The clauses that a command is about.
 * @throws UserError when a glob matches none.
 */
export function chooseClauses(contract: Contract, choice: ClauseChoice): readonly Clause[] {
  const all = clausesOf(contract);
  for (const glob of choice.only) assertMatches(glob, all);
  const matches = choice.only.length === 0 ? undefined : picomatch([...choice.only]);
  return all.filter(
    ({ id, level }) =>
      (matches === undefined || matches(id)) && isWithin(level, choice.level ?? 'record'),
  );
}

/** Whether a level is at least as firm as another. */
export function isWithin(level: Level, weakest: Level): boolean {
  return LEVELS.indexOf(level) <= LEVELS.indexOf(weakest);
}

/** The exit code that verdicts deserve: 1, 3 where nothing was judged, or 0. */
export function exitOf(
  judged: readonly Judged[],
  weakest: Level,
  required: readonly string[],
): ExitCode {
  const isRequired = required.length === 0 ? () => false : picomatch([...required]);
  const broken = judged.some(
    ({ clause, verdict }) =>
      (verdict.verdict === 'broken' && isWithin(clause.level, weakest)) ||
      (verdict.verdict === 'untested' && isRequired(clause.id)),
  );
  if (broken) return EXIT.broken;
  // What is recorded is no judgement, unless nothing else was asked for.
  const asked = judged.filter(({ clause }) => clause.level !== 'record');
  const told = (asked.length > 0 ? asked : judged).some(
    ({ verdict }) => verdict.verdict !== 'untested',
  );
  return told ? EXIT.kept : EXIT.unfinished;
}

/** @throws UserError when a glob over clause ids matches none. */
export function assertMatches(glob: string, clauses: readonly Clause[]): void {
  const ids = clauses.map(({ id }) => id);
  if (ids.some((id) => picomatch.isMatch(id, glob))) return;
  throw new UserError(
    `no clause matches ${glob}.${suggestion(glob, ids)} leadline spec --markdown lists them.`,
  );
}
