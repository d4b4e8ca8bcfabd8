import * as z from 'zod';

const count = z.int().min(0);
const span = z.number().min(0).describe("Milliseconds of the target's time.");

/** `{value, low, high, n}`, or `{reason}` where it cannot be estimated. */
export const estimateSchema = z
  .union([
    z.object({
      value: z.number(),
      low: z.number().describe('The lower end of the interval, inclusive.'),
      high: z.number().describe('The upper end of the interval, inclusive.'),
      n: count.describe('How many observations it rests on.'),
    }),
    z.object({ reason: z.string().min(1) }),
  ])
  .describe('An estimate with its interval, or why there is none.');

const median95 = z.object({ p50: estimateSchema, p95: estimateSchema });
const median9599 = z.object({ p50: estimateSchema, p95: estimateSchema, p99: estimateSchema });

const jobsSchema = z
  .object({
    started: count,
    refused: count,
    ambiguous: count,
    finished: count,
    failed: count,
    timedOut: count,
    cut: count,
  })
  .refine(
    ({ started, ...ends }) => started === Object.values(ends).reduce((sum, some) => sum + some, 0),
    'started is the sum of the others: every started job is accounted for',
  );

const routeLoadSchema = z.object({
  requests: count,
  status429: count.describe('Answers of HTTP 429 among them.'),
  latency: median9599.describe('From the start of a request to the end of its answer, in ms.'),
});

const LIMITER_CLASSES = [
  'fixed-window',
  'fixed-window-first',
  'sliding-log',
  'sliding-counter',
  'token-bucket',
  'concurrency',
] as const;

const scope = z.enum(['key', 'route', 'key+route', 'address']);
const counted = z.array(z.string()).describe('What counts: routes, "refused429", "invalid", …');

const limiterSchema = z.object({
  verdict: z.enum(['named', 'undetermined', 'not-seen']),
  class: z.enum(LIMITER_CLASSES).optional(),
  limit: z.number().min(0).optional(),
  windowMs: span.optional(),
  counts: counted,
  scope: scope.optional(),
  resetHeader: z.enum(['true', 'wrong', 'absent', 'not-seen']),
  candidates: z
    .array(
      z.looseObject({
        class: z.enum(LIMITER_CLASSES),
        limit: z.number().min(0).optional(),
        windowMs: span.optional(),
        counts: counted.optional(),
        scope: scope.optional(),
      }),
    )
    .describe('The models that still fit what was seen.'),
});

/** What a load run measured: the member `load` of a run record. Times in milliseconds. */
export const loadRecordSchema = z.object({
  scenario: z.string().min(1),
  engine: z.enum(['local', 'k8s']),
  jobs: jobsSchema,
  routes: z.object({
    submit: routeLoadSchema.optional(),
    status: routeLoadSchema.optional(),
    result: routeLoadSchema.optional(),
    sync: routeLoadSchema.optional(),
  }),
  completion: median9599.describe('From the submit to the end of the job, as polling saw it.'),
  queue: median95.describe('Time in the queue.'),
  inference: median95.describe('What the server says that the model took.'),
  baseline: z.object({
    documentedMs: span,
    compared: z.enum(['inference', 'completion']),
    statement: z.string().min(1),
    ratio: estimateSchema.describe('Measured to documented.'),
  }),
  limiter: limiterSchema,
});
