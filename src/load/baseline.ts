import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as timer } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Contract } from '../contract/contract.ts';
import type { Exchange, HeaderList, HistoryHeader } from '../history/exchange.ts';
import type { Clock } from '../units/clock.ts';
import { parseJson } from '../units/json.ts';
import { wallClock } from '../units/real-clock.ts';
import type { Redacted } from '../units/redacted.ts';
import { milliseconds, type Seed } from '../units/units.ts';
import { ConsoleTail } from './console-tail.ts';
import type { K6Exit } from './k6-exit.ts';
import { consoleLineOf, readConsole, type Unread } from './log.ts';
import type { LoadPlan } from './plan.ts';
import { type LoadProgress, Tally } from './progress.ts';
import type { ScenarioSettings, ScenarioSummary, ThresholdResult } from './protocol.ts';
import { runK6 } from './run-k6.ts';

/** How often the scenario's console is looked at for progress. */
const GLANCE_MS = 200;
const SCRIPT = fileURLToPath(new URL('../../scenarios/baseline.ts', import.meta.url));

export interface BaselineRun {
  readonly contract: Contract;
  readonly target: LoadTarget;
  /** The k6 binary. */
  readonly k6: string;
  readonly plan: LoadPlan;
  readonly seed: Seed;
  /** An existing or new directory; what k6 needs stands in a folder of it while it runs. */
  readonly outDir: string;
  /** Our own environment, for what k6 needs of it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly onProgress?: (progress: LoadProgress) => void;
  readonly signal?: AbortSignal;
}

export interface LoadTarget {
  /** As the configuration names it. */
  readonly name: string;
  /** An origin, without a path. */
  readonly baseUrl: string;
  readonly key: Redacted;
  /** Sent with every request; they stand in the history. */
  readonly headers?: HeaderList;
  /** The URL of a proxy; by default what the environment says. */
  readonly proxy?: string;
  /** The target's time: real, or a multiple of it; k6 cannot follow virtual time. */
  readonly clock: Clock;
}

export interface BaselineResult {
  readonly header: HistoryHeader;
  readonly exchanges: readonly Exchange[];
  readonly exit: K6Exit;
  /** Empty where k6 was killed before it could judge them. */
  readonly thresholds: readonly ThresholdResult[];
  readonly unread: Unread;
  /** The end of k6's own log, without the key. */
  readonly output: string;
}

/**
 * Loads a target steadily with k6, and gives back every exchange: also those of a run that was
 * interrupted or killed.
 * @throws RangeError when the target's time is virtual; the signal's reason when it is aborted
 *   before the start. An abort during the run is no error: the exit says `interrupted`.
 */
export async function runBaseline(run: BaselineRun): Promise<BaselineResult> {
  const { clock } = run.target;
  if (!(clock.rate > 0)) throw new RangeError('a load needs a clock that runs, not a virtual one');
  await mkdir(run.outDir, { recursive: true });
  const folder = await mkdtemp(join(run.outDir, '.k6-'));
  try {
    return await runIn(folder, run);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runIn(folder: string, run: BaselineRun): Promise<BaselineResult> {
  const { contract, environment, k6, signal, target } = run;
  const files = {
    settings: join(folder, 'settings.json'),
    console: join(folder, 'console.ndjson'),
    summary: join(folder, 'summary.json'),
  };
  const settings = settingsOf(run, wallClock());
  await writeFile(files.settings, JSON.stringify(settings));
  const follower = new Follower(run, new ConsoleTail(files.console), settings.clock.target);
  const k6Run = runK6({
    path: k6,
    script: SCRIPT,
    consoleFile: files.console,
    environment: {
      LEADLINE_SETTINGS: files.settings,
      LEADLINE_SUMMARY: files.summary,
      LEADLINE_KEY: target.key.reveal(),
      ...(target.proxy !== undefined && { HTTP_PROXY: target.proxy, HTTPS_PROXY: target.proxy }),
    },
    inherited: environment,
    ...(signal && { signal }),
  });
  const [{ exit, output }, lines] = await Promise.all([
    k6Run.finally(() => follower.end()),
    follower.follow(),
  ]);
  const { exchanges, unread } = readConsole(lines);
  return {
    header: {
      history: 1,
      spec: contract.name,
      target: target.name,
      seed: run.seed,
      startedAt: settings.clock.target,
      rate: target.clock.rate,
    },
    exchanges,
    exit,
    thresholds: await thresholdsIn(files.summary),
    unread,
    output: withoutKey(output, target.key),
  };
}

function withoutKey(text: string, key: Redacted): string {
  const secret = key.reveal();
  return secret === '' ? text : text.replaceAll(secret, String(key));
}

function settingsOf(run: BaselineRun, wall: number): ScenarioSettings {
  const { contract, plan, seed, target } = run;
  return {
    contract,
    baseUrl: new URL(target.baseUrl).origin,
    headers: target.headers ?? [],
    seed,
    jobs: plan.jobs,
    intervalMs: plan.interval,
    deadlineMs: plan.deadline,
    virtualUsers: plan.virtualUsers,
    clock: { rate: target.clock.rate, wall, target: target.clock.now() },
  };
}

/** Collects the console's lines while k6 writes them, and tells how far it has come. */
class Follower {
  readonly #run: BaselineRun;
  readonly #tail: ConsoleTail;
  readonly #startedAt: number;
  readonly #tally: Tally;
  readonly #ended = new AbortController();
  readonly #lines: string[] = [];

  constructor(run: BaselineRun, tail: ConsoleTail, startedAt: number) {
    this.#run = run;
    this.#tail = tail;
    this.#startedAt = startedAt;
    this.#tally = new Tally(run.contract, run.plan.jobs);
  }

  end(): void {
    this.#ended.abort();
  }

  /** Resolves with all lines, a torn last one included, once `end` was called. */
  async follow(): Promise<readonly string[]> {
    const { signal } = this.#ended;
    while (!signal.aborted) {
      await timer(GLANCE_MS, undefined, { signal }).catch(() => undefined);
      await this.#glance();
    }
    await this.#glance();
    return [...this.#lines, this.#tail.rest];
  }

  async #glance(): Promise<void> {
    for (const text of await this.#tail.lines()) {
      this.#lines.push(text);
      const line = consoleLineOf(text);
      if (line !== undefined) this.#tally.add(line);
    }
    const elapsed = milliseconds(this.#run.target.clock.now() - this.#startedAt);
    this.#run.onProgress?.(this.#tally.progress(elapsed));
  }
}

async function thresholdsIn(file: string): Promise<readonly ThresholdResult[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const summary = parseJson(text) as ScenarioSummary | undefined;
  return summary?.thresholds ?? [];
}
