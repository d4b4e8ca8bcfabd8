import { z } from 'zod';
import { clauseSchema } from './clause-schema.ts';
import type { ErrorRole, Gateway } from './gateway.ts';
import { amount, count, origin, path, pattern, span, status, text } from './schema-words.ts';

const ERROR_ROLES = {
  'bad-request': true,
  unauthorized: true,
  forbidden: true,
  'not-found': true,
  'no-credits': true,
  'no-credits-seen': true,
  'rate-limited': true,
  'server-error': true,
  'bad-gateway': true,
  timeout: true,
  'wrong-method': true,
  retired: true,
} as const satisfies Record<ErrorRole, true>;

/** A route whose path has a place for what it is about, as `{slug}` or `{id}`. */
function routeWith(place: '{slug}' | '{id}' | undefined) {
  const template = z.strictObject({ method: z.enum(['GET', 'POST']), path, success: status });
  return place === undefined
    ? template
    : template.refine((route) => route.path.includes(place), {
        path: ['path'],
        error: `has no ${place}`,
      });
}

const routes = z.strictObject({
  submit: routeWith('{slug}'),
  sync: routeWith('{slug}'),
  status: routeWith('{id}'),
  result: routeWith('{id}'),
  poll: routeWith('{id}'),
  credits: routeWith(undefined),
});

const authentication = z.strictObject({
  header: text,
  keyPattern: pattern,
  keyPrefix: z.string(),
  keyHexDigits: z.int().nonnegative(),
  missingKeyText: text,
  refusedKeyText: text,
});

const ledger = z.strictObject({
  origin,
  path,
  row: z.strictObject({
    id: text,
    model: text,
    state: text,
    charge: text,
    request: text,
    output: text,
    latencyMs: text,
    error: text,
  }),
  perPage: z.strictObject({ default: count, max: count }),
  windowDays: z.strictObject({ default: count, max: count }),
  pending: text,
});

const names = z.strictObject({
  id: text,
  state: text,
  statusUrl: text,
  responseUrl: text,
  pollUrl: text,
  output: text,
  error: text,
  errorDescription: text,
  metrics: text,
  cost: text,
  remainingCredits: text,
  inferenceTime: text,
  queueTime: text,
  totalTime: text,
  retryCount: text,
  credits: text,
  headers: z.strictObject({
    cost: text,
    remainingCredits: text,
    generationTime: text,
    nonce: text,
    id: text,
    rateLimitReset: text,
  }),
});

const states = z.strictObject({
  all: z.array(z.strictObject({ name: text, meaning: text, terminal: z.boolean() })).min(1),
  initial: text,
  running: text,
  completed: text,
  failed: text,
  transitions: z.array(z.tuple([text, text])),
  failedStatus: status,
});

const errorCode = z.strictObject({
  status,
  role: z.enum(Object.keys(ERROR_ROLES) as ErrorRole[]),
  title: text,
  meaning: text,
  documented: z.enum(['page', 'gateway']),
});

const client = z.strictObject({
  pollIntervalMs: span,
  deadlineMs: span,
  timeoutMs: span,
  userAgent: text,
});

/** A gateway, each part on its own; what holds between them is checked elsewhere. */
export const gatewaySchema = z.strictObject({
  name: text,
  origin,
  authentication,
  routes,
  ledger,
  names,
  states,
  errors: z.array(errorCode).min(1),
  retentionMs: amount,
  client,
  outputOrigins: z.array(origin),
  clauses: z.array(clauseSchema),
}) satisfies z.ZodType<Gateway>;
