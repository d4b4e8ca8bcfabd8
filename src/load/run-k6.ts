import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type K6Exit, k6ExitOf } from './k6-exit.ts';

/** How long an interrupted k6 may take to write its summary before it is killed. */
const PATIENCE_MS = 10_000;
const LONGEST_KEPT_OUTPUT = 16_384;

export interface K6Command {
  /** The binary. */
  readonly path: string;
  /** The scenario's file. */
  readonly script: string;
  /** Where its console goes. */
  readonly consoleFile: string;
  /** What the scenario reads of its environment: the only place for a secret. */
  readonly environment: Readonly<Record<string, string>>;
  /** Our own environment, of which k6 gets what it needs to run at all. */
  readonly inherited: Readonly<Record<string, string | undefined>>;
  /** Ends the run early: k6 is interrupted. */
  readonly signal?: AbortSignal;
}

export interface K6Run {
  readonly exit: K6Exit;
  /** The end of what k6 itself had to say: its log, not the scenario's console. */
  readonly output: string;
}

/**
 * Variables that k6 gets of ours. Not `K6_…`, which override the scenario's own options, and not
 * the rest, in which there may be other keys.
 */
const INHERITED = [
  'PATH',
  'HOME',
  'USERPROFILE',
  'SYSTEMROOT',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
];

/** Runs a scenario to its end. Nothing of k6 reaches our own output. */
export async function runK6(command: K6Command): Promise<K6Run> {
  const { path, environment, inherited, signal } = command;
  signal?.throwIfAborted();
  const child = spawn(path, argumentsOf(command), {
    env: { ...environmentOf(inherited), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = new KeptEnd(LONGEST_KEPT_OUTPUT);
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => output.add(text));
  }
  let patience: NodeJS.Timeout | undefined;
  const interrupt = (): void => {
    child.kill('SIGINT');
    patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  };
  signal?.addEventListener('abort', interrupt, { once: true });
  // Should we end first, by a bug or an exit, nobody would watch what k6 goes on spending.
  const stop = (): boolean => child.kill('SIGINT');
  process.once('exit', stop);
  try {
    const [code, by] = (await once(child, 'close')) as [number | null, string | null];
    return { exit: k6ExitOf(code, by), output: output.text };
  } finally {
    process.off('exit', stop);
    signal?.removeEventListener('abort', interrupt);
    clearTimeout(patience);
  }
}

/** k6's arguments: it opens no port of its own and sends no usage report. */
export function argumentsOf({ script, consoleFile }: K6Command): readonly string[] {
  return [
    'run',
    '--quiet',
    '--no-color',
    '--no-usage-report',
    '--address=',
    '--log-format=raw',
    `--console-output=${consoleFile}`,
    script,
  ];
}

export function environmentOf(
  inherited: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const kept = INHERITED.flatMap((name) => {
    const value = inherited[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), K6_AUTO_EXTENSION_RESOLUTION: 'false' };
}

/** The end of a text that may be long. */
class KeptEnd {
  readonly #limit: number;
  #text = '';

  constructor(limit: number) {
    this.#limit = limit;
  }

  get text(): string {
    return this.#text;
  }

  add(text: string): void {
    this.#text = (this.#text + text).slice(-this.#limit);
  }
}
