import * as z from 'zod';
import { LEVELS } from '../contract/clause.ts';
import { MAX_SEED } from '../units/units.ts';
import { type estimateSchema, loadRecordSchema } from './load-record.ts';

/** The version of the format; a change that a reader must know of changes it. */
export const RUN_RECORD_VERSION = 'leadline/run/1';

/** How many exchanges a clause's entry names at most. */
export const MOST_EXCHANGES_NAMED = 20;

export const VERDICTS = ['broken', 'kept', 'recorded', 'untested'] as const;
/** What became of a clause; the others are in the words of `src/judge/verdict.ts`. */
export type VerdictName = (typeof VERDICTS)[number];

export const SEVERITIES = ['error', 'warning', 'note'] as const;
/** How bad a finding is, by the level of its clause: must, should, record. */
export type Severity = (typeof SEVERITIES)[number];

const count = z.int().min(0);
const instant = z.number().describe("Epoch milliseconds of the target's time.");
const seqs = z.array(count).describe('Exchanges of the history, by seq.');

const totalsSchema = z.object({
  exchanges: count,
  submits: count.describe('POSTs that could have run the model.'),
  jobs: count.describe('Accepted submits.'),
  completed: count,
  failed: count,
  refused: count.describe('Submits answered 4xx.'),
  ambiguous: count.describe('Submits of which nobody knows whether they made a job.'),
  costUsd: z.number().min(0),
});

const findingSchema = z.object({
  id: z.string().min(1).describe('Stable: the clause and the cause.'),
  summary: z.string().min(1),
  severity: z.enum(SEVERITIES),
  counterexample: z.string().describe('The exchanges that refute the clause, for people.'),
  curl: z.string().describe('A POSIX shell script that shows the finding again.'),
  exchanges: seqs,
});

const clause = {
  id: z.string().min(1),
  text: z.string().min(1),
  level: z.enum(LEVELS),
  source: z.string().min(1),
};
const judged = {
  evidence: z.int().min(1).describe('How many exchanges could have refuted the clause.'),
  exchanges: seqs.max(MOST_EXCHANGES_NAMED).describe('Some of the evidence, by seq.'),
};
const noFindings = z.array(findingSchema).max(0);

const clauseRecordSchema = z.discriminatedUnion('verdict', [
  z.object({ ...clause, verdict: z.literal('kept'), ...judged, findings: noFindings }),
  z.object({
    ...clause,
    verdict: z.literal('broken'),
    ...judged,
    findings: z.array(findingSchema).min(1),
  }),
  z.object({
    ...clause,
    verdict: z.literal('recorded'),
    ...judged,
    observation: z.string().min(1),
    findings: noFindings,
  }),
  z.object({
    ...clause,
    verdict: z.literal('untested'),
    evidence: z.literal(0),
    exchanges: seqs.max(0),
    reason: z.string().min(1),
    findings: noFindings,
  }),
]);

const runRecordSchema = z.object({
  schema: z.literal(RUN_RECORD_VERSION),
  leadline: z.string().min(1).describe('The version of leadline that wrote it.'),
  spec: z.string().min(1).describe("The contract's name."),
  target: z.string().min(1),
  seed: z.int().min(0).max(MAX_SEED),
  startedAt: instant,
  endedAt: instant,
  totals: totalsSchema,
  clauses: z.array(clauseRecordSchema),
  load: loadRecordSchema.optional(),
});

type Immutable<Value> = Value extends object
  ? { readonly [Name in keyof Value]: Immutable<Value[Name]> }
  : Value;

/** What a run found out: `run.json`. All reports are made from it alone. */
export type RunRecord = Immutable<z.infer<typeof runRecordSchema>>;
/** One clause and what became of it, told apart by `verdict`. */
export type ClauseRecord = RunRecord['clauses'][number];
/** One way in which a clause was broken, with its counterexample. */
export type FindingRecord = Immutable<z.infer<typeof findingSchema>>;
/** Counts of a run, and the money that its completed jobs cost. */
export type Totals = RunRecord['totals'];
/** What a load run measured. */
export type LoadRecord = NonNullable<RunRecord['load']>;
/** `{value, low, high, n}`, or `{reason}` where it cannot be estimated. */
export type EstimateRecord = Immutable<z.infer<typeof estimateSchema>>;

/** A text or value that is not a run record; `problems` holds all that is wrong with it. */
export class RunRecordError extends Error {
  override readonly name = 'RunRecordError';
  /** One each, beginning with the path of the member: `clauses.3.verdict: …`. Never empty. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`not a run record:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/**
 * Reads the value of a `run.json`. Members that this version does not know are left out.
 * @throws RunRecordError with every problem at once.
 */
export function parseRunRecord(value: unknown): RunRecord {
  const parsed = runRecordSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new RunRecordError(
    parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the record'}: ${message}`),
  );
}

/** The JSON Schema (draft 2020-12) of `run.json`. It allows members that are not yet known. */
export function runRecordJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(runRecordSchema, { io: 'input' });
  return {
    $schema,
    $id: `urn:${RUN_RECORD_VERSION.replaceAll('/', ':')}`,
    title: 'A leadline run record',
    ...schema,
  };
}
