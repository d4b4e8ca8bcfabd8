import { relative } from 'node:path';
import { Argument, type Command, Option } from 'commander';
import { jobsIn } from '../../collect/budget.ts';
import { judgeHistory } from '../../judge/court.ts';
import { type BaselineResult, runBaseline } from '../../load/baseline.ts';
import { acquireK6 } from '../../load/k6-binary.ts';
import { measureLoad } from '../../load/measure.ts';
import { defaultRate, describeShowing, type LoadPlan, planLoad } from '../../load/plan.ts';
import type { LoadProgress } from '../../load/progress.ts';
import { assembleRecord } from '../../record/assemble.ts';
import { jobSpans } from '../../record/job-spans.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { terminalReport } from '../../report/terminal.ts';
import { type Milliseconds, requestsPerMinute, usd } from '../../units/units.ts';
import { assertMatches, chooseClauses, exitOf } from '../clause-choice.ts';
import { EXIT, type ExitCode, UserError } from '../exit.ts';
import { openLoadServer } from '../load-server.ts';
import { type JudgeOptions, judgeOptions, type TargetOptions, targetOptions } from '../options.ts';
import { openOutDirectory, type OutDirectory } from '../out-directory.ts';
import { prepare, type Prepared } from '../prepare.ts';
import { clockTime } from '../progress-line.ts';
import { parseCount, parseDuration, parseRate } from '../quantities.ts';
import { type Surroundings, wantsColor } from '../surroundings.ts';
import { VERSION } from '../version.ts';

const SCENARIOS = ['baseline'] as const;

interface LoadOptions extends TargetOptions, JudgeOptions {
  readonly rate?: number;
  readonly duration?: Milliseconds;
  readonly jobs?: number;
  readonly confidence: number;
}

/** Adds `leadline load`. */
export function addLoad(
  program: Command,
  surroundings: Surroundings,
  exit: (code: ExitCode) => void,
): void {
  const command = program
    .command('load')
    .description('load a target with k6, measure it, and judge its answers under load')
    .addArgument(new Argument('<scenario>', 'what kind of load').choices(SCENARIOS));
  for (const option of [...targetOptions(), ...loadOptions(), ...judgeOptions()]) {
    command.addOption(option);
  }
  command.action(async (scenario: string, options: LoadOptions) => {
    exit(await load(scenario, options, surroundings));
  });
}

function loadOptions(): readonly Option[] {
  return [
    new Option('--rate <rate>', 'jobs started, such as 20/min')
      .argParser(parseRate)
      .default(undefined, 'six jobs in flight'),
    new Option('--duration <duration>', 'for how long jobs are started').argParser(parseDuration),
    new Option('--jobs <n>', 'how many jobs are started')
      .argParser(parseCount(1, 1e6))
      .default(undefined, '100'),
    new Option('--confidence <share>', 'of every interval: above 0, below 1')
      .argParser(parseShare)
      .default(0.95),
  ];
}

function parseShare(text: string): number {
  const value = Number(text);
  if (value > 0 && value < 1) return value;
  throw new UserError(`--confidence ${text}: expected a number above 0 and below 1, such as 0.95.`);
}

async function load(
  scenario: string,
  options: LoadOptions,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { stderr, cwd } = surroundings;
  const prepared = await prepare(options, surroundings);
  const { contract, seed, chosen } = prepared;
  const clauses = chooseClauses(contract, { only: options.only, level: options.level });
  for (const glob of options.require) assertMatches(glob, clauses);
  const plan = planned(options, prepared);
  const k6 = await acquireK6({ env: surroundings.env }, (step) => stderr.write(`  ${step} …\n`));
  if (!k6.found) throw new UserError(k6.reason, EXIT.unfinished);
  const name = chosen.is === 'mock' ? 'mock' : chosen.target.name;
  const out = await openOutDirectory(cwd, options.out, name, surroundings.wall());
  await out.writeJson('plan.json', { plan: 1, scenario, spec: contract.name, seed, ...plan });
  const server = await openLoadServer(prepared, options.clock);
  try {
    stderr.write(`leadline load ${scenario}: ${contract.name} on ${name}, seed ${seed}\n`);
    stderr.write(`  plan: ${describeShowing(plan)}\n`);
    stderr.write(
      `  ${plan.rate}/min, about ${plan.inFlight.toFixed(1)} in flight, about ${clockTime(plan.expectedDuration)} of the target's time at ${server.clock.rate}× speed; k6 ${k6.version}\n`,
    );
    const progress = progressOf(surroundings);
    const result = await runBaseline({
      contract,
      target: server,
      k6: k6.path,
      plan,
      seed,
      outDir: out.path,
      environment: surroundings.env,
      onProgress: progress.line,
      signal: surroundings.interrupt,
    });
    progress.end();
    return await finish(scenario, { options, prepared, plan, out, result }, surroundings);
  } finally {
    await server.close();
  }
}

