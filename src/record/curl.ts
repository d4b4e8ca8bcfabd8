import type { Contract } from '../contract/contract.ts';
import { pathOf } from '../contract/routes.ts';
import type { Exchange } from '../history/exchange.ts';
import { answerExcerpt, outcomeWords, pathIn } from './counterexample.ts';
import {
  bodyWords,
  type Destination,
  headerArguments,
  keyArguments,
  keyArgumentsOf,
  keyVariableOf,
  methodArguments,
  urlWord,
} from './curl-request.ts';
import { curlPrelude } from './curl-prelude.ts';
import { printableLine } from './printable.ts';
import { replaySteps, type ReplayedJob, type Step } from './replay-steps.ts';
import { shellWord } from './shell.ts';

/**
 * A POSIX shell script that shows exchanges again, against any server that speaks the contract.
 * It makes its jobs anew, and takes the server (`BASE`) and all keys from its environment.
 * @param exchanges those of a finding.
 * @param history all exchanges on the jobs of these; their submits and their ends are among them.
 */
export function curlScript(
  contract: Contract,
  exchanges: readonly Exchange[],
  history: readonly Exchange[] = exchanges,
): string {
  const steps = replaySteps(contract, exchanges, history);
  const to = { origin: originOf([...exchanges, ...history]), jobs: jobsOf(steps) };
  return [
    curlPrelude(contract, { origin: to.origin, keys: keysOf(steps), polls: hasPolls(steps) }),
    ...steps.map((step) => stepLines(contract, step, to)),
    `printf '\\n%s\\n' 'What leadline saw in the recorded run:'`,
    `printf '  %s\\n' \\\n${steps.flatMap((step) => seen(contract, step)).join(' \\\n')}`,
    '',
  ].join('\n');
}

function originOf(exchanges: readonly Exchange[]): string {
  const elsewhere = new Set(['output', 'ledger', 'other']);
  const own = exchanges.find(({ route }) => !elsewhere.has(route)) ?? exchanges[0];
  return own !== undefined && URL.canParse(own.url) ? new URL(own.url).origin : '';
}

function jobsOf(steps: readonly Step[]): readonly ReplayedJob[] {
  return steps.flatMap((step) =>
    step.do === 'perform' && step.makes !== undefined ? [step.makes] : [],
  );
}

function keysOf(steps: readonly Step[]): ReadonlySet<string> {
  const names = steps.flatMap((step) => {
    if (step.do === 'pause') return [];
    return keyVariableOf(step.do === 'perform' ? step.exchange : step.job.submit) ?? [];
  });
  return new Set(names);
}

function hasPolls(steps: readonly Step[]): boolean {
  return steps.some((step) => step.do === 'poll');
}

function stepLines(contract: Contract, step: Step, to: Destination): string {
  switch (step.do) {
    case 'perform':
      return performLines(contract, step.exchange, step.makes, to);
    case 'poll':
      return pollLines(contract, step);
    case 'pause':
      return `pause ${(step.ms / 1_000).toFixed(3)}\n`;
    case 'find-output':
      return findOutputLines(contract, step.job);
  }
}

function performLines(
  contract: Contract,
  exchange: Exchange,
  makes: ReplayedJob | undefined,
  to: Destination,
): string {
  const { method, url, request } = exchange;
  const job = to.jobs.find(({ id }) => id === exchange.job);
  const body = bodyWords(exchange);
  if (body.kind === 'not-kept') {
    const why = `${title(exchange)}: its body of ${request.bytes} bytes was not kept`;
    return `printf '%s\\n' ${shellWord(why)} >&2\nexit 2\n`;
  }
  const target =
    exchange.route === 'output' && job !== undefined ? `"$${outputOf(job)}"` : urlWord(url, to);
  const hasBody = body.kind !== 'none';
  const headers = headerArguments(contract, request.headers, hasBody);
  const command = continued([
    `perform ${shellWord(title(exchange))}`,
    [...methodArguments(method, hasBody), ...keyArgumentsOf(contract, exchange), ...headers].join(
      ' ',
    ),
    hasBody ? body.arguments.join(' ') : '',
    `--url ${target}`,
  ]);
  const piped = body.kind === 'piped' ? `${body.command} |\n` : '';
  return `${piped}${command}\n${makes === undefined ? '' : keepId(contract, makes)}`;
}

function keepId(contract: Contract, { variable }: ReplayedJob): string {
  return [
    `${variable}=$(member ${memberPattern(contract.gateway.names.id)})`,
    `[ -n "$${variable}" ] || echo '  (no id in this answer: its job cannot be asked about)'`,
    '',
  ].join('\n');
}

function pollLines(contract: Contract, step: Step & { readonly do: 'poll' }): string {
  const { job, state, exchange } = step;
  const words = exchange === undefined ? 'until the job has ended' : title(exchange);
  const wanted = printableLine(state ?? contract.gateway.states.completed);
  return `${continued([
    `poll ${shellWord(words)} ${shellWord(wanted)}`,
    keyArguments(contract, job.submit.key).join(' '),
    `--url ${jobUrl(contract, 'status', job)}`,
  ])}\n`;
}

function findOutputLines(contract: Contract, job: ReplayedJob): string {
  const ask = continued([
    `perform 'the result, for the place of the output'`,
    keyArguments(contract, job.submit.key).join(' '),
    `--url ${jobUrl(contract, 'result', job)}`,
  ]);
  return `${ask}\n${outputOf(job)}=$(member ${memberPattern(contract.gateway.names.output)})\n`;
}

function outputOf(job: ReplayedJob): string {
  return `output_of_${job.variable}`;
}

function jobUrl(contract: Contract, route: 'status' | 'result', job: ReplayedJob): string {
  const [before = '', after = ''] = pathOf(contract, route, { id: '\0' }).split('%00');
  const rest = after === '' ? '' : shellWord(after);
  return `"$BASE"${shellWord(before)}"$${job.variable}"${rest}`;
}

/** A member's name as a basic regular expression, which sed matches it with. */
function memberPattern(name: string): string {
  return shellWord(name.replaceAll(/[\\.*^$[\]/]/g, String.raw`\$&`));
}

function continued(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' \\\n  ');
}

function title({ seq, method, url, key }: Exchange): string {
  const whose = key === 'none' ? 'no key' : `${key} key`;
  return printableLine(`#${seq} ${method} ${pathIn(url)} (${whose})`);
}

function seen(contract: Contract, step: Step): readonly string[] {
  const exchange = step.do === 'perform' || step.do === 'poll' ? step.exchange : undefined;
  if (exchange === undefined) return [];
  const outcome = `${title(exchange)} -> ${outcomeWords(contract, exchange)}`;
  const excerpt = answerExcerpt(exchange);
  return [outcome, ...(excerpt === undefined ? [] : [`    ${excerpt}`])].map(
    (line) => `  ${shellWord(line)}`,
  );
}
