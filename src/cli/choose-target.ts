import type { Allowance } from '../collect/budget.ts';
import { CONFIGURED_KEYS, type ConfiguredKey, type Keys, type Target } from '../collect/target.ts';
import { Redacted } from '../units/redacted.ts';
import { usd } from '../units/units.ts';
import type { Configuration, TargetConfiguration } from './configuration.ts';
import { UserError } from './exit.ts';
import { isLoopback } from './loopback.ts';
import { suggestion } from './suggestion.ts';
import type { Surroundings } from './surroundings.ts';

/** What a command was told to talk to. */
export type ChosenTarget =
  | { readonly is: 'mock'; readonly allowance: Allowance }
  | {
      readonly is: 'server';
      readonly target: Target;
      readonly spec: string | undefined;
      readonly clockUrl: string | undefined;
      readonly proxy: string | undefined;
      /** Requests a minute that the target is known to allow. */
      readonly rpm: number | undefined;
      readonly paid: boolean;
      readonly allowance: Allowance;
    };

/** What the embedded mock is called; a configured target of that name comes first. */
export const MOCK = 'mock';

/**
 * Finds what `--target` names: a configured target, the embedded mock, or a URL.
 * @param budget of the command line; where the configuration limits too, the stricter holds.
 * @throws UserError naming what is missing.
 */
export function chooseTarget(
  name: string,
  configuration: Configuration,
  budget: Allowance | undefined,
  { env }: Surroundings,
): ChosenTarget {
  const configured = configuration.targets[name];
  if (configured !== undefined) return server(name, configured, budget, env);
  if (name === MOCK) return { is: 'mock', allowance: budget ?? {} };
  if (!/^https?:\/\//i.test(name)) {
    const known = [MOCK, ...Object.keys(configuration.targets)];
    throw new UserError(
      `there is no target ${name}.${suggestion(name, known)} Known: ${known.join(', ')}; or name a URL.`,
    );
  }
  return server(
    name,
    { baseUrl: originOf(name), keys: keysFromEnvironment(name, env) },
    budget,
    env,
  );
}

function server(
  name: string,
  configured: TargetConfiguration,
  budget: Allowance | undefined,
  env: Surroundings['env'],
): ChosenTarget {
  const baseUrl = new URL(configured.baseUrl).origin;
  const paid = !isLoopback(new URL(baseUrl).hostname);
  if (paid && env['CI'] === 'true' && configured.paidInCi !== true) {
    throw new UserError(
      `${baseUrl} costs money, and CI=true: set paidInCi: true for the target ${name} in the configuration to allow that.`,
    );
  }
  const { ledger, blockedPrompt, headers } = configured;
  const target: Target = {
    name: /^https?:/i.test(name) ? new URL(name).host : name,
    baseUrl,
    keys: resolvedKeys(name, configured.keys, env),
    ...(ledger !== undefined && { ledger }),
    ...(blockedPrompt !== undefined && { blockedPrompt }),
    headers: Object.entries(headers ?? {}),
  };
  return {
    is: 'server',
    target,
    spec: configured.spec,
    clockUrl: configured.clock,
    proxy: configured.proxy,
    rpm: configured.requestsPerMinute,
    paid,
    allowance: allowanceOf(configured.budget, budget, paid),
  };
}

/** Without a budget a paid target gets nothing that could bill. */
function allowanceOf(
  configured: TargetConfiguration['budget'],
  flag: Allowance | undefined,
  paid: boolean,
): Allowance {
  const jobs = least(configured?.jobs, flag?.jobs);
  const dollars = least(configured?.usd, flag?.usd);
  if (jobs === undefined && dollars === undefined) return paid ? { jobs: 0 } : {};
  return {
    ...(jobs !== undefined && { jobs }),
    ...(dollars !== undefined && { usd: usd(dollars) }),
  };
}

function least(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.min(one, other);
}

/** Takes `env:NAME` from the environment; all that are missing are named at once. */
function resolvedKeys(
  name: string,
  configured: TargetConfiguration['keys'],
  env: Surroundings['env'],
): Keys {
  const keys: { [Key in ConfiguredKey]?: Redacted } = {};
  const missing: string[] = [];
  for (const kind of CONFIGURED_KEYS) {
    const given = configured[kind];
    if (given === undefined) continue;
    const variable = given.startsWith('env:') ? given.slice(4) : undefined;
    const value = variable === undefined ? given : env[variable];
    if (value === undefined || value === '') missing.push(`keys.${kind}: ${variable} is not set`);
    else keys[kind] = new Redacted(value);
  }
  if (missing.length > 0) {
    throw new UserError(
      `the target ${name} takes its keys from the environment:\n  ${missing.join('\n  ')}`,
    );
  }
  return keys;
}

const VARIABLES: Readonly<Record<ConfiguredKey, string>> = {
  valid: 'LEADLINE_KEY',
  other: 'LEADLINE_KEY_OTHER',
  forbidden: 'LEADLINE_KEY_FORBIDDEN',
  broke: 'LEADLINE_KEY_BROKE',
  revoked: 'LEADLINE_KEY_REVOKED',
};

function keysFromEnvironment(url: string, env: Surroundings['env']): TargetConfiguration['keys'] {
  const has = (kind: ConfiguredKey): boolean => (env[VARIABLES[kind]] ?? '') !== '';
  if (!has('valid')) {
    throw new UserError(
      `a target named by its URL (${url}) takes its key from the environment: set ${VARIABLES.valid}.`,
    );
  }
  const present = CONFIGURED_KEYS.filter((kind) => kind !== 'valid' && has(kind));
  return {
    valid: `env:${VARIABLES.valid}`,
    ...Object.fromEntries(present.map((kind) => [kind, `env:${VARIABLES[kind]}`])),
  };
}

function originOf(text: string): string {
  if (!URL.canParse(text)) throw new UserError(`${text} is not a URL.`);
  const url = new URL(text);
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw new UserError(`a target is an origin without a path: ${url.origin}, not ${text}.`);
  }
  return url.origin;
}
