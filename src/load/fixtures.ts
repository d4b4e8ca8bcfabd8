import type { Contract } from '../contract/contract.ts';
import { pathOf } from '../contract/routes.ts';
import type { Exchange, ResponseMessage } from '../history/exchange.ts';
import type { JsonObject } from '../units/json.ts';

/** A job of a made-up load, with what really happened to it; spans in milliseconds. */
export interface MadeUpJob {
  readonly id: string;
  readonly submittedAt: number;
  readonly queued: number;
  readonly served: number;
  readonly fails?: boolean;
  /** The first poll, after the submit's answer. */
  readonly phase?: number;
  /** Members of `metrics` that the server leaves out. */
  readonly silent?: boolean;
  /** When polls stop, whatever the state. */
  readonly cutAt?: number;
}

/** How long every exchange of a made-up load takes. */
const ANSWER_MS = 20;
const ORIGIN = 'http://127.0.0.1:1';

/** The exchanges that a scenario would have of a job. */
export function exchangesOf(contract: Contract, job: MadeUpJob): readonly Omit<Exchange, 'seq'>[] {
  const { gateway } = contract;
  const submit = submitExchange(contract, job.submittedAt, answer(200, queuedBody(contract, job)));
  const started = job.submittedAt + job.queued;
  const ended = started + job.served;
  const polls: Omit<Exchange, 'seq'>[] = [];
  for (let t0 = submit.t1 + (job.phase ?? 500); ; t0 += gateway.client.pollIntervalMs) {
    if (t0 > (job.cutAt ?? Number.POSITIVE_INFINITY)) return [submit, ...polls];
    polls.push(
      askExchange(contract, 'status', job, t0, stateAt(contract, job, t0, started, ended)),
    );
    if (t0 >= ended) break;
  }
  const last = polls.at(-1)?.t1 ?? ended;
  return [
    submit,
    ...polls,
    askExchange(contract, 'result', job, last, stateAt(contract, job, last, started, ended)),
  ];
}

/** One submit and what came of it; `undefined` for no answer. */
export function submitExchange(
  contract: Contract,
  t0: number,
  response: ResponseMessage | undefined,
): Omit<Exchange, 'seq'> {
  const text = JSON.stringify(contract.example);
  return {
    t0,
    t1: t0 + ANSWER_MS,
    route: 'submit',
    method: contract.gateway.routes.submit.method,
    url: ORIGIN + pathOf(contract, 'submit'),
    key: 'valid',
    request: { headers: [], body: { text }, bytes: text.length },
    ...(response && { response }),
  };
}

export function answer(status: number, body: JsonObject): ResponseMessage {
  const text = JSON.stringify(body);
  return { status, headers: [], body: { text }, bytes: text.length };
}

/** Exchanges as a history has them: in order, and numbered. */
export function numbered(exchanges: readonly Omit<Exchange, 'seq'>[]): readonly Exchange[] {
  return exchanges.toSorted((a, b) => a.t0 - b.t0).map((exchange, seq) => ({ seq, ...exchange }));
}

function askExchange(
  contract: Contract,
  route: 'status' | 'result',
  { id }: MadeUpJob,
  t0: number,
  response: ResponseMessage,
): Omit<Exchange, 'seq'> {
  return {
    t0,
    t1: t0 + ANSWER_MS,
    route,
    method: contract.gateway.routes[route].method,
    url: ORIGIN + pathOf(contract, route, { id }),
    key: 'valid',
    job: id,
    request: { headers: [], bytes: 0 },
    response,
  };
}

function stateAt(
  contract: Contract,
  job: MadeUpJob,
  at: number,
  started: number,
  ended: number,
): ResponseMessage {
  const { names, states } = contract.gateway;
  if (at < started) return answer(200, { [names.state]: states.initial });
  if (at < ended) return answer(200, { [names.state]: states.running });
  if (job.fails === true) {
    return answer(states.failedStatus, { [names.state]: states.failed, [names.error]: 'broke' });
  }
  const metrics = {
    [names.queueTime]: job.queued / 1_000,
    [names.inferenceTime]: job.served / 1_000,
  };
  return answer(200, {
    [names.state]: states.completed,
    ...(job.silent === true ? {} : { [names.metrics]: metrics }),
  });
}

function queuedBody(contract: Contract, { id }: MadeUpJob): JsonObject {
  const { names, states } = contract.gateway;
  return { [names.id]: id, [names.state]: states.initial };
}
