import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { Clock } from '../units/clock.ts';
import { type EpochMs, milliseconds } from '../units/units.ts';
import type { Answer } from './answer.ts';
import type { Arrival, Handled } from './arrival.ts';
import { CLOCK_PATH, clockControl } from './clock-control.ts';

/** The largest body that is read, in bytes. */
export const MAX_BODY = 1024 * 1024;
/** A form carries an image as a file. */
const MAX_FORM = 16 * MAX_BODY;

export interface AppOptions {
  readonly clock: Clock;
  readonly handle: (arrival: Arrival) => Promise<Handled>;
  /** The answer to a request that is wrong already for the server beneath the gateway. */
  readonly malformed: (status: number, why: string) => Answer;
  /** Draws how long the next part of an exchange takes, in milliseconds. */
  readonly delay: () => number;
  /** What the mock calls itself where a request does not say how it calls it. */
  readonly origin: string;
}

const bytes = (_request: unknown, body: unknown): Promise<unknown> => Promise.resolve(body);

/** The HTTP server around a gateway: reads requests, lets time pass, writes answers. */
export function createApp(options: AppOptions): FastifyInstance {
  const { clock } = options;
  const app = Fastify({
    bodyLimit: MAX_BODY,
    exposeHeadRoutes: false,
    // An exchange can be held for as long as a job takes, and longer than anybody waits.
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 4096 },
    frameworkErrors: (error, _request, reply) => {
      void write(reply, clock, options.malformed(400, error.message));
    },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, bytes);
  app.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer', bodyLimit: MAX_FORM },
    bytes,
  );
  app.route({ method: ['GET', 'POST'], url: CLOCK_PATH, handler: clockControl(clock) });
  const serve = (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
    exchange(options, request, reply);
  app.all('*', serve);
  app.setNotFoundHandler(serve);
  app.setErrorHandler<FastifyError>((error, request, reply) =>
    // The gateway has its own answer to a content type that is none, after a look at the key.
    error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE'
      ? serve(request, reply)
      : write(reply, clock, options.malformed(error.statusCode ?? 500, error.message)),
  );
  return app;
}

async function exchange(
  options: AppOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { clock } = options;
  const gone = goneSignal(reply);
  await pass(clock, options.delay(), gone);
  const handled = await options.handle(arrivalOf(options, request, clock.now()));
  const answer = 'until' in handled ? await answerLater(clock, handled, gone) : handled;
  await pass(clock, options.delay(), gone);
  return write(reply, clock, answer);
}

async function answerLater(
  clock: Clock,
  { until, answer }: Extract<Handled, { readonly until: EpochMs }>,
  gone: AbortSignal,
): Promise<Answer> {
  // A timer can fire a little early.
  while (clock.now() < until) {
    await clock.sleep(milliseconds(Math.max(until - clock.now(), clock.rate)), gone);
  }
  return answer();
}

async function pass(clock: Clock, span: number, gone: AbortSignal): Promise<void> {
  if (span > 0) await clock.sleep(milliseconds(span), gone);
}

/** Aborted when the client is gone before it was answered: then nobody waits any more. */
function goneSignal(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort(new Error('the client is gone'));
  });
  return gone.signal;
}

function arrivalOf(options: AppOptions, request: FastifyRequest, at: EpochMs): Arrival {
  const origin = originOf(request) ?? options.origin;
  const headers = Object.entries(request.headers).map(
    ([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value] as const,
  );
  return {
    method: request.method,
    url: origin + pathOf(origin, request.url),
    origin,
    headers: Object.fromEntries(headers),
    body: request.body instanceof Uint8Array ? request.body : undefined,
    at,
  };
}

/** The path and query of a request's target, which a proxy's client writes with an origin. */
function pathOf(origin: string, target: string): string {
  const url = URL.parse(target.startsWith('/') ? origin + target : target);
  return url === null ? '/' : url.pathname + url.search;
}

/** How the client calls this server; a tunnel in front of it says so in its own header. */
function originOf({ headers }: FastifyRequest): string | undefined {
  const forwarded = headers['x-forwarded-proto'];
  const scheme = forwarded === 'https' ? 'https' : 'http';
  const { host } = headers;
  if (host === undefined || !/^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i.test(host))
    return undefined;
  const origin = `${scheme}://${host}`;
  return URL.canParse(origin) ? origin : undefined;
}

function write(reply: FastifyReply, clock: Clock, answer: Answer): FastifyReply {
  return reply
    .code(answer.status)
    .header('date', new Date(clock.now()).toUTCString())
    .headers(answer.headers)
    .send(typeof answer.body === 'string' ? answer.body : Buffer.from(answer.body));
}
