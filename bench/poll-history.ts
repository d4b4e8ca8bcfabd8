import { contract } from '../specs/flux-depth-pro.ts';
import { pathOf } from '../src/contract/routes.ts';
import type { Exchange, ResponseMessage, Route } from '../src/history/exchange.ts';
import { historyLine } from '../src/history/ndjson.ts';
import type { JsonValue } from '../src/units/json.ts';

const ORIGIN = 'https://api.invalid';
const START = Date.UTC(2026, 0, 1);
const { names, states } = contract.gateway;

/** How a made history looks. */
export interface PollHistory {
  /** Polls in all, the results among them. */
  readonly polls: number;
  /** Of each job, the last of which sees it completed. */
  readonly perJob: number;
  /** Jobs in flight at any time; their polls take turns. */
  readonly inFlight: number;
}

/** The lines of a history of jobs that are submitted, polled and fetched, as they should be. */
export function* pollLines({ polls, perJob, inFlight }: PollHistory): Generator<string> {
  const line = new Lines();
  const flying = Array.from({ length: inFlight }, () => ({ id: '', seen: perJob }));
  let sent = 0;
  while (sent < polls) {
    for (const job of flying) {
      if (job.seen === perJob) {
        job.id = `5b0f4d3e-6a1c-4f00-8123-${line.submits.toString(16).padStart(12, '0')}`;
        job.seen = 0;
        yield line.submit(job.id);
      }
      job.seen += 1;
      sent += 1;
      const state = job.seen * 5 < perJob ? states.initial : states.running;
      yield line.ask('status', job.id, job.seen < perJob ? { [names.state]: state } : COMPLETED);
      if (job.seen < perJob) continue;
      sent += 1;
      yield line.ask('result', job.id, COMPLETED);
    }
  }
}

const COMPLETED = {
  [names.state]: states.completed,
  [names.output]: 'https://images.invalid/1.jpg',
  [names.metrics]: { [names.inferenceTime]: 0.01, [names.cost]: contract.price.usd },
};

class Lines {
  submits = 0;
  #seq = 0;

  submit(id: string): string {
    this.submits += 1;
    const text = JSON.stringify({ ...contract.example, [contract.roles.nonce]: this.submits });
    const answer = { [names.id]: id, [names.state]: states.initial };
    const headers = [['content-type', 'application/json']] as const;
    const request = { headers, body: { text }, bytes: text.length };
    return this.#line('submit', {
      method: 'POST',
      url: ORIGIN + pathOf(contract, 'submit'),
      request,
      response: answered(answer),
    });
  }

  ask(route: 'status' | 'result', id: string, answer: JsonValue): string {
    const url = ORIGIN + pathOf(contract, route, { id });
    const response = answered({ [names.id]: id, ...(answer as object) });
    return this.#line(route, {
      method: 'GET',
      url,
      job: id,
      request: { headers: [], bytes: 0 },
      response,
    });
  }

  #line(
    route: Route,
    rest: Pick<Exchange, 'method' | 'url' | 'request' | 'response' | 'job'>,
  ): string {
    this.#seq += 1;
    const t0 = START + this.#seq * 7.25;
    return historyLine({ seq: this.#seq, t0, t1: t0 + 5.5, route, key: 'valid', ...rest });
  }
}

function answered(answer: JsonValue): ResponseMessage {
  const text = JSON.stringify(answer);
  const headers = [
    ['content-type', 'application/json'],
    ['content-length', String(text.length)],
  ] as const;
  return { status: 200, headers, body: { text }, bytes: text.length };
}
