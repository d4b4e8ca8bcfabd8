import type { Dispatcher } from 'undici';
import type { Contract } from '../contract/contract.ts';
import type { Exchange } from '../history/exchange.ts';
import { randomStream } from '../units/random.ts';
import { Redacted } from '../units/redacted.ts';
import { seed } from '../units/units.ts';
import { VirtualClock } from '../units/virtual-clock.ts';
import { redactorOf } from '../wire/redaction.ts';
import { createWire, WIRE_LIMITS } from '../wire/wire.ts';
import { unpaced } from './pace.ts';
import { openSession, type Session } from './session.ts';
import type { Target } from './target.ts';

/** A request as it arrives. */
export interface Arrived {
  readonly method: string;
  readonly url: string;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** What a script answers: a status and a body, or a failure of the network. */
export type Answered =
  | {
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
      /** The body breaks off. */
      readonly torn?: boolean;
    }
  | { readonly fails: string };

export type Script = (request: Arrived, place: number) => Answered;

export const ORIGIN = 'http://scripted.leadline.invalid';

/** Serves every origin by a script; keeps what arrived. */
export function scripted(script: Script): { dispatcher: Dispatcher; arrived: Arrived[] } {
  const arrived: Arrived[] = [];
  const request = (options: Dispatcher.RequestOptions): Promise<unknown> => {
    const flat = options.headers as readonly string[];
    const headers = new Map(
      flat.flatMap((name, place) =>
        place % 2 === 0 ? [[name.toLowerCase(), flat[place + 1] ?? ''] as const] : [],
      ),
    );
    const one: Arrived = {
      method: options.method,
      url: String(options.origin) + options.path,
      headers,
      body: typeof options.body === 'string' ? options.body : '',
    };
    arrived.push(one);
    const answer = script(one, arrived.length - 1);
    if ('fails' in answer) {
      return Promise.reject(Object.assign(new Error(answer.fails), { code: answer.fails }));
    }
    const { status, body, headers: given = {}, torn = false } = answer;
    return Promise.resolve({
      statusCode: status,
      headers: Object.entries(given).flat(),
      body: chunks(body, torn),
    });
  };
  return { dispatcher: { request } as unknown as Dispatcher, arrived };
}

async function* chunks(body: unknown, torn: boolean): AsyncGenerator<Uint8Array> {
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
  if (text !== '') yield await Promise.resolve(Buffer.from(text));
  if (torn) throw Object.assign(new Error('torn'), { code: 'UND_ERR_SOCKET' });
}

/** A session with a script, in virtual time; call what it does inside `clock.activity`. */
export function scriptedSession(
  contract: Contract,
  script: Script,
  given: Partial<Target> = {},
  signal: AbortSignal = new AbortController().signal,
): {
  session: Session;
  clock: VirtualClock;
  arrived: Arrived[];
  exchanges: Exchange[];
} {
  const clock = new VirtualClock(Date.UTC(2026, 0, 1), 'itself');
  const keys = { valid: new Redacted('key-of-a-test') };
  const target: Target = { name: 'scripted', baseUrl: ORIGIN, keys, headers: [], ...given };
  const { dispatcher, arrived } = scripted(script);
  const exchanges: Exchange[] = [];
  const wire = createWire({
    dispatcher,
    clock,
    redactor: redactorOf(Object.values(target.keys)),
    limits: WIRE_LIMITS,
    log: (exchange) => exchanges.push(exchange),
  });
  const random = randomStream(seed(1), 'collect.keys');
  const session = openSession({ contract, target, wire, clock, random, signal, pace: unpaced });
  return { session, clock, arrived, exchanges };
}
