// @ts-check
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Lets what was started end in its own way when this process is told to end, and waits for it.
 */
export function passSignalsOn() {
  // On Ctrl-C the terminal tells the children itself.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => {
    for (const child of running) child.kill('SIGTERM');
  });
}

/**
 * @typedef {object} Options
 * @property {string} folder
 * @property {Record<string, string | undefined>} env
 */

/**
 * Runs a program with this process's own streams.
 * @param {string} program
 * @param {string[]} args
 * @param {Options} options
 * @returns {Promise<number>} its exit code, 128 + the signal's number where one ended it
 */
export async function runInView(program, args, { folder, env }) {
  const child = spawn(program, args, { cwd: folder, env, stdio: 'inherit' });
  return ended(child, (text) => process.stderr.write(text));
}

/**
 * Runs a program and keeps what it writes.
 * @param {string} program
 * @param {string[]} args
 * @param {Options & { onLine?: (line: string) => void }} options `onLine` gets what it writes to
 *   its standard output, line by line, while it runs
 * @returns {Promise<{ code: number, output: string }>} `output` is of both streams, in order
 */
export async function runKept(program, args, { folder, env, onLine }) {
  const child = spawn(program, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let line = '';
  child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
    output += text;
    const lines = (line + text).split('\n');
    line = lines.pop() ?? '';
    for (const whole of lines) onLine?.(whole);
  });
  child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
    output += text;
  });
  const code = await ended(child, (text) => {
    output += text;
  });
  return { code, output };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {(text: string) => void} complain
 * @returns {Promise<number>}
 */
function ended(child, complain) {
  running.add(child);
  return new Promise((resolve) => {
    child.on('error', (error) => {
      complain(`${error.message}\n`);
      running.delete(child);
      resolve(127);
    });
    child.on('close', (code, signal) => {
      running.delete(child);
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
