// @ts-check
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runInView } from './processes.js';

/** @typedef {import('./main.js').Workplace} Workplace */

/** The same every time. */
const SEED = '1';
/** Small for a first look, and enough for a p95 (which takes 72). */
const LOAD = ['load', 'baseline', '--seed', SEED, '--clock', 'fast=100', '--jobs', '80'];

/**
 * Checks the mock, then loads it.
 * @param {Workplace} place
 * @returns {Promise<number>} the first exit code that is not 0
 */
export async function start(place) {
  const begun = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  const folders = [`reports/${begun}-check`, `reports/${begun}-load`];
  const [checked = '', loaded = ''] = folders;
  const check = await leadline(place, checked, ['check', '--seed', SEED]);
  const load = place.hasK6 ? await leadline(place, loaded, LOAD) : 0;
  const reports = folders.map((folder) => join(folder, 'report.html'));
  const written = reports.filter((report) => existsSync(join(place.root, report)));
  if (written.length > 0) process.stdout.write(`\nThe reports: ${written.join(' and ')}\n`);
  return check === 0 ? load : check;
}

/**
 * @param {Workplace} place
 * @param {string} folder where the report goes
 * @param {string[]} args
 */
function leadline(place, folder, args) {
  process.stdout.write(`\n$ leadline ${args.join(' ')}\n`);
  return runInView(place.node, [join(place.root, 'src/cli/main.ts'), ...args, '--out', folder], {
    folder: place.root,
    env: place.env,
  });
}