function planned(options: LoadOptions, { contract, chosen }: Prepared): LoadPlan {
  const { jobs, duration, confidence } = options;
  const plan = planLoad(contract, {
    rate: requestsPerMinute(options.rate ?? defaultRate(contract)),
    ...(jobs !== undefined && { jobs }),
    ...(duration !== undefined && { duration }),
    confidence,
  });
  const affordable = jobsIn(chosen.allowance, usd(contract.price.usd));
  if (plan.jobs > affordable) {
    throw new UserError(
      `this load starts ${plan.jobs} jobs (${plan.cost.toFixed(2)} USD); the budget reaches for ${affordable}. Give --budget ${plan.jobs}jobs, or fewer jobs with --jobs.`,
    );
  }
  return plan;
}

interface Finished {
  readonly options: LoadOptions;
  readonly prepared: Prepared;
  readonly plan: LoadPlan;
  readonly out: OutDirectory;
  readonly result: BaselineResult;
}

async function finish(
  scenario: string,
  { options, prepared, plan, out, result }: Finished,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { contract } = prepared;
  const { header, exchanges, exit } = result;
  const file = out.openHistory(header);
  for (const exchange of exchanges) file.append(exchange);
  await file.close();
  const clauses = chooseClauses(contract, { only: options.only, level: options.level });
  const judged = judgeHistory(contract, header, exchanges, clauses);
  const measured = measureLoad(contract, exchanges, {
    scenario,
    engine: 'local',
    rate: header.rate,
    deadlineMs: plan.deadline,
    confidence: options.confidence,
  });
  const record = assembleRecord({
    leadline: VERSION,
    contract,
    header,
    exchanges,
    judged,
    startedAt: header.startedAt,
    endedAt: exchanges.reduce((latest, { t1 }) => Math.max(latest, t1), header.startedAt),
    load: measured,
  });
  await out.writeReports(record, jobSpans(contract, exchanges));
  show(record, options.json, surroundings);
  const where = relative(surroundings.cwd, out.path) || '.';
  surroundings.stderr.write(problems(result));
  surroundings.stderr.write(`Report: ${where}/report.html\n`);
  if (surroundings.interrupt.aborted) return EXIT.interrupted;
  const code = exitOf(judged, options.level ?? 'must', options.require);
  if (code === EXIT.broken) return code;
  // The scenario's thresholds are about accounting: that every job was started and seen to end.
  const unaccounted = measured.jobs.cut > 0 || measured.jobs.started < plan.jobs;
  return exit.end !== 'finished' || unaccounted ? EXIT.unfinished : code;
}

function show(record: RunRecord, json: boolean, surroundings: Surroundings): void {
  const { stdout } = surroundings;
  stdout.write(
    json
      ? `${JSON.stringify(record, undefined, 2)}\n`
      : terminalReport(record, { color: wantsColor(surroundings, stdout), width: stdout.width }),
  );
}

/** What k6 has to say of a run that did not go well. */
function problems({ exit, thresholds, unread, output }: BaselineResult): string {
  const failed = thresholds
    .filter(({ ok }) => !ok)
    .map(({ metric, threshold }) => `  threshold failed: ${metric} ${threshold}\n`);
  const lost = unread.lines > 0 ? `  ${unread.lines} lines of k6's log could not be read\n` : '';
  if (exit.end === 'finished' || exit.end === 'thresholds-failed') return failed.join('') + lost;
  return `  k6: ${exit.message}\n${output.slice(-2_000)}\n${failed.join('')}${lost}`;
}

function progressOf({ stderr }: Surroundings): {
  line: (progress: LoadProgress) => void;
  end: () => void;
} {
  let last = -1;
  return {
    line(progress) {
      const text = inWords(progress);
      if (stderr.isTerminal) {
        stderr.write(`\r\u{1b}[2K${text.slice(0, Math.max(20, stderr.width - 1))}`);
        return;
      }
      const tenth = Math.floor((10 * progress.started) / Math.max(1, progress.planned));
      if (tenth === last) return;
      last = tenth;
      stderr.write(`${text}\n`);
    },
    end: () => void (stderr.isTerminal && stderr.write('\r\u{1b}[2K')),
  };
}

function inWords(progress: LoadProgress): string {
  const {
    planned: of,
    started,
    finished,
    failed,
    inFlight,
    rateLimited,
    spent,
    elapsed,
  } = progress;
  return `  ${started}/${of} started · ${inFlight} in flight · ${finished} finished, ${failed} failed, ${rateLimited} × 429 · ${clockTime(elapsed)} · ${spent.toFixed(2)} USD`;
}
