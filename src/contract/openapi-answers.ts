import type { JsonObject } from '../units/json.ts';
import type { Contract } from './contract.ts';

/** The schemas of what the routes answer. Only what the documentation names is required. */
export function answerSchemas(contract: Contract): JsonObject {
  const { names, states } = contract.gateway;
  const state = { type: 'string', enum: states.all.map(({ name }) => name) };
  const text = { type: 'string' };
  const url = { type: 'string', format: 'uri' };
  const metrics = { $ref: '#/components/schemas/Metrics' };
  return {
    Submitted: {
      type: 'object',
      required: [names.id, names.statusUrl, names.responseUrl],
      properties: {
        [names.id]: text,
        [names.state]: { const: states.initial },
        [names.statusUrl]: url,
        [names.responseUrl]: url,
        [names.pollUrl]: url,
      },
    },
    Job: {
      type: 'object',
      required: [names.state],
      properties: {
        [names.state]: state,
        [names.id]: text,
        [names.statusUrl]: url,
        [names.responseUrl]: url,
        [names.metrics]: metrics,
      },
    },
    Completed: {
      type: 'object',
      required: [names.state, names.output, names.metrics],
      properties: {
        [names.state]: { const: states.completed },
        [names.output]: url,
        [names.metrics]: metrics,
      },
    },
    Failed: {
      type: 'object',
      required: [names.state, names.error],
      properties: {
        [names.state]: { const: states.failed },
        [names.error]: text,
        [names.metrics]: metrics,
      },
    },
    Metrics: metricsSchema(contract),
    Credits: {
      type: 'object',
      required: [names.credits],
      properties: { [names.credits]: { type: 'number' } },
    },
    Error: {
      type: 'object',
      properties: { [names.error]: {}, [names.errorDescription]: text },
    },
  };
}

function metricsSchema({ gateway: { names } }: Contract): JsonObject {
  const seconds = { type: 'number', minimum: 0, description: 'Seconds.' };
  const credits = { type: 'number', description: 'Credits: 1 credit is 1 USD.' };
  return {
    type: 'object',
    properties: {
      [names.inferenceTime]: seconds,
      [names.queueTime]: seconds,
      [names.totalTime]: seconds,
      [names.cost]: credits,
      [names.remainingCredits]: credits,
      [names.retryCount]: { type: 'integer', minimum: 0 },
    },
  };
}

/** Example bodies, under the names of the schemas that they are examples of. */
export function answerExamples(contract: Contract) {
  const { origin, names, states, routes } = contract.gateway;
  const id = '00000000-0000-4000-8000-000000000000';
  const url = (path: string) => `${origin}${path.replaceAll('{id}', id)}`;
  const followUp = {
    [names.id]: id,
    [names.statusUrl]: url(routes.status.path),
    [names.responseUrl]: url(routes.result.path),
  };
  const seconds = contract.latency.typicalMs / 1000;
  return {
    Submitted: {
      [names.state]: states.initial,
      ...followUp,
      [names.pollUrl]: url(routes.poll.path),
    },
    Job: { [names.state]: states.running, ...followUp, [names.metrics]: {} },
    Completed: {
      [names.state]: states.completed,
      [names.id]: id,
      [names.output]: `${contract.gateway.outputOrigins[0] ?? origin}/output`,
      [names.metrics]: { [names.inferenceTime]: seconds, [names.cost]: contract.price.usd },
    },
    Failed: {
      [names.state]: states.failed,
      [names.error]: 'What went wrong.',
      [names.metrics]: { [names.inferenceTime]: 0 },
    },
    Credits: { [names.credits]: 10 },
    Error: { [names.error]: 'What is wrong.' },
  } as const satisfies Record<string, JsonObject>;
}
