import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../units/clock.ts';
import { isJsonObject, parseJson } from '../units/json.ts';
import { milliseconds } from '../units/units.ts';
import { VirtualClock } from '../units/virtual-clock.ts';

export const CLOCK_PATH = '/__clock';

/** Ten years: beyond that a date is more likely a mistake. */
const MAX_ADVANCE_MS = 10 * 365 * 86_400_000;

/** What the clock route answers. */
export interface ClockState {
  /** Epoch milliseconds. */
  readonly now: number;
  /** 0: virtual; else target milliseconds in one of the wall clock. */
  readonly rate: number;
  /** Exchanges that are held until a later instant. */
  readonly parked: number;
  readonly next: number | null;
}

/**
 * The clock protocol. Web pages are kept out: a request with an origin is refused, and so is an
 * advance that is not declared as JSON, which a page cannot send without being asked for one.
 */
export function clockControl(
  clock: Clock,
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> {
  let turn: Promise<void> = Promise.resolve();
  const advance = (span: number): Promise<void> => {
    if (clock instanceof VirtualClock) {
      turn = turn.then(() => clock.advance(milliseconds(span)));
    }
    return turn;
  };
  return async (request, reply) => {
    if (request.headers.origin !== undefined) return refuse(reply, 403, 'not for web pages');
    if (request.method === 'GET') return reply.send(stateOf(clock));
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
      return refuse(reply, 415, 'expected application/json');
    }
    if (clock.rate !== 0) return refuse(reply, 409, 'this clock runs by itself');
    const span = advanceOf(request.body);
    if (span === undefined) {
      return refuse(reply, 400, `expected {"advance_ms": 0 to ${MAX_ADVANCE_MS}}`);
    }
    await advance(span);
    return reply.send(stateOf(clock));
  };
}

function stateOf(clock: Clock): ClockState {
  const virtual = clock instanceof VirtualClock ? clock : undefined;
  return {
    now: clock.now(),
    rate: clock.rate,
    parked: virtual?.parked ?? 0,
    next: virtual?.next ?? null,
  };
}

function advanceOf(body: unknown): number | undefined {
  const asked = body instanceof Uint8Array ? parseJson(Buffer.from(body).toString()) : undefined;
  const span = isJsonObject(asked) ? asked['advance_ms'] : undefined;
  return typeof span === 'number' && span >= 0 && span <= MAX_ADVANCE_MS ? span : undefined;
}

function refuse(reply: FastifyReply, status: number, error: string): FastifyReply {
  return reply.code(status).send({ error });
}
