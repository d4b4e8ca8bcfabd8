import type { Finding, Verdict } from './verdict.ts';

/** One way to break a promise, as seen in one place. */
export interface Flaw {
  readonly cause: string;
  readonly summary: string;
  readonly exchanges: readonly number[];
}

const MOST_EXCHANGES = 4;

/**
 * The verdict on a promise: broken with any flaw, untested without evidence, kept otherwise.
 * Flaws of one cause become one finding, with the earliest as its counterexample: in whatever order
 * they were found, the verdict is the same.
 * @param evidence the exchanges that could have refuted it, by `seq`.
 * @param lacking what it would need, should there be no evidence.
 */
export function decide(
  evidence: Iterable<number>,
  flaws: readonly Flaw[],
  lacking: string,
): Verdict {
  const shown = flaws.flatMap(({ exchanges }) => exchanges);
  const all = inOrder(shown.length > 0 ? [...evidence, ...shown] : [...evidence]);
  if (flaws.length > 0) return { verdict: 'broken', evidence: all, findings: findingsOf(flaws) };
  return all.length > 0 ? { verdict: 'kept', evidence: all } : untested(lacking);
}

/** What the server does where the documentation is silent; untested without evidence. */
export function record(evidence: Iterable<number>, observation: string, lacking: string): Verdict {
  const all = inOrder([...evidence]);
  return all.length > 0 ? { verdict: 'recorded', evidence: all, observation } : untested(lacking);
}

export function untested(reason: string): Verdict {
  return { verdict: 'untested', reason };
}

/** A finding's cause: its parts in lower case, joined by hyphens, without what is odd in a name. */
export function causeOf(...parts: readonly (string | number | undefined)[]): string {
  return parts
    .map((part) =>
      String(part ?? 'missing')
        .toLowerCase()
        .replaceAll(/[^\w.-]+/g, '')
        .slice(0, 60),
    )
    .filter((part) => part !== '')
    .join('-');
}

/** E.g. `a, b and 3 more`. */
export function listed(names: Iterable<string>, most = 4): string {
  const all = [...new Set(names)];
  const shown = all.slice(0, most).join(', ');
  return all.length > most ? `${shown} and ${all.length - most} more` : shown;
}

function findingsOf(flaws: readonly Flaw[]): readonly Finding[] {
  const earliest = flaws.toSorted(byExchanges);
  return [...Map.groupBy(earliest, ({ cause }) => cause).values()].flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) return [];
    const more = alike.length === 1 ? '' : ` (and ${alike.length - 1} more like it)`;
    const exchanges = inOrder(first.exchanges).slice(0, MOST_EXCHANGES);
    return [{ cause: first.cause, summary: first.summary + more, exchanges }];
  });
}

/** The earlier exchanges first; of the same ones, in the order of their causes. */
function byExchanges(one: Flaw, other: Flaw): number {
  const [ones, others] = [inOrder(one.exchanges), inOrder(other.exchanges)];
  for (const [place, seq] of ones.entries()) {
    const difference = seq - (others[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return ones.length - others.length || (one.cause < other.cause ? -1 : 1);
}

/** From how many on, and among how many numbers for each of them. */
const MANY = 1_000;
const DENSE = 16;

function inOrder(seqs: readonly number[]): readonly number[] {
  let first = Infinity;
  let last = -Infinity;
  for (const seq of seqs) {
    if (seq < first) first = seq;
    if (seq > last) last = seq;
  }
  if (seqs.length < MANY || last - first > DENSE * seqs.length) {
    return [...new Set(seqs)].toSorted((one, other) => one - other);
  }
  // Most of a long history, numbered throughout: to tick them off takes a tenth of sorting them.
  const named = new Uint8Array(last - first + 1);
  for (const seq of seqs) named[seq - first] = 1;
  const once: number[] = [];
  for (let place = 0; place < named.length; place += 1) {
    if (named[place] === 1) once.push(first + place);
  }
  return once;
}
