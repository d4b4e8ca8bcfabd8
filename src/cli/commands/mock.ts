import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Contract } from '../../contract/contract.ts';
import { LIMITER_CLASSES, type LimiterClass } from '../../limiter/model.ts';
import { listDefects } from '../../mock/defects/defects.ts';
import type { MockDescription } from '../../mock/description.ts';
import { createMock } from '../../mock/mock.ts';
import { readProfile } from '../../mock/profile-file.ts';
import { listProfiles, type Profile } from '../../mock/profiles.ts';
import type { RateLimit } from '../../mock/rate-gate.ts';
import type { Clock } from '../../units/clock.ts';
import { realClock } from '../../units/real-clock.ts';
import { type Milliseconds, milliseconds, type Seed, seed, usd } from '../../units/units.ts';
import { VirtualClock } from '../../units/virtual-clock.ts';
import { EXIT, type ExitCode, UserError } from '../exit.ts';
import { knownDefects, profileNamed } from '../prepare.ts';
import {
  type ClockChoice,
  parseClock,
  parseCount,
  parseDuration,
  parsePositive,
  parseSeed,
} from '../quantities.ts';
import { DEFAULT_SPEC, loadSpec } from '../specs.ts';
import type { Surroundings } from '../surroundings.ts';

interface MockCommandOptions {
  readonly spec: string;
  readonly host: string;
  readonly port: number;
  readonly profile: string;
  readonly clock: ClockChoice;
  readonly limiter?: LimiterClass;
  readonly limit: number;
  readonly window: Milliseconds;
  readonly count: 'all' | 'submits';
  readonly workers?: number;
  readonly credits?: number;
  readonly seed: Seed;
  readonly defect: readonly string[];
  readonly list: boolean;
  readonly json: boolean;
}

/** Adds `leadline mock`. */
export function addMock(
  program: Command,
  surroundings: Surroundings,
  exit: (code: ExitCode) => void,
): void {
  const command = program
    .command('mock')
    .description('serve a contract: a gateway that keeps its promises, or breaks the one you name');
  for (const option of mockOptions()) command.addOption(option);
  command.action(async (options: MockCommandOptions) => {
    const contract = await loadSpec(options.spec, surroundings.cwd);
    if (options.list) surroundings.stdout.write(listing(contract, options.json));
    else await serve(contract, options, surroundings);
    exit(EXIT.kept);
  });
}

function mockOptions(): readonly Option[] {
  return [
    new Option('--spec <name|file>', 'the contract').default(DEFAULT_SPEC),
    new Option('--host <address>', 'where to listen').default('127.0.0.1'),
    new Option('--port <n>', '0 takes a free one').argParser(parseCount(0, 65_535)).default(0),
    new Option('--profile <name|file.json>', 'how it behaves').default('strict'),
    new Option('--clock <clock>', 'real, virtual or fast=N')
      .argParser(parseClock)
      .default({ rate: 1 }, 'real'),
    new Option('--limiter <class>', 'limits requests').choices(LIMITER_CLASSES),
    new Option('--limit <n>', 'so many in a window').argParser(parseCount(1, 1e9)).default(60),
    new Option('--window <duration>', 'of the limiter')
      .argParser(parseDuration)
      .default(milliseconds(60_000), '60s'),
    new Option('--count <what>', 'counted by the limiter')
      .choices(['all', 'submits'])
      .default('all'),
    new Option('--workers <n>', 'jobs that run at once').argParser(parseCount(1, 100_000)),
    new Option('--credits <usd>', 'the balance at the start').argParser(parsePositive),
    new Option('--seed <n>', 'keys, ids and times derive from it')
      .argParser(parseSeed)
      .default(seed(1)),
    new Option('--defect <id>', 'break a promise; may be repeated')
      .argParser((id: string, before: readonly string[]) => [...before, id])
      .default([], 'none'),
    new Option('--list', 'print profiles and defects').default(false),
    new Option('--json', 'one JSON line on standard output').default(false),
  ];
}

async function serve(
  contract: Contract,
  options: MockCommandOptions,
  surroundings: Surroundings,
): Promise<void> {
  const { limiter, limit, window: windowMs, count } = options;
  const rateLimit: RateLimit | undefined = limiter && { class: limiter, limit, windowMs, count };
  const mock = createMock({
    contract,
    clock: clockOf(options.clock, surroundings),
    seed: options.seed,
    profile: await profileOf(options.profile, surroundings.cwd),
    defects: knownDefects(contract, options.defect),
    ...(options.workers !== undefined && { workers: options.workers }),
    ...(options.credits !== undefined && { credits: usd(options.credits) }),
    ...(rateLimit !== undefined && { limiter: rateLimit }),
  });
  try {
    await listen(mock, options);
    const description = mock.description();
    surroundings.stdout.write(
      options.json ? `${JSON.stringify(description)}\n` : inWords(description, contract, options),
    );
    await interrupted(surroundings.interrupt);
  } finally {
    await mock.close();
  }
}

async function listen(
  mock: ReturnType<typeof createMock>,
  { host, port }: MockCommandOptions,
): Promise<void> {
  try {
    await mock.listen({ host, port });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`cannot listen on ${host}:${port}: ${why}`, EXIT.usage, { cause: error });
  }
}

function clockOf({ rate }: ClockChoice, { wall }: Surroundings): Clock {
  return rate === 0 ? new VirtualClock(wall(), 'by-hand') : realClock(rate);
}

async function profileOf(name: string, cwd: string): Promise<Profile> {
  if (!name.endsWith('.json')) return profileNamed(name);
  const path = resolve(cwd, name);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new UserError(`cannot read the profile ${path}: ${String(error)}`);
  });
  const read = readProfile(text, basename(name, '.json'));
  if ('profile' in read) return read.profile;
  throw new UserError(`${name} is not a profile:\n  ${read.problems.join('\n  ')}`);
}

function interrupted(signal: AbortSignal): Promise<void> {
  return new Promise((resolved) => {
    if (signal.aborted) resolved();
    else signal.addEventListener('abort', () => resolved(), { once: true });
  });
}

function inWords(
  { baseUrl, clock, keys, blockedPrompt, ledger }: MockDescription,
  { name }: Contract,
  { profile, defect }: MockCommandOptions,
): string {
  const broken = defect.length === 0 ? '' : `, broken on purpose: ${defect.join(', ')}`;
  return [
    `A mock of ${name} (profile ${profile}${broken}) listens on ${baseUrl}`,
    '',
    ...Object.entries(keys).map(([kind, key]) => `  key ${kind.padEnd(10)} ${key}`),
    `  clock          ${clock}`,
    `  ledger         ${ledger}`,
    `  blocked prompt ${blockedPrompt}`,
    '',
    'Ctrl-C ends it.',
    '',
  ].join('\n');
}

function listing(contract: Contract, asJson: boolean): string {
  const profiles = listProfiles().map(({ id, describe }) => ({ id, describe }));
  const defects = listDefects(contract);
  if (asJson) return `${JSON.stringify({ profiles, defects })}\n`;
  const width = Math.max(...defects.map(({ id }) => id.length));
  return [
    'Profiles:',
    ...profiles.map(({ id, describe }) => `  ${id.padEnd(width)}  ${describe}`),
    '',
    'Defects, and the clause that each breaks:',
    ...[...Map.groupBy(defects, ({ group }) => group)].flatMap(([group, of]) => [
      `  ${group}`,
      ...of.map(({ id, clause, describe }) => `    ${id.padEnd(width)}  ${clause}: ${describe}`),
    ]),
    '',
  ].join('\n');
}
