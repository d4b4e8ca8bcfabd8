import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { gateway } from '../../specs/gateway.ts';
import { smallContracts } from '../generate/contracts.fixture.ts';
import type { GatewayRoute } from './gateway.ts';
import { FORMAT_RULES, FORMATS } from './format.ts';
import { isHttpUrl } from './http-url.ts';
import { openApi } from './openapi.ts';

interface Operation {
  readonly operationId: GatewayRoute;
  readonly parameters?: readonly { readonly name: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
  readonly responses: Readonly<Record<string, Answer>>;
}

interface Content {
  readonly schema?: { readonly $ref?: string; readonly anyOf?: readonly unknown[] };
  readonly example?: unknown;
}

interface Answer {
  readonly description: string;
  readonly content?: Readonly<Record<string, Content>>;
  readonly links?: Readonly<
    Record<string, { readonly operationId: string; readonly parameters: object }>
  >;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: object };
}

function operationsOf(document: Document): ReadonlyMap<string, Operation> {
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
  return new Map(operations.map((operation) => [operation.operationId, operation]));
}

describe.each([contract, ...smallContracts(gateway)])('the OpenAPI document of $name', (one) => {
  const json: unknown = JSON.parse(JSON.stringify(openApi(one)));
  const document = json as Document;
  const operations = operationsOf(document);

  it('is valid', async () => {
    const { valid, errors } = await new Validator().validate(
      structuredClone(json) as object as Record<string, unknown>,
    );
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  it('has an operation for each route, and a parameter for each place in its path', () => {
    expect(new Set(operations.keys())).toEqual(new Set(Object.keys(one.gateway.routes)));
    for (const [path, item] of Object.entries(document.paths)) {
      const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters = [] } of Object.values(item)) {
        expect(parameters.map(({ name }) => name)).toEqual(places);
      }
    }
  });

  it('answers a submit with every error code of the contract', () => {
    const statuses = Object.keys(operations.get('submit')?.responses ?? {});
    const documented = one.gateway.errors.map(({ status }) => String(status));
    expect(statuses).toEqual(expect.arrayContaining(documented));
  });

  it('serves a failed job as such, where jobs are looked at', () => {
    const failed = String(one.gateway.states.failedStatus);
    const serving = [...operations.values()].filter(({ responses }) => failed in responses);
    expect(serving.map(({ operationId }) => operationId).toSorted()).toEqual([
      'poll',
      'result',
      'status',
    ]);
  });

  it('links a submit to the routes that follow its job', () => {
    const links = operations.get('submit')?.responses['200']?.links ?? {};
    expect(Object.keys(links)).toEqual(['status', 'result', 'poll']);
    for (const link of Object.values(links)) {
      expect(operations.has(link.operationId)).toBe(true);
      expect(link.parameters).toEqual({ id: `$response.body#/${one.gateway.names.id}` });
    }
  });

  it('gives examples that fit their schemas', () => {
    const ajv = new Ajv2020({ allErrors: true, strict: false });
    ajv.addFormat('uri', isHttpUrl);
    for (const format of FORMATS) ajv.addFormat(format, FORMAT_RULES[format].fits);
    ajv.addSchema(document, 'document');
    const contents = [...operations.values()].flatMap(({ requestBody, responses }) =>
      [...Object.values(responses), requestBody ?? {}].flatMap(
        ({ content = {} }: Partial<Answer>) => Object.values(content),
      ),
    );
    const exemplified = contents.filter(({ example }) => example !== undefined);
    expect(exemplified.length).toBeGreaterThan(10);
    for (const { schema, example } of exemplified) {
      const absolute: unknown = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/'));
      const validate = ajv.compile(absolute as object);
      expect([validate(example), validate.errors, example]).toEqual([true, null, example]);
    }
  });
});

it('names the key, the origin and the page as the contract does', () => {
  expect(openApi(contract)).toMatchObject({
    openapi: '3.1.0',
    servers: [{ url: 'https://api.segmind.com' }],
    components: { securitySchemes: { key: { in: 'header', name: 'x-api-key' } } },
    paths: {
      '/v2/flux-depth-pro': { post: {} },
      '/v1/flux-depth-pro': {
        post: { responses: { 200: { content: { 'image/jpeg': {}, 'image/png': {} } } } },
      },
    },
  });
});
