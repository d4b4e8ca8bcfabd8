import type { Command } from 'commander';
import { planRun } from '../../collect/plan.ts';
import { chooseClauses } from '../clause-choice.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { meansBeforehand } from '../open-target.ts';
import { type JudgeOptions, judgeOptions, type TargetOptions, targetOptions } from '../options.ts';
import { planInFull } from '../plan-words.ts';
import { prepare } from '../prepare.ts';
import type { Surroundings } from '../surroundings.ts';

/** Adds `leadline plan`. */
export function addPlan(
  program: Command,
  surroundings: Surroundings,
  exit: (code: ExitCode) => void,
): void {
  const command = program
    .command('plan')
    .description('print what a check would send, what it costs, and what stays untested');
  for (const option of [...targetOptions(), ...judgeOptions()]) command.addOption(option);
  command.action(async (options: TargetOptions & JudgeOptions) => {
    const { chosen, contract, seed, mock } = await prepare(options, surroundings);
    const clauses = chooseClauses(contract, { only: options.only, level: options.level });
    const means = meansBeforehand(chosen, contract, options.clock, mock, seed);
    const { plan } = planRun(contract, clauses, seed, means, options.concurrency);
    const text = options.json ? `${JSON.stringify(plan, undefined, 2)}\n` : planInFull(plan);
    surroundings.stdout.write(text);
    exit(EXIT.kept);
  });
}
