import { contract } from '../specs/flux-depth-pro.ts';
import { clausesOf } from '../src/contract/clauses.ts';
import type { Clause } from '../src/contract/clause.ts';
import type { Exchange, HistoryHeader } from '../src/history/exchange.ts';
import { openCourt } from '../src/judge/court.ts';
import { bruteForce } from '../src/judge/fixtures/brute-force.ts';
import { type PollHistory, pollLines } from './poll-history.ts';

const HEADER: HistoryHeader = {
  history: 1,
  spec: contract.name,
  target: 'bench',
  seed: 1,
  startedAt: 0,
  rate: 0,
};
const every = clausesOf(contract);
const ofLives = every.filter(({ id }) => /^(state|result|retention)\./.test(id));

/** Read at once: little enough that what was read does not burden what judges. */
const CHUNK = 10_000;
const MILLION = 1_000_000;

/** How long it takes to judge histories that were read already, and what else takes as long. */
export function benchCourt(write: (line: string) => void): void {
  for (const perJob of [1_000, 25]) {
    const history = { polls: MILLION, perJob, inFlight: 50 };
    write(`a million polls, ${perJob} of each job:`);
    for (const [what, clauses] of [
      ['life of jobs', ofLives],
      ['whole court', every],
    ] as const) {
      const { parseMs, judgeMs, exchanges } = timed(history, clauses);
      const ratio = (judgeMs / parseMs).toFixed(2);
      write(
        `  ${what} (${clauses.length} clauses): ${Math.round(judgeMs)} ms for ${exchanges} exchanges; JSON.parse of their lines ${Math.round(parseMs)} ms; ratio ${ratio}`,
      );
    }
  }
  const small = { polls: 10_000, perJob: 500, inFlight: 20 };
  const exchanges = [...pollLines(small)].map(read);
  const naive = cpuMs(() => bruteForce(exchanges));
  const { judgeMs } = timed(small, ofLives);
  write(
    `10,000 polls, 500 of each job: ${judgeMs.toFixed(1)} ms; brute force ${Math.round(naive)} ms; ratio 1 : ${Math.round(naive / judgeMs)}`,
  );
}

function timed(history: PollHistory, clauses: readonly Clause[]) {
  const court = openCourt(contract, HEADER, clauses);
  let [parseMs, judgeMs, exchanges] = [0, 0, 0];
  const take = (lines: readonly string[]): void => {
    let parsed: readonly Exchange[] = [];
    parseMs += cpuMs(() => {
      parsed = lines.map(read);
    });
    judgeMs += cpuMs(() => {
      for (const exchange of parsed) court.hear(exchange);
    });
    exchanges += lines.length;
  };
  let lines: string[] = [];
  for (const line of pollLines(history)) {
    lines.push(line);
    if (lines.length < CHUNK) continue;
    take(lines);
    lines = [];
  }
  take(lines);
  judgeMs += cpuMs(() => court.verdicts());
  return { parseMs, judgeMs, exchanges };
}

function read(line: string): Exchange {
  return JSON.parse(line) as Exchange;
}

/** Of this thread alone: what else the machine does should not count. */
function cpuMs(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}
