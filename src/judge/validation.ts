import { isJsonObject, type JsonObject } from '../units/json.ts';
import { isBlocked, validityOf, withoutNonce } from './acceptance.ts';
import { looksAtBalance, windowsOf } from './billing-windows.ts';
import type { Judge } from './judge.ts';
import { type Jobs, jobs, type Submission } from './jobs.ts';
import { endOf, outcomeOf, statusOf } from './outcome.ts';
import { described } from './outcome-words.ts';
import { decideRefusals, withJustOneFault } from './parameters.ts';
import { decide, type Flaw, listed, record } from './verdicts.ts';

/** Judges that the page's own example runs, whatever value its nonce has. */
export const exampleCompletes: Judge<Jobs> = {
  fold: jobs,
  finish(state) {
    const example = withoutNonce(state.contract, state.contract.example);
    const isExample = ({ payload, key, route, reading }: Submission): boolean =>
      key === 'valid' &&
      reading.expect === 'accept' &&
      route === 'submit' &&
      payload !== undefined &&
      withoutNonce(state.contract, payload) === example;
    const evidence: number[] = [];
    const flaws: Flaw[] = [];
    for (const submission of state.submissions.filter(isExample)) {
      const outcome = outcomeOf(state, submission);
      if (outcome.is === 'completed') evidence.push(submission.seq);
      if (outcome.is === 'refused' || outcome.is === 'late') {
        flaws.push({
          cause: outcome.is,
          summary: `The page's own example was ${described(outcome)}.`,
          exchanges: outcome.is === 'late' ? [submission.seq, outcome.end.seq] : [submission.seq],
        });
      }
    }
    // One that ran shows that the input is accepted; another's failure is then not the input's.
    return decide(evidence, evidence.length > 0 ? [] : flaws, 'the example was not run to its end');
  },
};

/** Judges that valid payloads run. */
export const validIsAccepted: Judge<Jobs> = { fold: jobs, finish: validityOf };

/** Judges that invalid parameters are refused at the door with the documented code. */
export const refusedAtDoor: Judge<Jobs> = {
  fold: jobs,
  finish(state) {
    const documented = statusOf(state.contract, 'bad-request');
    const evidence: number[] = [];
    const flaws: Flaw[] = [];
    for (const submission of invalid(state)) {
      const outcome = outcomeOf(state, submission);
      if (outcome.is !== 'refused' && outcome.is !== 'late') continue;
      evidence.push(submission.seq);
      if (outcome.is === 'refused' && outcome.status === documented) continue;
      const { route, reading } = submission;
      flaws.push({
        cause: outcome.is === 'late' ? 'late' : `${route}-answered-${outcome.status}`,
        summary: `${reading.faults[0]?.why ?? 'Invalid input'}, and it was ${described(outcome)}. Documented: ${documented} at the door.`,
        exchanges: outcome.is === 'late' ? [submission.seq, outcome.end.seq] : [submission.seq],
      });
    }
    return decide(evidence, flaws, 'no invalid input was refused');
  },
};

/** Records where invalid input is refused. */
export const lateRejections: Judge<Jobs> = {
  fold: jobs,
  finish(state) {
    const all = invalid(state).map((submission) => ({
      seq: submission.seq,
      words: `${submission.route}: ${described(outcomeOf(state, submission))}`,
    }));
    const counts = [...Map.groupBy(all, ({ words }) => words)].map(
      ([words, alike]) => `${words} (${alike.length}×)`,
    );
    const observation = `of ${all.length} invalid inputs — ${listed(counts, 10)}`;
    return record(
      all.map(({ seq }) => seq),
      observation,
      'no invalid input was sent',
    );
  },
};

