import type { JsonObject, JsonValue } from '../units/json.ts';
import type { Contract } from './contract.ts';
import type { ErrorCode, ErrorRole, GatewayRoute } from './gateway.ts';
import { answerExamples } from './openapi-answers.ts';

type Answer = keyof ReturnType<typeof answerExamples>;

/** One operation; its `operationId` is the route's name. */
export function operationOf(contract: Contract, route: GatewayRoute): JsonObject {
  const { path, success } = contract.gateway.routes[route];
  return {
    operationId: route,
    summary: SUMMARIES[route],
    ...(path.includes('{id}') && {
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { type: 'string' }, description: 'Job.' },
      ],
    }),
    ...(takesPayload(route) && {
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/Payload' },
            example: contract.example,
          },
        },
      },
    }),
    responses: {
      ...errorResponses(contract, route),
      ...failure(contract, route),
      [success]: success200(contract, route),
    },
  };
}

const SUMMARIES: Readonly<Record<GatewayRoute, string>> = {
  submit: 'Submits a job; it is answered at once and polled to completion.',
  sync: 'Runs a job and answers with its output.',
  status: 'The state of a job.',
  result: 'The final body of a job.',
  poll: 'The state of a job, on the older route.',
  credits: 'The balance of the account; runs no model.',
};

function takesPayload(route: GatewayRoute): boolean {
  return route === 'submit' || route === 'sync';
}

/** What routes that take no payload cannot mean. */
const OF_PAYLOADS: ReadonlySet<ErrorRole> = new Set([
  'bad-request',
  'no-credits',
  'no-credits-seen',
]);

/** Several error codes may share a status. */
function errorResponses(contract: Contract, route: GatewayRoute): JsonObject {
  const possible = contract.gateway.errors.filter(
    ({ role }) => takesPayload(route) || !OF_PAYLOADS.has(role),
  );
  const byStatus = Map.groupBy(possible, ({ status }) => status);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [String(status), errorResponse(contract, codes)]),
  );
}

function errorResponse(contract: Contract, codes: readonly ErrorCode[]): JsonObject {
  const { rateLimitReset } = contract.gateway.names.headers;
  const roles = new Set(codes.map(({ role }) => role));
  return {
    description: codes.map(({ title, meaning }) => `${title}: ${meaning}.`).join(' '),
    ...(roles.has('rate-limited') && {
      headers: {
        [rateLimitReset]: {
          description: 'When the limit is reset; its format is not documented.',
          schema: { type: 'string' },
        },
      },
    }),
    // The one error whose body nobody promises to be JSON.
    ...(!roles.has('wrong-method') && { content: jsonOf(contract, 'Error') }),
  };
}

/** A job that failed is served under a status of its own, where jobs are looked at. */
function failure(contract: Contract, route: GatewayRoute): JsonObject {
  if (route !== 'status' && route !== 'result' && route !== 'poll') return {};
  const { failedStatus, failed } = contract.gateway.states;
  return {
    [failedStatus]: {
      description: `The job is ${failed}; the body carries the error detail.`,
      content: jsonOf(contract, 'Failed'),
    },
  };
}

function success200(contract: Contract, route: GatewayRoute): JsonObject {
  switch (route) {
    case 'submit':
      return {
        description: 'The job is accepted.',
        content: jsonOf(contract, 'Submitted'),
        links: links(contract),
      };
    case 'sync':
      return {
        description: 'The output itself.',
        headers: syncHeaders(contract),
        content: Object.fromEntries(
          Object.values(contract.output.mediaTypes).map(({ type }) => [type, {}]),
        ),
      };
    case 'status':
    case 'poll':
      return { description: 'The job as it is now.', content: jsonOf(contract, 'Job') };
    case 'result':
      return {
        description: 'The result; what is answered before the job has finished is not documented.',
        content: {
          'application/json': {
            schema: {
              anyOf: [
                { $ref: '#/components/schemas/Completed' },
                { $ref: '#/components/schemas/Job' },
              ],
            },
            example: answerExamples(contract).Completed,
          },
        },
      };
    case 'credits':
      return { description: 'The balance.', content: jsonOf(contract, 'Credits') };
  }
}

function jsonOf(contract: Contract, answer: Answer): Record<string, JsonValue> {
  return {
    'application/json': {
      schema: { $ref: `#/components/schemas/${answer}` },
      example: answerExamples(contract)[answer],
    },
  };
}

/** From a submit's answer to the routes that follow its job. */
function links(contract: Contract): JsonObject {
  const id = contract.gateway.names.id.replaceAll('~', '~0').replaceAll('/', '~1');
  return Object.fromEntries(
    (['status', 'result', 'poll'] as const).map((route) => [
      route,
      { operationId: route, parameters: { id: `$response.body#/${id}` } },
    ]),
  );
}

function syncHeaders({ gateway }: Contract): JsonObject {
  const { cost, remainingCredits, generationTime, nonce, id } = gateway.names.headers;
  return Object.fromEntries(
    [cost, remainingCredits, generationTime, nonce, id].map((name) => [
      name,
      { schema: { type: 'string' } },
    ]),
  );
}
