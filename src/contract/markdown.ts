import { clausesOf } from './clauses.ts';
import type { Contract } from './contract.ts';
import { documentedValues, listed } from './documented.ts';
import type { Parameter } from './parameter.ts';

/** The contract as Markdown: parameters, routes, states, error codes and clauses as tables. */
export function contractMarkdown(contract: Contract): string {
  const { gateway } = contract;
  const { states } = gateway;
  return [
    `# ${plain(contract.title)}`,
    facts(contract),
    '## Parameters',
    parameterTable(contract),
    '## Routes',
    table(
      ['Route', 'Request', 'Answer'],
      Object.entries(gateway.routes).map(([route, { method, path, success }]) => [
        plain(route),
        code(`${method} ${path}`),
        String(success),
      ]),
    ),
    '## States',
    table(
      ['State', 'Meaning', 'Then'],
      states.all.map(({ name, meaning, terminal }) => [
        code(name),
        plain(meaning),
        terminal ? 'final' : followersOf(contract, name),
      ]),
    ),
    '## Error codes',
    table(
      ['Status', 'Title', 'Meaning', 'Documented by'],
      gateway.errors.map(({ status, title, meaning, documented }) => [
        String(status),
        plain(title),
        plain(meaning),
        documented === 'page' ? 'the model page' : 'the gateway',
      ]),
    ),
    '## Clauses',
    table(
      ['Clause', 'Level', 'Promise', 'Source'],
      clausesOf(contract).map(({ id, level, text, source }) => [
        code(id),
        level,
        plain(text),
        plain(source),
      ]),
    ),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

function facts({ source, latency, price, gateway }: Contract): string {
  const { client, retentionMs, states } = gateway;
  return [
    `- Page: <${source}>`,
    `- Origin: ${code(gateway.origin)}`,
    `- Typical duration of a job: ${latency.typicalMs / 1000} s (${plain(latency.source)})`,
    `- Price of a job: ${price.usd} USD (${plain(price.source)})`,
    `- Polled every ${client.pollIntervalMs / 1000} s for at most ${client.deadlineMs / 1000} s`,
    `- A failed job is served as HTTP ${states.failedStatus}`,
    `- Results are kept for ${retentionMs / 60_000} minutes`,
  ].join('\n');
}

function parameterTable({ parameters }: Contract): string {
  return table(
    ['Parameter', 'Type', 'Required', 'Values', 'Default', 'Description'],
    parameters.map((parameter) => [
      code(parameter.name),
      parameter.type,
      plain(requirement(parameter)),
      plain(documentedValues(parameter)),
      parameter.default === undefined ? '' : code(JSON.stringify(parameter.default)),
      plain(parameter.description),
    ]),
  );
}

/** Whether a parameter must be there: always, never, or in some company. */
function requirement({ required, requiredIf, excludes = [] }: Parameter): string {
  const when =
    requiredIf === undefined
      ? ''
      : `, but if ${requiredIf.parameter} is ${JSON.stringify(requiredIf.is)}`;
  const not = excludes.length === 0 ? '' : `, not with ${listed(excludes)}`;
  return `${required ? 'yes' : 'no'}${when}${not}`;
}

function followersOf({ gateway }: Contract, state: string): string {
  return gateway.states.transitions
    .filter(([from]) => from === state)
    .map(([, to]) => code(to))
    .join(', ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** Text in which nothing is markup, on one line. */
function plain(text: string): string {
  return text
    .replaceAll(/[\\`*_[\]<>|#~&]/g, (character) => `\\${character}`)
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** A code span, fenced by more backticks than it holds; a bar ends a cell even there. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 ? ' ' : '';
  const inside = text.replaceAll('|', String.raw`\|`).replaceAll(/\s+/g, ' ');
  return `${fence}${pad}${inside}${pad}${fence}`;
}
