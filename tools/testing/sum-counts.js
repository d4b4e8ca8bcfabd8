// @ts-check
/**
 * Adds up the counts of test runs (JSON, one line for each run) and prints them as a closing
 * line. Fails where not both runs counted, or nothing was tested.
 */
import { readFileSync } from 'node:fs';

const RUNS = 2;

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

const lines = readFileSync(process.argv[2] ?? '', 'utf8')
  .split('\n')
  .filter(Boolean);
const runs = lines.map((line) => /** @type {Counts} */ (JSON.parse(line)));

/** @param {keyof Counts} what */
const sum = (what) => runs.reduce((total, run) => total + run[what], 0);

const tested = sum('passed') + sum('failed');
if (runs.length < RUNS) process.stdout.write(`only ${runs.length} of ${RUNS} test runs ended\n`);
if (runs.length < RUNS || tested === 0) process.exitCode = 1;
const skipped = sum('skipped') === 0 ? '' : `, ${sum('skipped')} skipped`;
process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed${skipped}\n`);
