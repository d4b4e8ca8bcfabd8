#!/usr/bin/env node
// @ts-check
/**
 * The command. In a checkout it runs the TypeScript sources, in the published package (where Node
 * strips no types) what was built of them. An older Node hands over to the one of the npm package
 * `node`, where that is installed.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LOWEST_MAJOR = 24;
const USAGE = 2;

if (Number.parseInt(process.versions.node, 10) >= LOWEST_MAJOR) await import(entry());
else handOver();

/** @returns {string} the URL of the module that is the command */
function entry() {
  const source = new URL('../src/cli/main.ts', import.meta.url);
  const built = new URL('../dist/src/cli/main.js', import.meta.url);
  return (existsSync(source) ? source : built).href;
}

function handOver() {
  const node = nodeFromNpm();
  if (node === undefined) {
    process.stderr.write(
      `leadline needs Node ${LOWEST_MAJOR} or newer and this is ${process.versions.node}: install it, or put it beside leadline with npm install node@${LOWEST_MAJOR}\n`,
    );
    process.exitCode = USAGE;
    return;
  }
  const self = fileURLToPath(import.meta.url);
  const child = spawn(node, [self, ...process.argv.slice(2)], { stdio: 'inherit' });
  // On Ctrl-C the terminal tells the child itself.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('close', (code, signal) => {
    process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
  });
}

/** @returns {string | undefined} the path of the Node that the npm package `node` brings */
function nodeFromNpm() {
  try {
    const manifest = createRequire(import.meta.url).resolve('node/package.json');
    const binary = join(dirname(manifest), 'bin', 'node');
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}
