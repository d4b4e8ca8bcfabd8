/** Runs all measurements: `npm run bench`. */
import { benchCourt } from './court.ts';

const write = (line: string): void => void process.stdout.write(`${line}\n`);

for (const bench of [benchCourt]) bench(write);
