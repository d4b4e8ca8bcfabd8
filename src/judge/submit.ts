import type { Contract } from '../contract/contract.ts';
import { isMadeUpSlug } from '../contract/made-up.ts';
import { shortened, shown } from '../contract/shown.ts';
import { isSuccess } from '../history/life.ts';
import { isJsonObject, type JsonValue } from '../units/json.ts';
import { type Answered, exchangeJudge } from './exchange-judge.ts';
import type { Judge } from './judge.ts';
import { type Jobs, jobs } from './jobs.ts';
import { causeOf, decide, type Flaw, untested } from './verdicts.ts';

const NOTHING_ACCEPTED = 'no submit was accepted';

/** Judges that an accepted submit answers with an id and both URLs. */
export const submitAnswer = exchangeJudge({
  applies: isReadable,
  flaw({ answer, status }, contract) {
    if (!isJsonObject(answer)) {
      return {
        cause: 'not-a-json-object',
        summary: `A submit was answered ${status} with a body that is not a JSON object. Whether a job exists cannot be told.`,
      };
    }
    const { id, statusUrl, responseUrl } = contract.gateway.names;
    const missing = [id, statusUrl, responseUrl].filter((name) => !isText(answer[name]));
    if (missing.length === 0) return undefined;
    return {
      cause: `without-${missing.join('-')}`,
      summary: `A submit was answered ${status} without ${missing.join(', ')}. Documented: an accepted submit returns all three at once.`,
    };
  },
  lacking: NOTHING_ACCEPTED,
});

/** Judges the state in a submit's answer. */
export const submitQueued = exchangeJudge({
  applies: isReadable,
  flaw({ answer }, contract) {
    const { names, states } = contract.gateway;
    const state = isJsonObject(answer) ? answer[names.state] : undefined;
    if (state === states.initial) return undefined;
    return {
      cause: causeOf('state', typeof state === 'string' ? state : 'absent'),
      summary: `A submit's answer gives the state as ${state === undefined ? 'nothing' : shown(state)}. Documented: ${states.initial}.`,
    };
  },
  lacking: NOTHING_ACCEPTED,
});

/** Judges the URLs in a submit's answer: the vendor's client follows them with the key. */
export const submitUrls = exchangeJudge({
  applies: (answered, contract) =>
    isReadable(answered) && urlsIn(contract, answered.answer).length > 0,
  flaw({ answer, exchange }, contract) {
    const id = isJsonObject(answer) ? answer[contract.gateway.names.id] : undefined;
    for (const { name, url } of urlsIn(contract, answer)) {
      const flaw = urlFlaw(url, id, exchange.url);
      if (flaw === undefined) continue;
      const documented = "absolute, on the target's own origin, leading to that job";
      return {
        cause: `${name}-${flaw.cause}`.replaceAll('_', '-'),
        summary: `${name} ${flaw.words}: ${shortened(url)}. Documented: ${documented}.`,
      };
    }
    return undefined;
  },
  lacking: 'no submit was answered with a URL',
});

/** Judges that no two submits get the same id. */
export const distinctIds: Judge<Jobs> = {
  fold: jobs,
  finish({ lives }) {
    const issued = [...lives.byId.values()].filter(({ accepted }) => accepted.length > 0);
    const evidence = issued.flatMap(({ accepted }) => accepted.map(({ seq }) => seq));
    const flaws = issued
      .filter(({ accepted }) => accepted.length > 1)
      .map(({ id, accepted }): Flaw => ({
        cause: 'same-id',
        summary: `${accepted.length} submits were all given the id ${shortened(id)}: their jobs cannot be told apart.`,
        exchanges: accepted.slice(0, 2).map(({ seq }) => seq),
      }));
    return evidence.length > 1
      ? decide(evidence, flaws, '')
      : untested('needs two submits that are accepted');
  },
};

/** The URLs that an answer gives, under their names. */
function urlsIn({ gateway }: Contract, answer: JsonValue | undefined) {
  if (!isJsonObject(answer)) return [];
  return [gateway.names.statusUrl, gateway.names.responseUrl].flatMap((name) => {
    const url = answer[name];
    return typeof url === 'string' ? [{ name, url }] : [];
  });
}

function urlFlaw(url: string, id: JsonValue | undefined, asked: string) {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    return { cause: 'relative', words: 'is not absolute, so the client would look elsewhere' };
  }
  if (new URL(url).origin !== new URL(asked).origin) {
    return {
      cause: 'foreign',
      words: 'points at another origin, to which the client would send its key',
    };
  }
  if (typeof id === 'string' && !leadsTo(url, id)) {
    return { cause: 'elsewhere', words: `does not name the job ${shortened(id)}` };
  }
  return undefined;
}

/** Whether the id stands in a URL, as it is or escaped, in its path or in its query. */
function leadsTo(url: string, id: string): boolean {
  const { pathname, search } = new URL(url);
  const place = pathname + search;
  return [id, encodeURI(id.toWellFormed()), encodeURIComponent(id.toWellFormed())].some((spelled) =>
    place.toLowerCase().includes(spelled.toLowerCase()),
  );
}

function isAccepted({ exchange, status, match }: Answered): boolean {
  if (exchange.route !== 'submit' || !isSuccess(status)) return false;
  const slug = match?.parts.slug ?? '';
  return match?.ownMethod === true && !isMadeUpSlug(slug);
}

function isReadable(answered: Answered): boolean {
  // JSON that parses is all there, even where the connection broke after it.
  return isAccepted(answered) && (answered.whole || isJsonObject(answered.answer));
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
