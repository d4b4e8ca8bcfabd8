import type { Contract } from '../contract/contract.ts';
import type { JsonObject } from '../units/json.ts';
import type { Behaviour, Sight } from './behaviour.ts';
import { type Job, phaseAt } from './job.ts';
import { outputName, outputUrl, pollUrl, responseUrl, statusUrl } from './urls.ts';
import { WIRE_NAMES } from './wire-names.ts';
import { imageOf, mediaTypeOf } from './image.ts';

/** Times are stated in seconds, to the millisecond. */
export function seconds(milliseconds: number): number {
  return Math.round(milliseconds) / 1000;
}

export function submittedBody(contract: Contract, job: Job, origin: string): JsonObject {
  const { names, states } = contract.gateway;
  return {
    [names.id]: job.id,
    [names.state]: states.initial,
    [names.pollUrl]: pollUrl(contract, job, origin),
    [names.statusUrl]: statusUrl(contract, job, origin),
    [names.responseUrl]: responseUrl(contract, job, origin),
  };
}

/** The name of a job's state. @param showsRunning otherwise a running job is called queued. */
export function stateName(contract: Contract, { job, at }: Sight, showsRunning: boolean): string {
  const { initial, running, completed, failed } = contract.gateway.states;
  switch (phaseAt(job, at)) {
    case 'queued':
      return initial;
    case 'running':
      return showsRunning ? running : initial;
    case 'completed':
      return completed;
    case 'failed':
      return failed;
  }
}

/** The body of a status, result or poll answer, by the state that it tells of. */
export function viewBody(
  contract: Contract,
  behaviour: () => Behaviour,
  state: string,
  sight: Sight,
): JsonObject {
  const { completed, failed } = contract.gateway.states;
  if (state === failed) return failedBody(contract, behaviour(), sight);
  if (state !== completed) return waitingBody(contract, state, sight);
  return sight.view === 'status'
    ? completedStatus(contract, behaviour(), sight)
    : resultBody(contract, behaviour(), sight);
}

function waitingBody(contract: Contract, state: string, { job, origin }: Sight): JsonObject {
  const { names } = contract.gateway;
  return {
    [names.state]: state,
    [names.id]: job.id,
    [names.statusUrl]: statusUrl(contract, job, origin),
    [names.responseUrl]: responseUrl(contract, job, origin),
    [names.metrics]: {},
  };
}

function completedStatus(contract: Contract, behaviour: Behaviour, { job }: Sight): JsonObject {
  const { names, states } = contract.gateway;
  return {
    [names.state]: states.completed,
    [names.id]: job.id,
    [names.metrics]: inferenceTime(contract, behaviour, job),
  };
}

function failedBody(contract: Contract, behaviour: Behaviour, { job }: Sight): JsonObject {
  const { names, states } = contract.gateway;
  const detail = job.outcome.kind === 'failed' ? job.outcome.detail : 'The job failed';
  return {
    [names.state]: states.failed,
    [names.error]: detail,
    [names.metrics]: times(contract, behaviour, job),
  };
}

function resultBody(contract: Contract, behaviour: Behaviour, { job, origin }: Sight): JsonObject {
  const { names, states } = contract.gateway;
  const format = behaviour.format(job);
  const url = outputUrl(job, format, origin);
  const { images } = WIRE_NAMES;
  return {
    [names.state]: states.completed,
    [names.output]: url,
    [images.list]: [
      {
        [images.url]: url,
        [images.type]: mediaTypeOf(contract, format),
        [images.name]: outputName(job, format),
        [images.size]: imageOf(contract, job.inputs, format).byteLength,
      },
    ],
    ...echo(contract, job),
    [names.metrics]: {
      [names.cost]: job.statedCost,
      [names.remainingCredits]: job.charge.balanceAfter ?? 0,
      ...times(contract, behaviour, job),
    },
  };
}

/** Some models repeat the nonce, as a string, and the text; here every other job does. */
function echo(contract: Contract, job: Job): JsonObject {
  if (job.number % 2 === 0) return {};
  const { nonce, text } = contract.roles;
  const given = job.inputs[nonce];
  const prompt = text === undefined ? undefined : job.inputs[text];
  return {
    ...(given === undefined ? {} : { [nonce]: JSON.stringify(given) }),
    ...(text === undefined || prompt === undefined ? {} : { [text]: prompt }),
  };
}

function times(contract: Contract, behaviour: Behaviour, job: Job): JsonObject {
  const { names } = contract.gateway;
  return {
    ...inferenceTime(contract, behaviour, job),
    [names.queueTime]: seconds(job.startsAt - job.at),
    [names.totalTime]: seconds(job.endsAt - job.at),
  };
}

function inferenceTime(contract: Contract, behaviour: Behaviour, job: Job): JsonObject {
  const stated = behaviour.inferenceSeconds(job);
  return stated === undefined ? {} : { [contract.gateway.names.inferenceTime]: stated };
}
