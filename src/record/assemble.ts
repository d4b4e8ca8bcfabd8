import type { Clause, Level } from '../contract/clause.ts';
import type { Contract } from '../contract/contract.ts';
import type { Exchange, HistoryHeader } from '../history/exchange.ts';
import type { Finding, Verdict } from '../judge/verdict.ts';
import { counterexample } from './counterexample.ts';
import { curlScript } from './curl.ts';
import { jobIn } from './exchange-facts.ts';
import {
  type ClauseRecord,
  type FindingRecord,
  type LoadRecord,
  MOST_EXCHANGES_NAMED,
  RUN_RECORD_VERSION,
  type RunRecord,
  type Severity,
  type Totals,
} from './run-record.ts';
import { spendingBetween } from './spending.ts';
import { totalsOf } from './totals.ts';

/** All that a run record is made of. */
export interface RunParts {
  /** The version of leadline. */
  readonly leadline: string;
  readonly contract: Contract;
  readonly header: HistoryHeader;
  readonly exchanges: readonly Exchange[];
  /** Every clause that was looked at, in the order in which reports list them. */
  readonly judged: readonly Judged[];
  /** Epoch milliseconds of the target's time. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly load?: LoadRecord;
}

export interface Judged {
  readonly clause: Clause;
  readonly verdict: Verdict;
}

/** Puts a run record together: verdicts with their evidence, findings with how to see them again. */
export function assembleRecord(parts: RunParts): RunRecord {
  const { leadline, contract, header, exchanges, judged, startedAt, endedAt, load } = parts;
  const archive = new Archive(contract, exchanges);
  return {
    schema: RUN_RECORD_VERSION,
    leadline,
    spec: header.spec,
    target: header.target,
    seed: header.seed,
    startedAt,
    endedAt,
    totals: totals(contract, exchanges),
    clauses: judged.map(({ clause, verdict }) => clauseRecord(archive, clause, verdict)),
    ...(load !== undefined && { load }),
  };
}

function totals(contract: Contract, exchanges: readonly Exchange[]): Totals {
  const fold = totalsOf(contract);
  let state = fold.start();
  for (const exchange of exchanges) state = fold.step(state, exchange);
  return fold.finish(state);
}

function clauseRecord(archive: Archive, clause: Clause, verdict: Verdict): ClauseRecord {
  const { id, text, level, source } = clause;
  const promise = { id, text, level, source };
  switch (verdict.verdict) {
    case 'kept':
      return { ...promise, verdict: 'kept', ...evidence(verdict.evidence), findings: [] };
    case 'broken': {
      const findings = verdict.findings.map((finding) => archive.finding(clause, finding));
      const refuting = verdict.findings.flatMap(({ exchanges }) => exchanges);
      return { ...promise, verdict: 'broken', ...evidence(verdict.evidence, refuting), findings };
    }
    case 'recorded': {
      const { observation } = verdict;
      const seen = evidence(verdict.evidence);
      return { ...promise, verdict: 'recorded', ...seen, observation, findings: [] };
    }
    case 'untested': {
      const { reason } = verdict;
      return { ...promise, verdict: 'untested', evidence: 0, exchanges: [], reason, findings: [] };
    }
  }
}

/** The count of the evidence and some of it: what refutes the clause before what does not. */
function evidence(
  seqs: readonly number[],
  refuting: readonly number[] = [],
): { evidence: number; exchanges: readonly number[] } {
  const all = new Set(seqs);
  const named = [...new Set([...refuting, ...seqs])].filter((seq) => all.has(seq));
  const exchanges = named.slice(0, MOST_EXCHANGES_NAMED).toSorted((one, other) => one - other);
  return { evidence: all.size, exchanges };
}

function severityOf(level: Level): Severity {
  switch (level) {
    case 'must':
      return 'error';
    case 'should':
      return 'warning';
    case 'record':
      return 'note';
  }
}

/** The exchanges of a run, by `seq` and by job. */
class Archive {
  readonly #contract: Contract;
  readonly #all: readonly Exchange[];
  readonly #bySeq: ReadonlyMap<number, Exchange>;
  #byJob: ReadonlyMap<string, readonly Exchange[]> | undefined;

  constructor(contract: Contract, exchanges: readonly Exchange[]) {
    this.#contract = contract;
    this.#all = exchanges;
    this.#bySeq = new Map(exchanges.map((exchange) => [exchange.seq, exchange]));
  }

  finding(clause: Clause, finding: Finding): FindingRecord {
    const exchanges = finding.exchanges.flatMap((seq) => this.#bySeq.get(seq) ?? []);
    const spending = spendingBetween(this.#contract, exchanges, this.#all);
    const replayed = [...exchanges, ...spending];
    const history = replayed.flatMap((exchange) => this.#historyOf(exchange));
    return {
      id: `${clause.id}/${finding.cause}`,
      summary: finding.summary,
      severity: severityOf(clause.level),
      counterexample: counterexample(this.#contract, exchanges),
      curl: curlScript(this.#contract, replayed, history),
      exchanges: finding.exchanges,
    };
  }

  #historyOf(exchange: Exchange): readonly Exchange[] {
    const job = jobIn(this.#contract, exchange);
    return (job === undefined ? undefined : this.#jobs().get(job)) ?? [];
  }

  /** Most runs find nothing: made when it is first asked for. */
  #jobs(): ReadonlyMap<string, readonly Exchange[]> {
    this.#byJob ??= Map.groupBy(
      this.#bySeq.values(),
      (exchange) => jobIn(this.#contract, exchange) ?? '',
    );
    return this.#byJob;
  }
}
