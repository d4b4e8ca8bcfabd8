/** Exit codes, the same for every command. */
export const EXIT = {
  /** Every judged promise kept. */
  kept: 0,
  /** A promise broke; for load also a failed threshold or objective. */
  broken: 1,
  /** Bad usage, configuration, contract or input file; nothing was sent. */
  usage: 2,
  /** The run could not finish, or nothing could be judged. What was collected is kept. */
  unfinished: 3,
  /** A bug of ours. */
  bug: 70,
  /** Interrupted. What was collected is kept. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A user's mistake, or the world's: a clear message and an exit code, never a stack. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = EXIT.usage, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}
