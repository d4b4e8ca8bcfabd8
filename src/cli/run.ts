import { CommanderError } from 'commander';
import { EXIT, type ExitCode, UserError } from './exit.ts';
import { buildProgram } from './program.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Runs one command line.
 * @param args without the interpreter and the script.
 * @returns the exit code. Never rejects: what goes wrong is told on standard error.
 */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  let code: ExitCode = EXIT.kept;
  try {
    const program = buildProgram(surroundings, (ended) => {
      code = ended;
    });
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return told(error, surroundings);
  }
}

function told(error: unknown, { stderr, interrupt }: Surroundings): ExitCode {
  if (error instanceof CommanderError) {
    // Commander has said it already; help and version are no failures.
    return error.exitCode === 0 ? EXIT.kept : EXIT.usage;
  }
  if (error instanceof UserError) {
    stderr.write(`leadline: ${error.message}\n`);
    return error.exitCode;
  }
  if (interrupt.aborted) {
    stderr.write('leadline: interrupted before anything was collected.\n');
    return EXIT.interrupted;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  stderr.write(`leadline: this is a bug of leadline, please report it.\n${text}\n`);
  return EXIT.bug;
}
