import { collect } from '../collect/collector.ts';
import { planRun } from '../collect/plan.ts';
import { clausesOf } from '../contract/clauses.ts';
import type { Contract } from '../contract/contract.ts';
import type { Exchange, HistoryHeader } from '../history/exchange.ts';
import { judgeHistory, type Judged, openCourt } from '../judge/court.ts';
import type { DefectInfo } from '../mock/defects/defect.ts';
import { DEFAULT_PROFILE, type Profile } from '../mock/profiles.ts';
import type { Seed } from '../units/units.ts';
import { redactorOf } from '../wire/redaction.ts';
import { createWire, WIRE_LIMITS } from '../wire/wire.ts';
import { headerOf, secretsOf } from './check-run.ts';
import { openTarget } from './open-target.ts';

/** What it took to catch a defect, or that it was not caught. */
export interface Caught {
  readonly defect: DefectInfo;
  readonly caught: boolean;
  /** Other clauses that broke with it. */
  readonly alsoBroken: readonly string[];
  /** Until the clause was broken: how much had been asked, bought and waited. */
  readonly exchanges: number;
  readonly jobs: number;
  readonly virtualMs: number;
}

/** What a clean mock was found to break; nothing of level `must` is right. */
export interface Cleared {
  readonly profile: string;
  readonly seed: Seed;
  readonly mustBroken: readonly string[];
  readonly shouldBroken: readonly string[];
}

interface Trial {
  readonly header: HistoryHeader;
  readonly exchanges: readonly Exchange[];
  readonly judged: readonly Judged[];
}

/** Whether a defect of the mock is caught, by the clause that means it. */
export async function proveDefect(
  contract: Contract,
  defect: DefectInfo,
  seed: Seed,
): Promise<Caught> {
  const trial = await tried(contract, seed, DEFAULT_PROFILE, [defect.id]);
  const broken = trial.judged
    .filter(({ verdict }) => verdict.verdict === 'broken')
    .map(({ clause }) => clause.id);
  const caught = broken.includes(defect.clause);
  const seen = caught ? untilBroken(contract, trial, defect.clause) : trial.exchanges;
  return {
    defect,
    caught,
    alsoBroken: broken.filter((id) => id !== defect.clause),
    exchanges: seen.length,
    jobs: seen.filter(({ route, response }) => {
      const status = response?.status ?? 0;
      return (route === 'submit' || route === 'sync') && status >= 200 && status < 300;
    }).length,
    virtualMs: (seen.at(-1)?.t1 ?? trial.header.startedAt) - trial.header.startedAt,
  };
}

/** Whether a mock that is only different, not defective, is called defective. */
export async function clearProfile(
  contract: Contract,
  profile: Profile,
  seed: Seed,
): Promise<Cleared> {
  const { judged } = await tried(contract, seed, profile, []);
  const broken = (level: string): readonly string[] =>
    judged
      .filter(({ clause, verdict }) => verdict.verdict === 'broken' && clause.level === level)
      .map(({ clause }) => clause.id);
  return {
    profile: profile.id,
    seed,
    mustBroken: broken('must'),
    shouldBroken: broken('should'),
  };
}

/** The shortest beginning of a history in which the clause is broken, by bisection. */
function untilBroken(contract: Contract, trial: Trial, clause: string): readonly Exchange[] {
  const only = clausesOf(contract).filter(({ id }) => id === clause);
  const isBroken = (count: number): boolean => {
    const court = openCourt(contract, trial.header, only);
    for (const exchange of trial.exchanges.slice(0, count)) court.hear(exchange);
    return court.verdicts().some(({ verdict }) => verdict.verdict === 'broken');
  };
  let low = 0;
  let high = trial.exchanges.length;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isBroken(middle)) high = middle;
    else low = middle;
  }
  return trial.exchanges.slice(0, high);
}

/** Jobs in flight: as many as the mock has workers. */
const CONCURRENCY = 10;

async function tried(
  contract: Contract,
  seed: Seed,
  profile: Profile,
  defects: readonly string[],
): Promise<Trial> {
  const chosen = { is: 'mock', allowance: {} } as const;
  const open = await openTarget(chosen, contract, seed, undefined, { profile, defects });
  try {
    const { target, clock, dispatcher, means } = open;
    const clauses = clausesOf(contract);
    const exchanges: Exchange[] = [];
    const header = headerOf({ contract, seed }, open);
    const wire = createWire({
      dispatcher,
      clock,
      redactor: redactorOf(secretsOf(target.keys)),
      limits: WIRE_LIMITS,
      log: (exchange) => void exchanges.push(exchange),
    });
    await collect({
      contract,
      target,
      wire,
      clock,
      seed,
      run: planRun(contract, clauses, seed, means, CONCURRENCY),
      concurrency: CONCURRENCY,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    const judged = judgeHistory(contract, header, exchanges, clauses);
    return { header, exchanges, judged };
  } finally {
    await open.close();
  }
}
