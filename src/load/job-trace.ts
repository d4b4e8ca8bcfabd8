import type { Contract } from '../contract/contract.ts';
import { type Exchange, jsonOf } from '../history/exchange.ts';
import { type JobLife, type Lives, noLives, observeLife, type Sighting } from '../history/life.ts';
import { type Bounds, exactly } from '../stats/series.ts';
import { isJsonObject, type JsonObject } from '../units/json.ts';
import type { JobCounts } from './measurement.ts';
import { isTerminal, submitOutcome } from './submit-outcome.ts';

/** One started job: how it ended and, where it completed, how long it took. */
export interface JobTrace {
  readonly end: Exclude<keyof JobCounts, 'started'>;
  /** Only of finished jobs. */
  readonly times?: JobTimes;
}

/** Spans in milliseconds of the target's time, within what polling could see. */
export interface JobTimes {
  /** Until the submit was answered. */
  readonly submit: number;
  readonly completion: Bounds;
  /** Undefined where the server does not report it and no poll saw the job on a worker. */
  readonly queue: Bounds | undefined;
  /** As the server reports it; undefined where it does not. */
  readonly inference: number | undefined;
}

/**
 * The jobs of a history, in order of their submission.
 * @param deadlineMs how long each was polled, counted from its submit.
 */
export function traceJobs(
  contract: Contract,
  exchanges: readonly Exchange[],
  deadlineMs: number,
): readonly JobTrace[] {
  const lives = noLives();
  const lastAsked = new Map<string, number>();
  for (const exchange of exchanges) {
    observeLife(lives, contract, exchange, jsonOf(exchange.response));
    const { job, route, t1 } = exchange;
    if (job !== undefined && route === 'status') {
      lastAsked.set(job, Math.max(t1, lastAsked.get(job) ?? t1));
    }
  }
  const patience = deadlineMs - contract.gateway.client.pollIntervalMs;
  return exchanges
    .filter(({ route }) => route === 'submit')
    .toSorted((a, b) => a.t0 - b.t0)
    .map((submit) =>
      traceOf(
        contract,
        submit,
        lives,
        (id) => (lastAsked.get(id) ?? submit.t1) - submit.t0 >= patience,
      ),
    );
}

export function countJobs(jobs: readonly JobTrace[]): JobCounts {
  const counts = { refused: 0, ambiguous: 0, finished: 0, failed: 0, timedOut: 0, cut: 0 };
  for (const { end } of jobs) counts[end] += 1;
  return { started: jobs.length, ...counts };
}

function traceOf(
  contract: Contract,
  submit: Exchange,
  lives: Lives,
  wasPolledToDeadline: (id: string) => boolean,
): JobTrace {
  const outcome = submitOutcome(contract, submit);
  if (outcome.is !== 'accepted') return { end: outcome.is };
  const life = lives.byId.get(outcome.id);
  const last = life && firstOf(life.sightings, ({ state }) => isTerminal(contract, state));
  if (life === undefined || last === undefined) {
    return { end: wasPolledToDeadline(outcome.id) ? 'timedOut' : 'cut' };
  }
  if (last.state !== contract.gateway.states.completed) return { end: 'failed' };
  return { end: 'finished', times: timesOf(contract, submit, life, last) };
}

function timesOf(contract: Contract, submit: Exchange, life: JobLife, end: Sighting): JobTimes {
  const { names, states } = contract.gateway;
  const metrics = metricsOf(contract, life);
  const waited = secondsAt(metrics, names.queueTime);
  const onWorker = firstOf(life.sightings, ({ state }) => state === states.running);
  return {
    submit: submit.t1 - submit.t0,
    completion: between(submit, life, end),
    queue: waited === undefined ? onWorker && between(submit, life, onWorker) : exactly(waited),
    inference: secondsAt(metrics, names.inferenceTime),
  };
}

/**
 * When, counted from the submit, a job came to the state of a sighting: after the last poll that
 * began earlier and told another state had begun, and before the sighting had ended.
 */
function between(submit: Exchange, life: JobLife, sighting: Sighting): Bounds {
  const before = life.sightings
    .filter(({ t0, state }) => t0 < sighting.t0 && state !== undefined && state !== sighting.state)
    .reduce((latest, { t0 }) => Math.max(latest, t0), submit.t0);
  return { low: before - submit.t0, high: sighting.t1 - submit.t0 };
}

/** The first sighting to end of those that are wanted. */
function firstOf(
  sightings: readonly Sighting[],
  isWanted: (sighting: Sighting) => boolean,
): Sighting | undefined {
  return sightings
    .filter((sighting) => isWanted(sighting))
    .reduce<Sighting | undefined>(
      (first, sighting) => (first === undefined || sighting.t1 < first.t1 ? sighting : first),
      undefined,
    );
}

/** What the server says of a finished job, put together from all that it was asked. */
function metricsOf(contract: Contract, life: JobLife): JsonObject {
  const told = life.sightings.map(({ body }) => body?.[contract.gateway.names.metrics]);
  return Object.assign({}, ...told.filter((metrics) => isJsonObject(metrics))) as JsonObject;
}

/** A time that the server gives in seconds, in milliseconds. */
function secondsAt(metrics: JsonObject, name: string): number | undefined {
  const value = metrics[name];
  return typeof value === 'number' && value >= 0 ? value * 1_000 : undefined;
}
