import { Option } from 'commander';
import type { Allowance } from '../collect/budget.ts';
import { LEVELS, type Level } from '../contract/clause.ts';
import type { Milliseconds, Seed } from '../units/units.ts';
import {
  type ClockChoice,
  parseBudget,
  parseClock,
  parseCount,
  parseDuration,
  parsePositive,
  parseSeed,
} from './quantities.ts';

/** What commands that talk to a target have in common. */
export interface TargetOptions {
  readonly config?: string;
  readonly target: string;
  readonly spec?: string;
  readonly seed?: Seed;
  readonly out?: string;
  readonly budget?: Allowance;
  readonly time?: Milliseconds;
  readonly rpm?: number;
  readonly concurrency: number;
  readonly clock?: ClockChoice;
  readonly profile: string;
  readonly defect: readonly string[];
  readonly json: boolean;
}

/** What commands that judge have in common. */
export interface JudgeOptions {
  readonly only: readonly string[];
  readonly level?: Level;
  readonly require: readonly string[];
}

const collected = (value: string, before: readonly string[]): readonly string[] => [
  ...before,
  value,
];

/** `--config`, `--target`, `--spec`, `--seed` and the like. */
export function targetOptions(): readonly Option[] {
  return [
    new Option('--config <file>', 'configuration; leadline.config.ts or .json by default'),
    new Option('--target <name|url>', 'a target of the configuration, a URL, or the mock').default(
      'mock',
      'mock, embedded',
    ),
    new Option('--spec <name|file>', 'the contract').default(undefined, "the target's"),
    new Option('--seed <n>', 'what all randomness derives from')
      .argParser(parseSeed)
      .default(undefined, '1; fresh for paid targets'),
    new Option('--out <dir>', 'where to write').default(undefined, 'reports/<time>-<target>/'),
    new Option('--budget <usd|jobs>', 'what may be spent: 2.50 or 40jobs').argParser(parseBudget),
    new Option('--time <duration>', 'of the target’s time: stop after this long').argParser(
      parseDuration,
    ),
    new Option('--rpm <n>', 'requests a minute at most').argParser(parsePositive),
    new Option('--concurrency <n>', 'jobs in flight at most')
      .argParser(parseCount(1, 1_000))
      .default(10),
    new Option('--clock <clock>', 'virtual, real or fast=N').argParser(parseClock),
    new Option('--profile <name>', 'of the embedded mock').default('strict'),
    new Option('--defect <id>', 'seed a defect into the embedded mock; may be repeated')
      .argParser(collected)
      .default([], 'none'),
    new Option('--json', 'one JSON document on standard output').default(false),
  ];
}

/** `--only`, `--level`, `--require`. */
export function judgeOptions(): readonly Option[] {
  return [
    new Option('--only <glob>', 'clause ids; may be repeated')
      .argParser(collected)
      .default([], 'all'),
    new Option('--level <level>', 'what is planned, and what a broken clause must be to fail')
      .choices(LEVELS)
      .default(undefined, 'plan all, fail on must'),
    new Option('--require <glob>', 'clauses that must not be untested; may be repeated')
      .argParser(collected)
      .default([], 'none'),
  ];
}