/** Judges that refused input is not charged: by the balance, the ledger and the failed job's body. */
export const invalidIsFree: Judge<Jobs> = {
  fold: jobs,
  finish(state) {
    const evidence: number[] = [];
    const flaws: Flaw[] = [];
    for (const { from, to, excess, refused, ran, failed } of windowsOf(state)) {
      if (refused === 0) continue;
      if (excess === 0) evidence.push(...looksAtBalance(state));
      if (excess > 0 && ran === 0 && failed === 0) {
        flaws.push({
          cause: 'balance-fell',
          summary: `The balance fell by ${excess} USD while nothing but invalid input was sent (${refused}), all of it refused.`,
          exchanges: [from.seq, to.seq],
        });
      }
    }
    for (const submission of invalid(state)) {
      const flaw = chargeOf(state, submission);
      if (flaw !== undefined) flaws.push(flaw);
    }
    return decide(
      evidence,
      flaws,
      'needs the balance before and after invalid input, with nothing else in flight',
    );
  },
};

/** Judges that a body which is no JSON object is refused. */
export const badBody: Judge<Jobs> = {
  fold: jobs,
  finish: (state) => decideRefusals(state, withJustOneFault(state, 'refuse', undefined, 'body')),
};

/** Records what becomes of fields that the page does not name. */
export const unknownFields: Judge<Jobs> = {
  fold: jobs,
  finish(state) {
    const tried = withJustOneFault(state, 'unknown', undefined, 'unknown-field');
    const words = tried.map((submission) => described(outcomeOf(state, submission)));
    return record(
      tried.map(({ seq }) => seq),
      `a field that the page does not name: ${listed(words)}`,
      'no unknown field was sent',
    );
  },
};

/** Judges that a refusal names the parameter that is at fault. */
export const namesParameter: Judge<Jobs> = {
  fold: jobs,
  finish(state) {
    const evidence: number[] = [];
    const flaws: Flaw[] = [];
    for (const submission of invalid(state)) {
      const [fault, another] = submission.reading.faults;
      if (fault?.parameter === undefined || another !== undefined) continue;
      const outcome = outcomeOf(state, submission);
      if (outcome.is !== 'refused' && outcome.is !== 'late') continue;
      const late = outcome.is === 'late' ? outcome.end : undefined;
      if (late !== undefined && late.body === undefined) continue;
      evidence.push(submission.seq);
      const said = late === undefined ? submission.detail : JSON.stringify(late.body);
      if (said.toLowerCase().includes(fault.parameter.toLowerCase())) continue;
      flaws.push({
        cause: late === undefined ? `${submission.route}-silent` : 'late-silent',
        summary: `${fault.why}; the refusal does not name ${fault.parameter}: ${shortened(said)}`,
        exchanges: late === undefined ? [submission.seq] : [submission.seq, late.seq],
      });
    }
    return decide(evidence, flaws, 'no input with just one fault was refused');
  },
};

function invalid(state: Jobs): readonly Submission[] {
  return state.submissions.filter(
    ({ key, reading, payload }) =>
      key === 'valid' &&
      reading.expect === 'refuse' &&
      !(payload !== undefined && isBlocked(state, payload)),
  );
}

function chargeOf(state: Jobs, submission: Submission): Flaw | undefined {
  const life = submission.id === undefined ? undefined : state.lives.byId.get(submission.id);
  const end = life && endOf(state.contract, life);
  if (end === undefined || end.state === state.contract.gateway.states.completed) return undefined;
  const row = submission.id === undefined ? undefined : state.account.ledger.get(submission.id);
  const charged = Math.max(costIn(state, end.body), row?.charge ?? 0);
  if (!(charged > 0)) return undefined;
  return {
    cause: 'charged-for-rejection',
    summary: `${submission.reading.faults[0]?.why ?? 'Invalid input'}: rejected inside the job, and yet charged ${charged} USD.`,
    exchanges: [submission.seq, end.seq, ...(row === undefined ? [] : [row.seq])],
  };
}

/** The cost that a body's metrics state, 0 where they state none. */
export function costIn({ contract }: Jobs, body: JsonObject | undefined): number {
  const { metrics, cost } = contract.gateway.names;
  const told = body?.[metrics];
  const value = isJsonObject(told) ? told[cost] : undefined;
  return typeof value === 'number' ? value : 0;
}

function shortened(text: string): string {
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}
