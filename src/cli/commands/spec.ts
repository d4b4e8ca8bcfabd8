import type { Command } from 'commander';
import type { Contract } from '../../contract/contract.ts';
import { payloadJsonSchema } from '../../contract/json-schema.ts';
import { contractMarkdown } from '../../contract/markdown.ts';
import { openApi } from '../../contract/openapi.ts';
import { EXIT, type ExitCode, UserError } from '../exit.ts';
import { builtInSpecs, DEFAULT_SPEC, loadSpec } from '../specs.ts';
import type { Surroundings } from '../surroundings.ts';

interface SpecOptions {
  readonly openapi: boolean;
  readonly jsonSchema: boolean;
  readonly markdown: boolean;
  readonly list: boolean;
  readonly json: boolean;
}

/** Adds `leadline spec`. */
export function addSpec(
  program: Command,
  surroundings: Surroundings,
  exit: (code: ExitCode) => void,
): void {
  program
    .command('spec')
    .description('print a contract, as it is or as something that other tools read')
    .argument('[name|file]', 'the contract', DEFAULT_SPEC)
    .option('--openapi', 'as an OpenAPI 3.1 document', false)
    .option('--json-schema', 'the payload as JSON Schema', false)
    .option('--markdown', 'parameters, states, errors and clauses as tables', false)
    .option('--list', 'the names of the contracts that come with leadline', false)
    .option('--json', 'the contract as JSON (the default)', false)
    .action(async (name: string, options: SpecOptions) => {
      if (options.list) {
        surroundings.stdout.write(`${(await builtInSpecs()).join('\n')}\n`);
      } else {
        const contract = await loadSpec(name, surroundings.cwd);
        surroundings.stdout.write(rendered(contract, options));
      }
      exit(EXIT.kept);
    });
}

function rendered(contract: Contract, options: SpecOptions): string {
  const chosen = [options.openapi, options.jsonSchema, options.markdown].filter(Boolean);
  if (chosen.length > 1) {
    throw new UserError('choose one of --openapi, --json-schema and --markdown.');
  }
  if (options.markdown) return contractMarkdown(contract);
  if (options.openapi) return json(openApi(contract));
  return json(options.jsonSchema ? payloadJsonSchema(contract) : contract);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
