import {
  type ClauseRecord,
  type RunRecord,
  type VerdictName,
  VERDICTS,
} from '../record/run-record.ts';
import { counted } from './amounts.ts';

export type LevelName = ClauseRecord['level'];
export const LEVEL_NAMES: readonly LevelName[] = ['must', 'should', 'record'];

/** How many clauses of a level have a verdict. */
export type Tally = Readonly<Record<LevelName, Readonly<Record<VerdictName, number>>>>;

export function tallyOf(record: RunRecord): Tally {
  const of = (level: LevelName): Readonly<Record<VerdictName, number>> => {
    const ours = record.clauses.filter((clause) => clause.level === level);
    const entries = VERDICTS.map((name) => [name, ours.filter(isOf(name)).length] as const);
    return Object.fromEntries(entries) as Record<VerdictName, number>;
  };
  return { must: of('must'), should: of('should'), record: of('record') };
}

/** How many clauses of any level have a verdict. */
export function countOf(record: RunRecord, verdict: VerdictName): number {
  return record.clauses.filter(isOf(verdict)).length;
}

/** The clauses with a verdict, in the order of the record. */
export function clausesThatAre<Name extends VerdictName>(
  record: RunRecord,
  verdict: Name,
): readonly (ClauseRecord & { readonly verdict: Name })[] {
  return record.clauses.filter(isOf(verdict));
}

/** What came of it all, in one sentence. */
export function verdictSentence(record: RunRecord): string {
  const broken = clausesThatAre(record, 'broken');
  if (broken.length === 0) {
    if (countOf(record, 'kept') > 0) return 'Every judged promise was kept.';
    return countOf(record, 'recorded') > 0
      ? 'No promise could be judged; observations were recorded.'
      : 'Nothing could be judged.';
  }
  const firm = broken.filter(({ level }) => level === 'must').length;
  const what = `${counted(broken.length, 'promise')} ${broken.length === 1 ? 'is' : 'are'} broken`;
  if (firm === 0) return `${what}, none of them a must.`;
  if (firm === broken.length) return `${what}, ${firm === 1 ? 'a must' : 'each of them a must'}.`;
  return `${what}, ${firm} of them a must.`;
}

/** Clauses that belong together: by the first word of their ids. */
export interface ClauseGroup {
  readonly name: string;
  readonly title: string;
  readonly clauses: readonly ClauseRecord[];
}

const TITLES: Readonly<Record<string, string>> = {
  parameter: 'Parameters',
  validation: 'Validation',
  auth: 'Authentication',
  error: 'Errors',
  submit: 'Submit',
  state: 'States of a job',
  result: 'Results',
  retention: 'Retention',
  billing: 'Billing',
  sync: 'Synchronous route',
};

/** The groups in the order in which the record first names them. */
export function groupsOf(record: RunRecord): readonly ClauseGroup[] {
  const groups = Map.groupBy(record.clauses, ({ id }) => id.split('.')[0] ?? id);
  return [...groups].map(([name, clauses]) => ({ name, title: titleOf(name), clauses }));
}

/** Untested clauses by what they would need. */
export function untestedByReason(record: RunRecord): ReadonlyMap<string, readonly ClauseRecord[]> {
  return Map.groupBy(clausesThatAre(record, 'untested'), ({ reason }) => reason);
}

function titleOf(name: string): string {
  const known = Object.hasOwn(TITLES, name) ? TITLES[name] : undefined;
  return known ?? name.charAt(0).toUpperCase() + name.slice(1);
}

function isOf<Name extends VerdictName>(
  verdict: Name,
): (clause: ClauseRecord) => clause is ClauseRecord & { readonly verdict: Name } {
  return (clause): clause is ClauseRecord & { readonly verdict: Name } =>
    clause.verdict === verdict;
}
