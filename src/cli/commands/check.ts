import { relative } from 'node:path';
import type { Command } from 'commander';
import type { Collected } from '../../collect/collector.ts';
import type { Exchange } from '../../history/exchange.ts';
import { listed } from '../../judge/verdicts.ts';
import { terminalReport } from '../../report/terminal.ts';
import { type CheckResult, runCheck } from '../check-run.ts';
import { assertMatches, chooseClauses, exitOf } from '../clause-choice.ts';
import { type RequestsPerMinute, requestsPerMinute } from '../../units/units.ts';
import type { ChosenTarget } from '../choose-target.ts';
import { EXIT, type ExitCode, UserError } from '../exit.ts';
import { lostEvidence } from '../lost-evidence.ts';
import { openTarget } from '../open-target.ts';
import { type JudgeOptions, judgeOptions, type TargetOptions, targetOptions } from '../options.ts';
import { openOutDirectory, type OutDirectory } from '../out-directory.ts';
import { prepare } from '../prepare.ts';
import { type Surroundings, wantsColor } from '../surroundings.ts';

type CheckOptions = TargetOptions & JudgeOptions;

/** Adds `leadline check`. */
export function addCheck(
  program: Command,
  surroundings: Surroundings,
  exit: (code: ExitCode) => void,
): void {
  const command = program
    .command('check')
    .description('check a target against its contract: plan, collect, judge, report');
  for (const option of [...targetOptions(), ...judgeOptions()]) command.addOption(option);
  command.action(async (options: CheckOptions) => {
    exit(await check(options, surroundings));
  });
}

async function check(options: CheckOptions, surroundings: Surroundings): Promise<ExitCode> {
  const { stderr, stdout, cwd } = surroundings;
  const { chosen, contract, seed, mock } = await prepare(options, surroundings);
  const clauses = chooseClauses(contract, { only: options.only, level: options.level });
  for (const glob of options.require) assertMatches(glob, clauses);
  const open = await openTarget(chosen, contract, seed, options.clock, mock);
  try {
    const out = await openOutDirectory(cwd, options.out, open.target.name, surroundings.wall());
    stderr.write(`leadline check: ${contract.name} on ${open.target.name}, seed ${seed}\n`);
    const { concurrency, only, level } = options;
    const rpm = strictest(options.rpm, chosen);
    const request = {
      contract,
      seed,
      only,
      level,
      concurrency,
      ...(rpm !== undefined && { rpm }),
      ...(options.time !== undefined && { time: options.time }),
    };
    const result = await runCheck(request, open, out, surroundings);
    const code = codeOf(result, options);
    if (options.json) {
      stdout.write(`${JSON.stringify(result.record, undefined, 2)}\n`);
    } else {
      const color = wantsColor(surroundings, stdout);
      stdout.write(terminalReport(result.record, { color, width: stdout.width }));
    }
    stderr.write(`${missing(result)}${closing(result.collected, out, cwd, surroundings)}\n`);
    return code;
  } finally {
    await open.close();
  }
}

/** Where flag and configuration both limit the rate, the stricter holds. */
function strictest(flag: number | undefined, chosen: ChosenTarget): RequestsPerMinute | undefined {
  const configured = chosen.is === 'server' ? chosen.rpm : undefined;
  const least = Math.min(flag ?? Infinity, configured ?? Infinity);
  return Number.isFinite(least) ? requestsPerMinute(least) : undefined;
}

function codeOf(result: CheckResult, { level, require }: CheckOptions): ExitCode {
  const { collected, judged } = result;
  if (collected.is === 'interrupted') return EXIT.interrupted;
  if (collected.is === 'unreachable' || collected.is === 'key-refused') {
    throw new UserError(preflightProblem(collected), EXIT.unfinished);
  }
  const code = exitOf(judged, level ?? 'must', require);
  const isWhole = collected.is === 'complete' && lostEvidence(result) === undefined;
  return code === EXIT.kept && !isWhole ? EXIT.unfinished : code;
}

function preflightProblem(collected: Extract<Collected, { exchange: Exchange }>): string {
  const { exchange } = collected;
  const where = `${exchange.method} ${exchange.url}`;
  if (collected.is === 'key-refused') {
    return `the target refused the key: ${where} was answered ${exchange.response?.status}. Nothing else was sent. Check keys.valid of the target, or LEADLINE_KEY.`;
  }
  const { response, error } = exchange;
  const why = response === undefined ? (error?.kind ?? 'no answer') : `${response.status}`;
  return `the target cannot be reached: ${where} failed three times (${why}). Nothing else was sent. Check its baseUrl, and that it runs.`;
}

/** What could not be judged as the target did not answer. */
function missing(result: CheckResult): string {
  const lost = lostEvidence(result);
  if (lost === undefined) return '';
  const { clauses, unanswered } = lost;
  const shown = listed(clauses, 6);
  return `Not finished: ${clauses.length} clauses that must be kept could not be judged (${shown}), as ${unanswered} requests got no usable answer.\n`;
}

function closing(
  collected: Collected,
  out: OutDirectory,
  cwd: string,
  { stderr }: Surroundings,
): string {
  const where = relative(cwd, out.path) || '.';
  const report = `Report: ${where}/report.html`;
  switch (collected.is) {
    case 'complete':
      return report;
    case 'out-of-budget': {
      const width = Math.max(40, stderr.width - 20);
      const unsent = collected.unsent.join(', ');
      const shown = unsent.length > width ? `${unsent.slice(0, width)}…` : unsent;
      return `Out of budget or time: ${collected.unsent.length} cases were not sent (${shown}).\n${report}`;
    }
    case 'interrupted':
      return `Interrupted: what was collected is judged and kept. The same command starts anew; leadline judge ${where}/history.ndjson judges it again.\n${report}`;
    case 'clock-lost':
    case 'target-lost':
      return `${collected.why}: what was collected until then is judged.\n${report}`;
    case 'unreachable':
    case 'key-refused':
      return report;
  }
}
