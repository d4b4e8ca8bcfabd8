import type { Contract } from '../contract/contract.ts';
import { isMadeUpSlug } from '../contract/made-up.ts';
import { routeOf } from '../contract/routes.ts';
import { isSuccess } from '../history/life.ts';
import { isJsonObject, type JsonObject } from '../units/json.ts';
import { type Answered, exchangeJudge } from './exchange-judge.ts';
import { lifeJudge } from './life-judge.ts';

const NOTHING_ACCEPTED = 'no submit was accepted';

/** Judges that an accepted submit answers with an id and both URLs. */
export const submitAnswer = exchangeJudge({
  applies: isAccepted,
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
  applies: isAccepted,
  flaw({ answer }, contract) {
    const { names, states } = contract.gateway;
    const state = isJsonObject(answer) ? answer[names.state] : undefined;
    if (state === states.initial) return undefined;
    return {
      cause: `state-${typeof state === 'string' ? state.slice(0, 20).toLowerCase() : 'absent'}`,
      summary: `A submit's answer gives the state as ${JSON.stringify(state) ?? 'nothing'}. Documented: ${states.initial}.`,
    };
  },
  lacking: NOTHING_ACCEPTED,
});

/** Judges the URLs in a submit's answer: the vendor's client follows them with the key. */
export const submitUrls = exchangeJudge({
  applies: (answered, contract) => isAccepted(answered, contract) && isJsonObject(answered.answer),
  flaw({ answer, exchange }, contract) {
    if (!isJsonObject(answer)) return undefined;
    const { statusUrl, responseUrl } = contract.gateway.names;
    for (const name of [statusUrl, responseUrl]) {
      const url = answer[name];
      if (typeof url !== 'string') continue;
      const flaw = urlFlaw(contract, answer, url, exchange.url);
      if (flaw === undefined) continue;
      const documented = "absolute, on the target's own origin, leading to that job";
      return {
        cause: `${name}-${flaw.cause}`.replaceAll('_', '-'),
        summary: `${name} ${flaw.words}: ${url.slice(0, 200)}. Documented: ${documented}.`,
      };
    }
    return undefined;
  },
  lacking: NOTHING_ACCEPTED,
});

/** Judges that no two submits get the same id. */
export const distinctIds = lifeJudge(({ id, accepted }) => {
  const evidence = accepted.map(({ seq }) => seq);
  if (accepted.length < 2) return { evidence, flaws: [] };
  const summary = `${accepted.length} submits were all given the id ${id.slice(0, 80)}: their jobs cannot be told apart.`;
  return { evidence, flaws: [{ cause: 'same-id', summary, exchanges: evidence.slice(0, 2) }] };
}, NOTHING_ACCEPTED);

function urlFlaw(contract: Contract, answer: JsonObject, url: string, asked: string) {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    return { cause: 'relative', words: 'is not absolute, so the client would look elsewhere' };
  }
  if (new URL(url).origin !== new URL(asked).origin) {
    return {
      cause: 'foreign',
      words: 'points at another origin, to which the client would send its key',
    };
  }
  const id = answer[contract.gateway.names.id];
  if (typeof id === 'string' && !decodeURIComponent(new URL(url).pathname).includes(id)) {
    return { cause: 'elsewhere', words: `does not name the job ${id.slice(0, 80)}` };
  }
  return undefined;
}

function isAccepted({ exchange, status }: Answered, contract: Contract): boolean {
  if (exchange.route !== 'submit' || !isSuccess(status)) return false;
  const match = routeOf(contract, exchange.method, exchange.url);
  const slug = match?.parts.slug ?? '';
  return match?.ownMethod === true && !isMadeUpSlug(slug);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
