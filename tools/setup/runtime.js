// @ts-check
import { spawnSync } from 'node:child_process';
import { delimiter, dirname, join, sep } from 'node:path';

const LOWEST_MAJOR = 24;

/**
 * @typedef {object} Runtime
 * @property {string} path
 * @property {string} version without `v`
 */

/**
 * A Node that runs TypeScript: this one, or the one that the npm package `node` brings.
 * @param {string} root the repository's folder
 * @returns {Runtime | undefined} undefined where neither is there
 */
export function usableNode(root) {
  if (isRecent(process.versions.node)) {
    return { path: process.execPath, version: process.versions.node };
  }
  const path = ownNode(root);
  const { error, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  if (error !== undefined) return undefined;
  const version = stdout.trim().replace(/^v/, '');
  return isRecent(version) ? { path, version } : undefined;
}

/**
 * Where the npm package `node` puts its Node.
 * @param {string} root
 */
export function ownNode(root) {
  return join(root, 'node_modules', 'node', 'bin', 'node');
}

/** @param {string} version */
function isRecent(version) {
  return Number.parseInt(version, 10) >= LOWEST_MAJOR;
}

/**
 * The environment for programs that need the project's own tools first on their `PATH`.
 * @param {string} root
 * @param {string} node
 * @returns {Record<string, string | undefined>}
 */
export function childEnvironment(root, node) {
  const path = [dirname(node), join(root, 'node_modules', '.bin'), process.env['PATH'] ?? ''];
  return { ...process.env, PATH: path.join(delimiter) };
}

/**
 * The environment for npm, which must not run on a Node that it is about to remove.
 * @returns {Record<string, string | undefined>}
 */
export function environmentWithoutModules() {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const kept = folders.filter((folder) => !folder.split(sep).includes('node_modules'));
  return { ...process.env, PATH: kept.join(delimiter) };
}
