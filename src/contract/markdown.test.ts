import { describe, expect, it } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { gateway } from '../../specs/gateway.ts';
import { smallContracts } from '../generate/contracts.fixture.ts';
import { clausesOf } from './clauses.ts';
import type { Contract } from './contract.ts';
import { contractMarkdown } from './markdown.ts';

/** The rows under a heading, without the head. */
function rowsUnder(heading: string, one: Contract): readonly string[] {
  const [, section = ''] = contractMarkdown(one).split(`## ${heading}\n`);
  const [table = ''] = section.split('\n## ');
  return table
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2);
}

describe.each([contract, ...smallContracts(gateway)])('the Markdown of $name', (one) => {
  it('has a row for each parameter, route, state, error code and clause', () => {
    expect(rowsUnder('Parameters', one)).toHaveLength(one.parameters.length);
    expect(rowsUnder('Routes', one)).toHaveLength(6);
    expect(rowsUnder('States', one)).toHaveLength(one.gateway.states.all.length);
    expect(rowsUnder('Error codes', one)).toHaveLength(one.gateway.errors.length);
    expect(rowsUnder('Clauses', one)).toHaveLength(clausesOf(one).length);
  });

  it('has as many cells in a row as in its head', () => {
    for (const heading of ['Parameters', 'Routes', 'States', 'Error codes', 'Clauses']) {
      const cells = rowsUnder(heading, one).map((row) => row.split(/(?<!\\)\|/).length);
      expect(new Set(cells).size).toBe(1);
    }
  });
});

it('says what the page says', () => {
  expect(rowsUnder('Parameters', contract).at(-1)).toBe(
    '| `steps` | integer | no | 15 to 50 | `40` | Number of diffusion steps. Higher values yield finer details but increase processing time. |',
  );
  expect(rowsUnder('States', contract)).toEqual([
    '| `QUEUED` | Accepted, waiting for a worker | `PROCESSING`, `FAILED` |',
    '| `PROCESSING` | Running on a worker | `COMPLETED`, `FAILED` |',
    '| `COMPLETED` | Done: result body is ready | final |',
    '| `FAILED` | Errored (incl. content/RAI blocks) | final |',
  ]);
});

it('lets no text of a contract be markup', () => {
  const description = 'a | b\n# c <script> *d* `e` [f](g)';
  const hostile: Contract = {
    ...contract,
    parameters: [{ name: 'it', type: 'string', required: false, description, default: '``|``' }],
  };
  expect(rowsUnder('Parameters', hostile)).toEqual([
    [
      '| `it` | string | no | any text that is not empty | ',
      '``` "``\\|``" ``` | ',
      'a \\| b \\# c \\<script\\> \\*d\\* \\`e\\` \\[f\\](g) |',
    ].join(''),
  ]);
});
