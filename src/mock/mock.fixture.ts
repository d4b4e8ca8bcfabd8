import type { Contract, Payload } from '../contract/contract.ts';
import { type GatewayRoute } from '../contract/gateway.ts';
import { type PathParts, pathOf } from '../contract/routes.ts';
import type { Clock } from '../units/clock.ts';
import { isJsonObject, type JsonObject, parseJson } from '../units/json.ts';
import { milliseconds, seed } from '../units/units.ts';
import { VirtualClock } from '../units/virtual-clock.ts';
import type { KeyName } from './keys.ts';
import { type Profile, profileOf } from './profiles.ts';
import { createMock, type Mock, MOCK_EPOCH, MOCK_ORIGIN, type MockOptions } from './mock.ts';

/** What a client of an embedded mock sees of one answer. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
  /** Empty where the body is not a JSON object. */
  readonly json: JsonObject;
}

export interface Request {
  readonly method?: string;
  readonly path: string;
  readonly key?: KeyName | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Payload | string | Buffer;
}

export function profileNamed(id: string): Profile {
  const profile = profileOf(id);
  if (profile === undefined) throw new Error(`there is no profile ${id}`);
  return profile;
}

/** A client in process. */
export interface Client {
  readonly mock: Mock;
  readonly clock: Clock;
  readonly send: (request: Request) => Promise<Reply>;
  /** Submits as JSON. */
  readonly submit: (payload?: Payload, key?: KeyName, route?: 'submit' | 'sync') => Promise<Reply>;
  /** Submits and gives the id, which must be there. */
  readonly start: (payload?: Payload, key?: KeyName) => Promise<string>;
  readonly get: (route: GatewayRoute, parts?: PathParts, key?: KeyName) => Promise<Reply>;
  /** Lets time pass. */
  readonly wait: (span: number) => Promise<void>;
}

/** How tests run mocks of one contract. */
export interface Mocks {
  /** Runs a program against a mock on virtual time. */
  embedded<Result>(
    this: void,
    program: (client: Client) => Promise<Result>,
    options?: Partial<MockOptions>,
  ): Promise<Result>;
  clientOf(this: void, mock: Mock, clock: Clock): Client;
}

export function mocksOf(contract: Contract): Mocks {
  return {
    embedded: async (program, options = {}) => {
      const clock = new VirtualClock(MOCK_EPOCH, 'itself');
      const mock = createMock({ contract, clock, seed: seed(1), ...options });
      try {
        return await clock.activity(() => program(clientOf(contract, mock, clock)));
      } finally {
        await mock.close();
      }
    },
    clientOf: (mock, clock) => clientOf(contract, mock, clock),
  };
}

function clientOf(contract: Contract, mock: Mock, clock: Clock): Client {
  const client: Client = {
    mock,
    clock,
    send: (request) => send(mock, request),
    submit: (payload = contract.example, key = 'valid', route = 'submit') =>
      client.send({ method: 'POST', path: pathOf(contract, route), key, body: payload }),
    start: async (payload, key) => {
      const { status, json } = await client.submit(payload, key);
      const id = json[contract.gateway.names.id];
      if (typeof id === 'string') return id;
      throw new Error(`not accepted: ${status} ${JSON.stringify(json)}`);
    },
    get: (route, parts = {}, key = 'valid') =>
      client.send({ path: pathOf(contract, route, parts), key }),
    wait: (span) => clock.sleep(milliseconds(span)),
  };
  return client;
}

async function send(mock: Mock, request: Request): Promise<Reply> {
  const { method = 'GET', path, key, headers = {}, body } = request;
  const isJson = isJsonObject(body) && !Buffer.isBuffer(body);
  const response = await mock.dispatcher().request({
    origin: MOCK_ORIGIN,
    method,
    path,
    headers: {
      ...(key === undefined ? {} : { 'x-api-key': mock.keys[key] }),
      ...(isJson ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    body: isJson ? JSON.stringify(body) : (body ?? null),
  });
  const bytes = Buffer.from(await response.body.arrayBuffer());
  const json = parseJson(bytes.toString());
  return {
    status: response.statusCode,
    headers: Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
    ),
    bytes,
    json: isJsonObject(json) ? json : {},
  };
}
