// @ts-check
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runKept } from './processes.js';
import { progress } from './progress.js';
import { environmentWithoutModules, ownNode, usableNode } from './runtime.js';

/**
 * Installs the dependencies where they are missing or of another lock file.
 * @param {string} root the repository's folder
 * @returns {Promise<'ready' | 'installed' | 'failed'>} a failure has been explained
 */
export async function ensureDependencies(root) {
  const why = whyInstall(root);
  if (why === undefined) return 'ready';
  const shown = progress(`installing dependencies with npm ci, since ${why}`);
  const { code, output } = await runKept('npm', ['ci'], {
    folder: root,
    env: environmentWithoutModules(),
  });
  if (code !== 0) {
    shown.end('npm ci failed');
    process.stderr.write(
      `${output}\nnpm could not install the dependencies: see what it says above; it needs a network or a filled cache.\n`,
    );
    return 'failed';
  }
  const node = usableNode(root);
  if (node === undefined) {
    shown.end('the dependencies came without a Node that runs');
    process.stderr.write(
      `${output}\n${ownNode(root)} does not run: install Node 24 or newer yourself, or let npm run the install script of its package "node" (npm config get ignore-scripts).\n`,
    );
    return 'failed';
  }
  writeFileSync(stampFile(root), lockHash(root));
  shown.end(`installed dependencies and Node ${node.version}`);
  return 'installed';
}

/**
 * @param {string} root
 * @returns {string | undefined} why the dependencies must be installed, in a few words
 */
export function whyInstall(root) {
  const stamp = textOf(stampFile(root));
  if (stamp === undefined) return 'this set-up has not done it here yet';
  if (stamp !== lockHash(root)) return 'package-lock.json changed';
  if (usableNode(root) === undefined) return 'their Node does not run';
  return undefined;
}

/** @param {string} root */
function stampFile(root) {
  return join(root, 'node_modules', '.leadline-setup');
}

/** @param {string} root */
function lockHash(root) {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return createHash('sha256').update(lock).digest('hex');
}

/** @param {string} file */
function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
