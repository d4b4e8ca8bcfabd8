import { readdir, readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Contract } from '../contract/contract.ts';
import { ContractError, parseContract } from '../contract/parse.ts';
import { EXIT, UserError } from './exit.ts';
import { suggestion } from './suggestion.ts';

/** The model that the project began with. */
export const DEFAULT_SPEC = 'flux-depth-pro';

/** The sources have `.ts`; the published package has `.js`, beside the sources. */
const OWN_ENDING = extname(fileURLToPath(import.meta.url));
const SPECS = new URL('../../specs/', import.meta.url);

/** The names of the contracts that come with leadline. */
export async function builtInSpecs(): Promise<readonly string[]> {
  const files = await readdir(fileURLToPath(SPECS));
  return files
    .filter((file) => extname(file) === OWN_ENDING && /^[\w-]+\.[jt]s$/.test(file))
    .map((file) => file.slice(0, -OWN_ENDING.length))
    .filter((name) => name !== 'gateway')
    .toSorted();
}

/**
 * Loads a contract by its name, or from a file that exports `contract` (or a default), or JSON.
 * @throws UserError with all problems at once.
 */
export async function loadSpec(name: string, cwd: string): Promise<Contract> {
  const known = await builtInSpecs();
  const isFile = /[\\/]|\.(?:ts|js|mjs|json)$/.test(name);
  if (!isFile && !known.includes(name)) {
    throw new UserError(
      `there is no contract ${name}.${suggestion(name, known)} Known: ${known.join(', ')}; or name a file.`,
    );
  }
  const path = isFile ? resolve(cwd, name) : fileURLToPath(new URL(`${name}${OWN_ENDING}`, SPECS));
  return parsed(await load(path), name);
}

function parsed(value: unknown, name: string): Contract {
  try {
    return parseContract(value);
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    const problems = error.problems.map(
      ({ path, message }) => `  ${path || '(the whole)'}: ${message}`,
    );
    throw new UserError(`${name} is not a contract:\n${problems.join('\n')}`, EXIT.usage, {
      cause: error,
    });
  }
}

async function load(path: string): Promise<unknown> {
  try {
    if (extname(path) === '.json') return JSON.parse(await readFile(path, 'utf8')) as unknown;
    const module: unknown = await import(pathToFileURL(path).href);
    if (typeof module !== 'object' || module === null) return undefined;
    if ('contract' in module) return module.contract;
    return 'default' in module ? module.default : undefined;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`cannot read the contract ${path}: ${why}`, EXIT.usage, { cause: error });
  }
}
