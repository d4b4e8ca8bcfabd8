// @ts-check
/**
 * What `npm start`, `npm test` and `npm run soak` run: sets up what they need, then does it.
 * Plain JavaScript without dependencies, because it runs before there are any, on Node 18 too.
 */
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './dependencies.js';
import { ensureK6 } from './k6.js';
import { childEnvironment, usableNode } from './runtime.js';
import { soak } from './soak.js';
import { start } from './start.js';
import { test } from './test.js';
import { passSignalsOn } from './processes.js';

/**
 * @typedef {object} Workplace
 * @property {string} root the repository's folder
 * @property {string} node the path of a Node that runs TypeScript
 * @property {Record<string, string | undefined>} env for every program that is started
 * @property {boolean} hasK6
 */

/** @type {Record<string, (place: Workplace, args: string[]) => Promise<number>>} */
const MODES = { start, test, soak };

const [mode = '', ...args] = process.argv.slice(2);
process.exitCode = await main(mode, args);

/**
 * @param {string} named
 * @param {string[]} extra
 * @returns {Promise<number>} the exit code
 */
async function main(named, extra) {
  const run = Object.hasOwn(MODES, named) ? MODES[named] : undefined;
  if (run === undefined) {
    process.stderr.write(
      `usage: node tools/setup/main.js ${Object.keys(MODES).join('|')} [args]\n`,
    );
    return 2;
  }
  if (run === start && extra.length > 0) {
    process.stderr.write(
      'npm start takes no arguments; bin/leadline.js is the command that does\n',
    );
    return 2;
  }
  passSignalsOn();
  const place = await setUp(fileURLToPath(new URL('../../', import.meta.url)));
  return place === undefined ? 1 : run(place, extra);
}

/**
 * @param {string} root
 * @returns {Promise<Workplace | undefined>} undefined where it failed, which has been said
 */
async function setUp(root) {
  const installed = await ensureDependencies(root);
  if (installed === 'failed') return undefined;
  const node = usableNode(root);
  if (node === undefined) return undefined;
  const env = childEnvironment(root, node.path);
  const k6 = await ensureK6(root, node.path, env);
  if (installed === 'ready' && k6.wasThere) {
    process.stdout.write(`set-up: nothing to do (Node ${node.version}, k6 ${k6.version})\n`);
  }
  if (!k6.found) {
    process.stdout.write(`set-up: all but load works. ${k6.reason}\n`);
    return { root, node: node.path, env, hasK6: false };
  }
  return { root, node: node.path, env: { ...env, K6_BIN: k6.path }, hasK6: true };
}
