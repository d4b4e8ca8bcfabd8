/** What became of one promise. */
export type Verdict =
  | {
      readonly verdict: 'kept';
      /** The exchanges that could have refuted the clause, by `seq`, in order; never empty. */
      readonly evidence: readonly number[];
    }
  | {
      readonly verdict: 'broken';
      readonly evidence: readonly number[];
      /** Never empty. */
      readonly findings: readonly Finding[];
    }
  | {
      readonly verdict: 'recorded';
      readonly evidence: readonly number[];
      /** What the server does where the documentation is silent, in one sentence. */
      readonly observation: string;
    }
  | {
      readonly verdict: 'untested';
      /** What it would need. */
      readonly reason: string;
    };

/** One way in which a promise was broken. */
export interface Finding {
  /** Stable, short, in words joined by hyphens; with the clause's id it names the finding. */
  readonly cause: string;
  /** What happened, what was received, what is documented: one or two sentences. */
  readonly summary: string;
  /** The smallest counterexample: at most four exchanges, by `seq`, in order. */
  readonly exchanges: readonly number[];
}
