/** How k6 ended, in the words of its exit codes. */
export type K6End =
  | 'finished'
  | 'thresholds-failed'
  | 'configuration'
  | 'interrupted'
  | 'script-error'
  | 'aborted'
  | 'marked-failed'
  | 'killed'
  | 'other';

export interface K6Exit {
  readonly end: K6End;
  /** Absent where a signal ended it. */
  readonly code?: number;
  readonly signal?: string;
  /** One sentence for people. */
  readonly message: string;
}

const BY_CODE: Readonly<Record<number, readonly [end: K6End, message: string]>> = {
  0: ['finished', 'k6 finished.'],
  99: ['thresholds-failed', 'k6 finished; a threshold failed.'],
  104: ['configuration', 'k6 refused its configuration.'],
  105: ['interrupted', 'k6 was interrupted; jobs in flight were cut.'],
  107: ['script-error', 'the scenario threw an exception.'],
  108: ['aborted', 'the scenario stopped the run.'],
  110: ['marked-failed', 'the scenario marked the run as failed.'],
};

/** What an exit means, as Node reports it: a code, or the signal that ended the process. */
export function k6ExitOf(code: number | null, signal: string | null): K6Exit {
  if (code === null) {
    const by = signal ?? 'an unknown signal';
    return {
      end: 'killed',
      signal: by,
      message: `k6 was killed by ${by}; jobs in flight were cut.`,
    };
  }
  const [end, message] = BY_CODE[code] ?? ['other', `k6 failed with exit code ${code}.`];
  return { end, code, message };
}
