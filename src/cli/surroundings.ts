import type { Writable } from 'node:stream';

/** All that a command may know of the process that it runs in. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The working directory. */
  readonly cwd: string;
  readonly stdout: Stream;
  readonly stderr: Stream;
  /** Wall-clock epoch milliseconds. */
  readonly wall: () => number;
  /** A fresh seed. */
  readonly freshSeed: () => number;
  /** Aborted by the first Ctrl-C. */
  readonly interrupt: AbortSignal;
}

export interface Stream {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Columns; 80 where it is no terminal. */
  readonly width: number;
}

/** A process's stream as commands see it. */
export function streamOf(stream: Writable & { isTTY?: boolean; columns?: number }): Stream {
  return {
    write: (text) => void stream.write(text),
    isTerminal: stream.isTTY === true,
    get width() {
      return stream.columns ?? 80;
    },
  };
}

/** Whether to colour what goes to a stream. https://no-color.org and FORCE_COLOR are honoured. */
export function wantsColor({ env }: Surroundings, stream: Stream): boolean {
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0';
  return stream.isTerminal;
}
