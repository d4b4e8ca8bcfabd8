// @ts-check
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runInView } from './processes.js';

/** @typedef {import('./main.js').Workplace} Workplace */

/** The same every time. */
const SEED = '1';
/** Small enough for a first look. */
const LOAD = ['load', 'baseline', '--seed', SEED, '--clock', 'fast=100', '--jobs', '60'];

/**
 * Checks the mock, then loads it.
 * @param {Workplace} place
 * @returns {Promise<number>} the first exit code that is not 0
 */
export async function start(place) {
  const begun = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  const check = await leadline(place, `reports/${begun}-check`, ['check', '--seed', SEED]);
  if (!place.hasK6) return check;
  const load = await leadline(place, `reports/${begun}-load`, LOAD);
  return check === 0 ? load : check;
}

/**
 * @param {Workplace} place
 * @param {string} folder where the report goes
 * @param {string[]} args
 */
async function leadline(place, folder, args) {
  process.stdout.write(`\nleadline ${args.join(' ')}\n`);
  const code = await runInView(
    place.node,
    [join(place.root, 'src/cli/main.ts'), ...args, '--out', folder],
    { folder: place.root, env: place.env },
  );
  const report = join(folder, 'report.html');
  if (existsSync(join(place.root, report))) process.stdout.write(`the report: ${report}\n`);
  return code;
}
