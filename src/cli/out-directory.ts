import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Exchange, HistoryHeader } from '../history/exchange.ts';
import { historyLine } from '../history/ndjson.ts';
import type { JobSpan } from '../record/job-spans.ts';
import type { RunRecord } from '../record/run-record.ts';
import { htmlReport } from '../report/html.ts';
import { junitReport } from '../report/junit.ts';
import { EXIT, UserError } from './exit.ts';

/** Where a run writes, made when it is opened. */
export interface OutDirectory {
  readonly path: string;
  file(name: string): string;
  writeJson(name: string, value: unknown): Promise<void>;
  openHistory(header: HistoryHeader): HistoryFile;
  /** `run.json`, `report.html` and `junit.xml`. */
  writeReports(record: RunRecord, jobs?: readonly JobSpan[]): Promise<void>;
}

/** A history that is being written. */
export interface HistoryFile {
  append(exchange: Exchange): void;
  close(): Promise<void>;
}

/**
 * Opens the directory named, or `reports/<time>-<target>/` below the working directory.
 * @throws UserError when it cannot be made.
 */
export async function openOutDirectory(
  cwd: string,
  named: string | undefined,
  target: string,
  wall: number,
): Promise<OutDirectory> {
  const path = resolve(cwd, named ?? join('reports', `${stamp(wall)}-${fileName(target)}`));
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`cannot write to ${path}: ${why}`, EXIT.usage, { cause: error });
  }
  const file = (name: string): string => join(path, name);
  const writeJson = (name: string, value: unknown): Promise<void> =>
    writeFile(file(name), `${JSON.stringify(value, undefined, 2)}\n`);
  return {
    path,
    file,
    writeJson,
    openHistory: (header) => openHistory(file('history.ndjson'), header),
    writeReports: async (record, jobs) => {
      await writeJson('run.json', record);
      await writeFile(file('report.html'), htmlReport(record, jobs === undefined ? {} : { jobs }));
      await writeFile(file('junit.xml'), junitReport(record));
    },
  };
}

function openHistory(path: string, header: HistoryHeader): HistoryFile {
  const stream: WriteStream = createWriteStream(path);
  const done = finished(stream);
  // A failure is reported by `close`; until then nobody waits for it.
  done.catch(() => undefined);
  stream.write(historyLine(header));
  return {
    append: (exchange) => void stream.write(historyLine(exchange)),
    close: async () => {
      stream.end();
      await done;
    },
  };
}

/** E.g. `2026-11-23T21-05-09`. */
function stamp(wall: number): string {
  return new Date(wall).toISOString().slice(0, 19).replaceAll(':', '-');
}

/** A target's name as one part of a path, whatever it holds. */
function fileName(text: string): string {
  const safe = text.replaceAll(/[^\w.-]+/g, '-').replace(/^[.-]+/, '');
  return safe.slice(0, 60) || 'target';
}
