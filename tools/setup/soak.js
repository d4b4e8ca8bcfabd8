// @ts-check
import { randomInt } from 'node:crypto';
import { vitest } from './test.js';

/** How many times the runs of `npm test`, where `LEADLINE_SOAK` does not say. */
const TIMES = '10';
const PROJECTS = ['--project', 'unit', '--project', 'soak'];
const SEEDS = 2 ** 31;

/**
 * Every property and every soak test with large counts. `vitest.config.ts` leaves out what has
 * no counts to enlarge.
 * @param {import('./main.js').Workplace} place
 * @param {string[]} args handed to vitest
 * @returns {Promise<number>}
 */
export function soak(place, args) {
  const times = place.env['LEADLINE_SOAK'] || TIMES;
  const seed = place.env['LEADLINE_SEED'] || String(randomInt(SEEDS));
  process.stdout.write(
    `soak: ${times} times the runs; LEADLINE_SOAK=${times} LEADLINE_SEED=${seed} npm run soak repeats it\n`,
  );
  const env = { ...place.env, LEADLINE_SOAK: times, LEADLINE_SEED: seed };
  return vitest({ ...place, env }, [...PROJECTS, ...args]);
}
