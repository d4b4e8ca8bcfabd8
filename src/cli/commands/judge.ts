import { createReadStream } from 'node:fs';
import { basename, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import type { Contract } from '../../contract/contract.ts';
import type { Exchange, HistoryHeader } from '../../history/exchange.ts';
import { HistoryError, readHistory } from '../../history/ndjson.ts';
import { judgeHistory } from '../../judge/court.ts';
import { assembleRecord } from '../../record/assemble.ts';
import { jobSpans } from '../../record/job-spans.ts';
import { terminalReport } from '../../report/terminal.ts';
import { assertMatches, chooseClauses, exitOf } from '../clause-choice.ts';
import { EXIT, type ExitCode, UserError } from '../exit.ts';
import { type JudgeOptions, judgeOptions } from '../options.ts';
import { openOutDirectory } from '../out-directory.ts';
import { loadSpec } from '../specs.ts';
import { type Surroundings, wantsColor } from '../surroundings.ts';
import { VERSION } from '../version.ts';

interface JudgeCommandOptions extends JudgeOptions {
  readonly spec?: string;
  readonly out?: string;
  readonly json: boolean;
}

/** Adds `leadline judge`. */
export function addJudge(
  program: Command,
  surroundings: Surroundings,
  exit: (code: ExitCode) => void,
): void {
  const command = program
    .command('judge')
    .description('judge recorded histories again, without sending anything')
    .argument('<history...>', 'history.ndjson files; several are judged as one')
    .option('--spec <name|file>', 'the contract; the one that the history names by default')
    .option('--out <dir>', 'write run.json, report.html and junit.xml there')
    .option('--json', 'one JSON document on standard output', false);
  for (const option of judgeOptions()) command.addOption(option);
  command.action(async (files: readonly string[], options: JudgeCommandOptions) => {
    exit(await judge(files, options, surroundings));
  });
}

async function judge(
  files: readonly string[],
  options: JudgeCommandOptions,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { cwd, stdout, stderr } = surroundings;
  const { header, exchanges } = await readAll(files, cwd);
  const contract: Contract = await loadSpec(options.spec ?? header.spec, cwd);
  const clauses = chooseClauses(contract, { only: options.only, level: options.level });
  for (const glob of options.require) assertMatches(glob, clauses);
  const judged = judgeHistory(contract, header, exchanges, clauses);
  const record = assembleRecord({
    leadline: VERSION,
    contract,
    header,
    exchanges,
    judged,
    startedAt: header.startedAt,
    endedAt: exchanges.reduce((latest, { t1 }) => Math.max(latest, t1), header.startedAt),
  });
  if (options.out !== undefined) {
    const out = await openOutDirectory(cwd, options.out, header.target, surroundings.wall());
    await out.writeReports(record, jobSpans(contract, exchanges));
    stderr.write(`Report: ${options.out}/report.html\n`);
  }
  const color = wantsColor(surroundings, stdout);
  stdout.write(
    options.json
      ? `${JSON.stringify(record, undefined, 2)}\n`
      : terminalReport(record, { color, width: stdout.width }),
  );
  return exitOf(judged, options.level ?? 'must', options.require);
}

interface Read {
  readonly header: HistoryHeader;
  readonly exchanges: readonly Exchange[];
}

async function readAll(files: readonly string[], cwd: string): Promise<Read> {
  let header: HistoryHeader | undefined;
  const exchanges: Exchange[] = [];
  for (const file of files) {
    for await (const line of linesOf(resolve(cwd, file))) {
      if (line.is === 'exchange') {
        // Several files count from 1 each: as one history each exchange needs a number of its own.
        const { exchange } = line;
        exchanges.push(files.length === 1 ? exchange : { ...exchange, seq: exchanges.length + 1 });
        continue;
      }
      header ??= line.header;
      if (header.spec !== line.header.spec) {
        throw new UserError(
          `${file} is a history of ${line.header.spec}, ${files[0]} one of ${header.spec}: judge them apart.`,
        );
      }
    }
  }
  if (header === undefined) throw new UserError('there is no history to judge.');
  return { header, exchanges };
}

async function* linesOf(path: string) {
  const stream = createReadStream(path, 'utf8');
  try {
    const lines = createInterface({ input: stream, crlfDelay: Infinity });
    yield* readHistory(lines, basename(path));
  } catch (error) {
    if (error instanceof HistoryError) {
      throw new UserError(error.message, EXIT.usage, { cause: error });
    }
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`cannot read the history ${path}: ${why}`, EXIT.usage, { cause: error });
  } finally {
    stream.destroy();
  }
}
