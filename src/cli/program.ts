import { Command } from 'commander';
import { addCheck } from './commands/check.ts';
import { addJudge } from './commands/judge.ts';
import { addLoad } from './commands/load.ts';
import { addMock } from './commands/mock.ts';
import { addPlan } from './commands/plan.ts';
import { addProve } from './commands/prove.ts';
import { addReport } from './commands/report.ts';
import { addSpec } from './commands/spec.ts';
import { type ExitCode } from './exit.ts';
import type { Surroundings } from './surroundings.ts';
import { VERSION } from './version.ts';

const EXIT_CODES = `
Exit codes: 0 every judged promise kept · 1 a promise broke (load: or a threshold) · 2 bad usage,
configuration or input, nothing was sent · 3 could not finish, or nothing could be judged ·
130 interrupted · 70 a bug of leadline`;

/** The command line. Every action ends by telling its exit code. */
export function buildProgram(surroundings: Surroundings, exit: (code: ExitCode) => void): Command {
  const program = new Command('leadline')
    .description(
      'Checks a job API (submit, poll, fetch) against its documentation, and measures it under load.',
    )
    .version(VERSION)
    .showSuggestionAfterError()
    .showHelpAfterError('(--help shows all options)')
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => surroundings.stdout.write(text),
      writeErr: (text) => surroundings.stderr.write(text),
    })
    .addHelpText('after', EXIT_CODES);
  for (const add of [addCheck, addPlan, addJudge, addLoad, addMock, addProve, addReport, addSpec]) {
    add(program, surroundings, exit);
  }
  for (const command of program.commands) command.copyInheritedSettings(program).version(VERSION);
  return program;
}
