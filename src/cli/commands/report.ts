import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { parseRunRecord, type RunRecord, RunRecordError } from '../../record/run-record.ts';
import { terminalReport } from '../../report/terminal.ts';
import { EXIT, type ExitCode, UserError } from '../exit.ts';
import { openOutDirectory } from '../out-directory.ts';
import { type Surroundings, wantsColor } from '../surroundings.ts';

interface ReportOptions {
  readonly out?: string;
  readonly json: boolean;
}

/** Adds `leadline report`. */
export function addReport(
  program: Command,
  surroundings: Surroundings,
  exit: (code: ExitCode) => void,
): void {
  program
    .command('report')
    .description('show a run again')
    .argument('<run>', "a run's directory, or its run.json")
    .option('--out <dir>', 'write run.json, report.html and junit.xml there')
    .option('--json', 'one JSON document on standard output', false)
    .action(async (run: string, options: ReportOptions) => {
      const { stdout, stderr, cwd } = surroundings;
      const record = await readRun(resolve(cwd, run));
      if (options.out !== undefined) {
        const out = await openOutDirectory(cwd, options.out, record.target, surroundings.wall());
        await out.writeReports(record);
        stderr.write(`Report: ${options.out}/report.html\n`);
      }
      const color = wantsColor(surroundings, stdout);
      stdout.write(
        options.json
          ? `${JSON.stringify(record, undefined, 2)}\n`
          : terminalReport(record, { color, width: stdout.width }),
      );
      exit(EXIT.kept);
    });
}

/** @throws UserError when there is no run record, or it is none. */
async function readRun(path: string): Promise<RunRecord> {
  try {
    const isDirectory = (await stat(path)).isDirectory();
    const text = await readFile(isDirectory ? join(path, 'run.json') : path, 'utf8');
    return parseRunRecord(JSON.parse(text));
  } catch (error) {
    const why =
      error instanceof RunRecordError
        ? `\n  ${error.problems.join('\n  ')}`
        : ` ${error instanceof Error ? error.message : String(error)}`;
    throw new UserError(`${path} is not a run of leadline:${why}`, EXIT.usage, { cause: error });
  }
}
