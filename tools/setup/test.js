// @ts-check
import { join } from 'node:path';
import { runInView, runKept } from './processes.js';

/** @typedef {import('./main.js').Workplace} Workplace */

/** @type {readonly { name: string, program: string, args: string[] }[]} */
const CHECKS = [
  { name: 'types', program: 'tsc', args: ['-p', '.'] },
  { name: 'types of scenarios', program: 'tsc', args: ['-p', 'scenarios'] },
  { name: 'lint', program: 'oxlint', args: [] },
  { name: 'format', program: 'oxfmt', args: ['--check'] },
  { name: 'imports', program: 'node', args: ['tools/check-imports.ts'] },
  { name: 'reach of the checks', program: 'node', args: ['tools/check-lint-reach.ts'] },
];

/**
 * All checks, then all tests but the soak ones.
 * @param {Workplace} place
 * @param {string[]} args handed to vitest
 * @returns {Promise<number>}
 */
export async function test(place, args) {
  const failed = [];
  for (const check of CHECKS) {
    if (!(await passes(place, check))) failed.push(check.name);
  }
  const code = await vitest(place, ['--project', 'unit', '--project', 'conformance', ...args]);
  if (failed.length === 0) return code;
  process.stderr.write(`These checks failed, see above: ${failed.join(', ')}.\n`);
  return 1;
}

/**
 * @param {Workplace} place
 * @param {typeof CHECKS[number]} check
 */
async function passes(place, { name, program, args }) {
  const begun = Date.now();
  const { code, output } = await runKept(tool(place, program), args, {
    folder: place.root,
    env: place.env,
  });
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  process.stdout.write(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)\n`);
  if (code !== 0) process.stdout.write(`${output}\n`);
  return code === 0;
}

/**
 * @param {Workplace} place
 * @param {string[]} args
 * @returns {Promise<number>}
 */
export function vitest(place, args) {
  return runInView(tool(place, 'vitest'), ['run', ...args], {
    folder: place.root,
    env: place.env,
  });
}

/**
 * @param {Workplace} place
 * @param {string} name
 */
function tool(place, name) {
  return name === 'node' ? place.node : join(place.root, 'node_modules', '.bin', name);
}
