import { execFile, type ExecFileException } from 'node:child_process';
import * as fileSystem from 'node:fs/promises';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { K6_RELEASE, type K6Release } from './k6-release.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** How a program ended, or why it could not be started or was stopped. */
export type Ended =
  | { readonly exited: true; readonly code: number; readonly output: string }
  | { readonly exited: false; readonly reason: string };

/** Runs a program to its end. `output` is what it wrote to both streams. Never rejects. */
export type RunProgram = (
  program: string,
  args: readonly string[],
  options: {
    readonly env: Environment;
    readonly folder?: string;
    /** Milliseconds after which the program is stopped. */
    readonly within: number;
  },
) => Promise<Ended>;

/** All that finding or getting k6 touches. */
export interface K6Surroundings {
  readonly env: Environment;
  /** As Node names them: `linux`, `darwin`; `x64`, `arm64`. */
  readonly platform: string;
  readonly arch: string;
  readonly home: string;
  readonly run: RunProgram;
  readonly fs: Pick<
    typeof fileSystem,
    'access' | 'mkdir' | 'mkdtemp' | 'rename' | 'rm' | 'writeFile'
  >;
  readonly fetch: typeof fetch;
  /** The folder of the pinned Go module. */
  readonly module: string;
  readonly release: K6Release;
}

/** The environment must be given; the rest is the real thing where it is not. */
export type GivenSurroundings = Pick<K6Surroundings, 'env'> & Partial<K6Surroundings>;

/** Completes the surroundings with the real ones. */
export function surroundings(given: GivenSurroundings): K6Surroundings {
  return {
    platform: process.platform,
    arch: process.arch,
    home: homedir(),
    run: runProgram,
    fs: fileSystem,
    fetch,
    module: fileURLToPath(new URL('../../tools/k6', import.meta.url)),
    release: K6_RELEASE,
    ...given,
  };
}

const MAX_OUTPUT_BYTES = 16 * 2 ** 20;

const runProgram: RunProgram = (program, args, { env, folder, within }) =>
  new Promise((resolve) => {
    const options = { env, cwd: folder, timeout: within, maxBuffer: MAX_OUTPUT_BYTES };
    execFile(program, args, options, (error, stdout, stderr) => {
      const output = stdout + stderr;
      if (error === null) resolve({ exited: true, code: 0, output });
      else if (typeof error.code === 'number') resolve({ exited: true, code: error.code, output });
      else resolve({ exited: false, reason: notEnded(program, error, within) });
    });
  });

function notEnded(program: string, { code }: ExecFileException, within: number): string {
  if (code === 'ENOENT') return `${program} is not installed`;
  if (typeof code === 'string') return `${program} could not be run (${code})`;
  return `${program} was stopped, at the latest after ${within / 1000} s`;
}
