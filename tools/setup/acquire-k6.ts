/**
 * Finds k6 or makes one. Prints JSON lines: a string for each step that takes long, and at the
 * end the outcome.
 */
import { acquireK6 } from '../../src/load/k6-binary.ts';

const print = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`);
};

print(await acquireK6({ env: process.env }, print));
