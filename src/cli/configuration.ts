import { readFile } from 'node:fs/promises';
import { access } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { isLoopback } from './loopback.ts';
import { EXIT, UserError } from './exit.ts';

const httpUrl = z.url({ protocol: /^https?$/, error: 'expected an http or https URL' });
const origin = httpUrl.refine(
  (url) => URL.canParse(url) && ['', '/'].includes(new URL(url).pathname) && !/[?#]/.test(url),
  { error: 'expected an origin without a path, such as https://api.example.com' },
);

const keys = z.strictObject({
  valid: z.string().min(1),
  other: z.string().min(1).optional(),
  forbidden: z.string().min(1).optional(),
  broke: z.string().min(1).optional(),
  revoked: z.string().min(1).optional(),
});

const objective = z.strictObject({
  of: z.enum(['submit', 'queue', 'inference', 'completion']),
  p: z.number().gt(0).lt(100),
  below: z.string().regex(/^\d+(?:\.\d+)?(?:ms|s|m|h)$/, 'expected a duration such as 60s'),
  at: z
    .string()
    .regex(/^\d+(?:\.\d+)?\/(?:s|min|h)$/, 'expected a rate such as 30/min')
    .optional(),
});

const target = z
  .strictObject({
    baseUrl: origin,
    spec: z.string().min(1).optional(),
    keys,
    clock: httpUrl.optional(),
    ledger: httpUrl.optional(),
    requestsPerMinute: z.number().positive().optional(),
    budget: z
      .strictObject({
        usd: z.number().nonnegative().optional(),
        jobs: z.int().nonnegative().optional(),
      })
      .optional(),
    paidInCi: z.boolean().optional(),
    blockedPrompt: z.string().min(1).optional(),
    images: z
      .strictObject({
        jpeg: httpUrl.optional(),
        png: httpUrl.optional(),
        webp: httpUrl.optional(),
        gif: httpUrl.optional(),
        notAnImage: httpUrl.optional(),
      })
      .optional(),
    objectives: z.array(objective).optional(),
    headers: z.record(z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/), z.string()).optional(),
    proxy: httpUrl.optional(),
  })
  .superRefine((value, context) => {
    const local = URL.canParse(value.baseUrl) && isLoopback(new URL(value.baseUrl).hostname);
    for (const [name, key] of Object.entries(value.keys)) {
      if (local || key === undefined || key.startsWith('env:')) continue;
      context.addIssue({
        code: 'custom',
        path: ['keys', name],
        message:
          'a literal key is accepted for loopback targets only; put it into an environment variable and write env:NAME',
      });
    }
  });

const configuration = z.strictObject({ targets: z.record(z.string().min(1), target) });

/** One target of `leadline.config.ts` or `.json`. */
export type TargetConfiguration = z.infer<typeof target>;
export type Configuration = z.infer<typeof configuration>;

export const CONFIGURATION_FILES = ['leadline.config.ts', 'leadline.config.json'] as const;

/**
 * Reads the configuration: the file named, else the one in the working directory, else none.
 * @throws UserError with all problems at once when it is not a configuration.
 */
export async function readConfiguration(
  cwd: string,
  file: string | undefined,
): Promise<Configuration> {
  const path = file === undefined ? await found(cwd) : resolve(cwd, file);
  if (path === undefined) return { targets: {} };
  return parseConfiguration(await load(path), path);
}

/** @throws UserError with all problems at once. */
export function parseConfiguration(value: unknown, name: string): Configuration {
  const result = configuration.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    ({ path, message }) => `  ${path.join('.') || '(the whole)'}: ${message}`,
  );
  throw new UserError(
    `${name} is not a configuration of leadline:\n${problems.join('\n')}\nSee "Configuration" in the README.`,
  );
}

async function load(path: string): Promise<unknown> {
  try {
    if (extname(path) === '.json') return JSON.parse(await readFile(path, 'utf8')) as unknown;
    const module: unknown = await import(pathToFileURL(path).href);
    return typeof module === 'object' && module !== null && 'default' in module
      ? module.default
      : undefined;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`cannot read the configuration ${path}: ${why}`, EXIT.usage, {
      cause: error,
    });
  }
}

async function found(cwd: string): Promise<string | undefined> {
  for (const name of CONFIGURATION_FILES) {
    const path = join(cwd, name);
    try {
      await access(path);
      return path;
    } catch {
      // Not there: the next name.
    }
  }
  return undefined;
}
