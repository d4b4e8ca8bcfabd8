import type { JsonObject } from '../units/json.ts';
import type { Contract } from './contract.ts';
import type { GatewayRoute } from './gateway.ts';
import { payloadObjectSchema } from './json-schema.ts';
import { answerSchemas } from './openapi-answers.ts';
import { operationOf } from './openapi-operation.ts';

const ROUTES: readonly GatewayRoute[] = ['submit', 'sync', 'status', 'result', 'poll', 'credits'];

/**
 * The contract as an OpenAPI 3.1 document: every route of the gateway for this model, with
 * examples, and with links from a submit to the routes that follow its job.
 */
export function openApi(contract: Contract): JsonObject {
  const { title, source, latency, price, gateway } = contract;
  return {
    openapi: '3.1.0',
    info: {
      title: `${title} (${gateway.name})`,
      // A page has no version; the document needs one.
      version: '1',
      description:
        `Derived from ${source}. A job typically takes ${latency.typicalMs / 1000} s ` +
        `and costs ${price.usd} USD.`,
    },
    servers: [{ url: gateway.origin }],
    security: [{ key: [] }],
    paths: pathsOf(contract),
    components: {
      securitySchemes: {
        key: { type: 'apiKey', in: 'header', name: gateway.authentication.header },
      },
      schemas: {
        Payload: payloadObjectSchema(contract, { missingDefaults: 'refuse' }, 'uri'),
        ...answerSchemas(contract),
      },
    },
  };
}

/** Routes with the same path but different methods share an entry. */
function pathsOf(contract: Contract): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const route of ROUTES) {
    const { method, path } = contract.gateway.routes[route];
    const filled = path.replaceAll('{slug}', contract.slug);
    paths[filled] = { ...paths[filled], [method.toLowerCase()]: operationOf(contract, route) };
  }
  return paths;
}
