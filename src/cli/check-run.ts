import { collect, type Collected } from '../collect/collector.ts';
import { nearMissesOf } from '../collect/near-miss.ts';
import { type Plan, planRun } from '../collect/plan.ts';
import type { Keys } from '../collect/target.ts';
import type { Level } from '../contract/clause.ts';
import type { Contract } from '../contract/contract.ts';
import type { Exchange, HistoryHeader } from '../history/exchange.ts';
import { judgeHistory, type Judged } from '../judge/court.ts';
import { assembleRecord } from '../record/assemble.ts';
import { jobSpans } from '../record/job-spans.ts';
import type { RunRecord } from '../record/run-record.ts';
import type { Milliseconds, RequestsPerMinute, Seed } from '../units/units.ts';
import type { Redacted } from '../units/redacted.ts';
import { redactorOf } from '../wire/redaction.ts';
import { createWire, WIRE_LIMITS } from '../wire/wire.ts';
import { chooseClauses } from './clause-choice.ts';
import type { OpenTarget } from './open-target.ts';
import type { OutDirectory } from './out-directory.ts';
import { planInBrief } from './plan-words.ts';
import { progressLine } from './progress-line.ts';
import type { Surroundings } from './surroundings.ts';
import { VERSION } from './version.ts';

/** What is checked, and how. */
export interface CheckRequest {
  readonly contract: Contract;
  readonly seed: Seed;
  readonly only: readonly string[];
  readonly level: Level | undefined;
  /** Jobs in flight at most. */
  readonly concurrency: number;
  readonly rpm?: RequestsPerMinute;
  readonly time?: Milliseconds;
}

/** What a check found. */
export interface CheckResult {
  readonly collected: Collected;
  readonly judged: readonly Judged[];
  readonly record: RunRecord;
  readonly plan: Plan;
  readonly exchanges: readonly Exchange[];
}

/** Plan, collect, judge and record: one check of an open target, written to a directory. */
export async function runCheck(
  request: CheckRequest,
  open: OpenTarget,
  out: OutDirectory,
  surroundings: Surroundings,
): Promise<CheckResult> {
  const { contract, seed, concurrency } = request;
  const { target, clock, dispatcher, means } = open;
  const clauses = chooseClauses(contract, request);
  const run = planRun(contract, clauses, seed, means, concurrency);
  await out.writeJson('plan.json', run.plan);
  surroundings.stderr.write(planInBrief(run.plan));
  const header = headerOf(request, open);
  const exchanges: Exchange[] = [];
  const file = out.openHistory(header);
  const wire = createWire({
    dispatcher,
    clock,
    redactor: redactorOf(secretsOf(target.keys)),
    limits: WIRE_LIMITS,
    log: (exchange) => {
      exchanges.push(exchange);
      file.append(exchange);
    },
  });
  const progress = progressLine(surroundings, header.startedAt, run.plan.durationMs);
  let collected: Collected;
  try {
    collected = await collect({
      contract,
      target,
      wire,
      clock,
      seed,
      run,
      concurrency,
      ...(request.rpm !== undefined && { rpm: request.rpm }),
      ...(request.time !== undefined && { time: request.time }),
      signal: surroundings.interrupt,
      onProgress: (now) => progress.show(now),
    });
  } finally {
    progress.end();
    await file.close();
  }
  const judged = judgeHistory(contract, header, exchanges, clauses);
  const record = assembleRecord({
    leadline: VERSION,
    contract,
    header,
    exchanges,
    judged,
    startedAt: header.startedAt,
    endedAt: Math.max(header.startedAt, ...exchanges.map(({ t1 }) => t1)),
  });
  await out.writeReports(record, jobSpans(contract, exchanges));
  return { collected, judged, record, plan: run.plan, exchanges };
}

/** Every key, and what is sent in a key's stead to see whether it is refused. */
export function secretsOf(keys: Keys): readonly Redacted[] {
  return [...Object.values(keys), ...(keys.valid === undefined ? [] : nearMissesOf(keys.valid))];
}

/** The first line of a history of this target. */
export function headerOf(
  { contract, seed }: Pick<CheckRequest, 'contract' | 'seed'>,
  { target, clock }: OpenTarget,
): HistoryHeader {
  return {
    history: 1,
    spec: contract.name,
    target: target.name,
    seed,
    startedAt: clock.now(),
    rate: clock.rate,
    ...(target.blockedPrompt !== undefined && { blockedPrompt: target.blockedPrompt }),
  };
}
