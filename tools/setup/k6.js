// @ts-check
import { runKept } from './processes.js';
import { progress } from './progress.js';

/**
 * @typedef {{ found: true, path: string, version: string, how: string, wasThere: boolean }
 *   | { found: false, reason: string, wasThere: false, version?: undefined }} K6Outcome
 */

/**
 * Finds k6 or makes one, with `src/load/k6-binary.ts` in a process of a Node that can run it.
 * @param {string} root
 * @param {string} node
 * @param {Record<string, string | undefined>} env
 * @returns {Promise<K6Outcome>}
 */
export async function ensureK6(root, node, env) {
  /** @type {ReturnType<typeof progress> | undefined} */
  let shown;
  /** @type {unknown} */
  let last;
  const { output } = await runKept(node, ['tools/setup/acquire-k6.ts'], {
    folder: root,
    env,
    onLine(line) {
      last = JSON.parse(line);
      if (typeof last !== 'string') return;
      if (shown === undefined) shown = progress(last);
      else shown.now(last);
    },
  });
  const outcome = read(last, output);
  if (outcome.found) shown?.end(`k6 ${outcome.version} was ${outcome.how}: ${outcome.path}`);
  else shown?.end('there is no k6');
  return outcome;
}

/**
 * @param {unknown} last the last line that `acquire-k6.ts` printed
 * @param {string} output all that it printed
 * @returns {K6Outcome}
 */
function read(last, output) {
  if (typeof last !== 'object' || last === null || !('found' in last)) {
    return { found: false, reason: `Looking for k6 failed: ${output}`, wasThere: false };
  }
  const k6 = /** @type {import('../../src/load/k6-binary.ts').K6} */ (last);
  if (!k6.found) return { ...k6, wasThere: false };
  return { ...k6, wasThere: k6.how !== 'built' && k6.how !== 'downloaded' };
}
