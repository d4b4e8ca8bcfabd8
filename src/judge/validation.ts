import type { Sighting } from '../history/life.ts';
import { validityOf } from './acceptance.ts';
import { isBlocked, withoutNonce } from './attempts.ts';
import { exchangesOf, looksAtBalance, windowsOf } from './billing-windows.ts';
import { detailIn, mentions } from './detail.ts';
import type { Judge } from './judge.ts';
import { type Jobs, jobs } from './jobs.ts';
import type { Submission } from './submission.ts';
import { type ToldCharge, toldCharges } from './told-charges.ts';
import { isTelling, outcomeOf, statusOf } from './outcome.ts';
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
    let ran = false;
    for (const submission of state.submissions.filter(isExample)) {
      const outcome = outcomeOf(state, submission);
      if (outcome.is === 'completed') ran = true;
      if (outcome.is === 'completed' || outcome.is === 'refused' || outcome.is === 'late') {
        evidence.push(submission.seq);
      }
      if (outcome.is === 'refused' || outcome.is === 'late') {
        flaws.push({
          cause: outcome.is,
          summary: `The page's own example was ${described(outcome)}.`,
          exchanges: outcome.is === 'late' ? [submission.seq, outcome.end.seq] : [submission.seq],
        });
      }
    }
    // One that ran shows that the input is accepted; another's failure is then not the input's.
    return decide(evidence, ran ? [] : flaws, 'the example was not run to its end');
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
    const all = invalid(state).flatMap((submission) => {
      const outcome = outcomeOf(state, submission);
      if (!isTelling(outcome)) return [];
      return [{ seq: submission.seq, words: `${submission.route}: ${described(outcome)}` }];
    });
    const counts = [...Map.groupBy(all, ({ words }) => words)].map(
      ([words, alike]) => `${words} (${alike.length}×)`,
    );
    const observation = `of ${all.length} invalid inputs — ${listed(counts, 10)}`;
    return record(
      all.map(({ seq }) => seq),
      observation,
      'no invalid input was sent and answered',
    );
  },
};

/** Judges that refused input is not charged: by the balance, the ledger and the failed job's body. */
export const invalidIsFree: Judge<Jobs> = {
  fold: jobs,
  finish(state) {
    const evidence: number[] = [];
    const flaws: Flaw[] = [];
    for (const window of windowsOf(state)) {
      const { excess, refused, ran, failed } = window;
      const blurred = ran.length > 0 || failed.length > 0;
      if (refused.length === 0 || excess < 0 || (excess > 0 && blurred)) continue;
      evidence.push(...looksAtBalance(state));
      if (excess === 0) continue;
      flaws.push({
        cause: 'balance-fell',
        summary: `The balance fell by ${excess} USD while nothing but invalid input was sent (${refused.length}), all of it refused.`,
        exchanges: exchangesOf(window, refused),
      });
    }
    for (const submission of invalid(state)) {
      for (const { usd, exchanges } of chargesFor(state, submission)) {
        // Without it the looks at the balance may tell what they did not tell with it.
        evidence.push(submission.seq, ...looksAtBalance(state));
        if (usd <= 0) continue;
        const fault = submission.reading.faults[0]?.why ?? 'Invalid input';
        const summary = `${fault}: rejected inside the job, and yet charged ${usd} USD.`;
        flaws.push({ cause: 'charged-for-rejection', summary, exchanges });
      }
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
    const tried = withJustOneFault(state, 'unknown', undefined, 'unknown-field').map(
      (submission) => ({ submission, outcome: outcomeOf(state, submission) }),
    );
    const told = tried.filter(({ outcome }) => isTelling(outcome));
    return record(
      told.map(({ submission }) => submission.seq),
      `a field that the page does not name: ${listed(told.map(({ outcome }) => described(outcome)))}`,
      'no unknown field was sent and answered',
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
      const said = late === undefined ? submission.detail : saidIn(state, late);
      if (said === undefined) continue;
      evidence.push(submission.seq);
      if (mentions(said, fault.parameter)) continue;
      flaws.push({
        cause: late === undefined ? `${submission.route}-silent` : 'late-silent',
        summary: `${fault.why}; the refusal does not name ${fault.parameter}: ${shortened(said)}`,
        exchanges: late === undefined ? [submission.seq] : [submission.seq, late.seq],
      });
    }
    return decide(evidence, flaws, 'no input with just one fault was refused');
  },
};

/** What a failed job says is wrong; all of its body where no member of it does. */
function saidIn({ contract }: Jobs, { body }: Sighting): string | undefined {
  return body && JSON.stringify(detailIn(contract, body) ?? body);
}

function invalid(state: Jobs): readonly Submission[] {
  return state.submissions.filter(
    ({ key, reading, payload }) =>
      key === 'valid' &&
      reading.expect === 'refuse' &&
      !(payload !== undefined && isBlocked(state, payload)),
  );
}

function chargesFor(state: Jobs, { id }: Submission): readonly ToldCharge[] {
  const life = id === undefined ? undefined : state.lives.byId.get(id);
  return life === undefined ? [] : toldCharges(state, life);
}

function shortened(text: string): string {
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}
