import type { Contract } from '../contract/contract.ts';
import { isAboutUnknownId, isAboutUnknownModel, isWrongMethod } from './bad-addresses.ts';
import { type Answered, answeredBy } from './exchange-judge.ts';
import type { Judge } from './judge.ts';
import { isOutage, statusOf } from './outcome.ts';
import { decide } from './verdicts.ts';

interface Failures {
  readonly contract: Contract;
  readonly evidence: number[];
  readonly blamed: { seq: number; status: number; what: string }[];
  /** Server errors that good requests got too: an outage, not an answer to bad input. */
  readonly outages: Set<number>;
}

/** Judges that bad input is never answered with a server error. */
export const noServerError: Judge<Failures> = {
  fold: {
    start: (contract) => ({ contract, evidence: [], blamed: [], outages: new Set() }),
    step(state, observation) {
      const answered = answeredBy(observation);
      if (answered === undefined) return state;
      const { seq } = observation.exchange;
      const { status } = answered;
      const what = badInput(answered, state.contract);
      if (status >= 500) {
        if (what !== undefined) state.blamed.push({ seq, status, what });
        else if (isGood(answered)) state.outages.add(status);
      } else if (what !== undefined && status !== statusOf(state.contract, 'rate-limited')) {
        state.evidence.push(seq);
      }
      return state;
    },
  },
  finish({ contract, evidence, blamed, outages }) {
    const internal = statusOf(contract, 'server-error');
    const times = Map.groupBy(blamed, ({ status }) => status);
    const isToBlame = (status: number): boolean => {
      if (status === internal) return true;
      if (outages.has(status)) return false;
      // One that something in between answered may have nothing to do with what was sent.
      return !isOutage(contract, status) || (times.get(status)?.length ?? 0) > 1;
    };
    const flaws = blamed
      .filter(({ status }) => isToBlame(status))
      .map(({ seq, status, what }) => ({
        cause: `answered-${status}`,
        summary: `Bad input (${what}) was answered ${status}, a server error.`,
        exchanges: [seq],
      }));
    return decide(evidence, flaws, 'no bad input was sent');
  },
};

/** What a recorder gathers. */
export /** Whether nothing is wrong with a request, nor undocumented: what fails it fails any. */
function isGood({ reading, match }: Answered): boolean {
  return match?.ownMethod === true && (reading === undefined || reading.expect === 'accept');
}

function badInput(answered: Answered, contract: Contract): string | undefined {
  const { exchange, reading } = answered;
  // A parameter that the page calls required is bad to leave out, whatever its default does.
  const isBad = reading?.faults.find(
    ({ expect, aspect }) => expect === 'refuse' || aspect === 'required',
  );
  if (isBad !== undefined) return isBad.why;
  if (isAboutUnknownId(answered, contract)) return 'an unknown request id';
  if (isAboutUnknownModel(answered, contract)) return 'an unknown model';
  if (isWrongMethod(answered, contract)) return 'a wrong method';
  if (answered.match?.ownMethod !== true) return undefined;
  return exchange.key === 'none' || exchange.key === 'wrong' ? 'a bad key' : undefined;
}
