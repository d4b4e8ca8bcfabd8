import { randomInt } from 'node:crypto';
import { MAX_SEED } from '../units/units.ts';
import { EXIT } from './exit.ts';
import { run } from './run.ts';
import { streamOf } from './surroundings.ts';

const interrupt = new AbortController();

/** The first signal lets what is in flight end; a second one quits at once. */
function onSignal(): void {
  if (interrupt.signal.aborted) process.exit(EXIT.interrupted);
  interrupt.abort(new Error('interrupted'));
}

process.on('SIGINT', onSignal);
process.on('SIGTERM', onSignal);
// A reader that has seen enough, such as `head`, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  cwd: process.cwd(),
  stdout: streamOf(process.stdout),
  stderr: streamOf(process.stderr),
  wall: Date.now,
  freshSeed: () => randomInt(MAX_SEED),
  interrupt: interrupt.signal,
});
