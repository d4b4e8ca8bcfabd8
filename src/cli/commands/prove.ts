import { type Command, Option } from 'commander';
import { listDefects } from '../../mock/defects/defects.ts';
import { listProfiles } from '../../mock/profiles.ts';
import { type Seed, seed as seedOf } from '../../units/units.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { clockTime } from '../progress-line.ts';
import { type Caught, type Cleared, clearProfile, proveDefect } from '../prove-run.ts';
import { parseCount, parseSeed } from '../quantities.ts';
import { DEFAULT_SPEC, loadSpec } from '../specs.ts';
import type { Surroundings } from '../surroundings.ts';

interface ProveOptions {
  readonly spec: string;
  readonly seed: Seed;
  readonly seeds: number;
  readonly json: boolean;
}

/** Adds `leadline prove`. */
export function addProve(
  program: Command,
  surroundings: Surroundings,
  exit: (code: ExitCode) => void,
): void {
  program
    .command('prove')
    .description('prove the judges: every seeded defect is caught, and no clean mock is accused')
    .addOption(new Option('--spec <name|file>', 'the contract').default(DEFAULT_SPEC))
    .addOption(
      new Option('--seed <n>', 'the first seed').argParser(parseSeed).default(seedOf(1), '1'),
    )
    .addOption(
      new Option('--seeds <n>', 'how many seeds each clean profile is tried with')
        .argParser(parseCount(1, 100_000))
        .default(1),
    )
    .option('--json', 'one JSON document on standard output', false)
    .action(async (options: ProveOptions) => {
      exit(await prove(options, surroundings));
    });
}

async function prove(options: ProveOptions, surroundings: Surroundings): Promise<ExitCode> {
  const { stdout, stderr, cwd, interrupt } = surroundings;
  const contract = await loadSpec(options.spec, cwd);
  const caught: Caught[] = [];
  const defects = listDefects(contract);
  for (const defect of defects) {
    interrupt.throwIfAborted();
    caught.push(await proveDefect(contract, defect, options.seed));
    if (caught.length % 10 === 0) {
      stderr.write(`  ${caught.length}/${defects.length} defects\n`);
    }
  }
  const cleared: Cleared[] = [];
  for (const profile of listProfiles()) {
    for (let nth = 0; nth < options.seeds; nth += 1) {
      interrupt.throwIfAborted();
      cleared.push(await clearProfile(contract, profile, nthSeed(options.seed, nth)));
    }
    stderr.write(`  clean profile ${profile.id}\n`);
  }
  stdout.write(
    options.json
      ? `${JSON.stringify({ defects: caught, profiles: cleared }, undefined, 2)}\n`
      : `${matrix(caught)}\n${clean(cleared)}`,
  );
  const proven =
    caught.every((one) => one.caught) && cleared.every(({ mustBroken }) => mustBroken.length === 0);
  return proven ? EXIT.kept : EXIT.broken;
}

function nthSeed(first: Seed, nth: number): Seed {
  return seedOf((first + nth) % 2 ** 32);
}

function matrix(caught: readonly Caught[]): string {
  const width = Math.max(...caught.map(({ defect }) => defect.id.length));
  const clause = Math.max(...caught.map(({ defect }) => defect.clause.length));
  const rows = caught.map(({ defect, caught: is, exchanges, jobs, virtualMs, alsoBroken }) => {
    const cost = is
      ? `${String(exchanges).padStart(5)} exchanges ${String(jobs).padStart(3)} jobs ${clockTime(virtualMs).padStart(8)}`
      : 'NOT CAUGHT';
    const also = alsoBroken.length === 0 ? '' : `  also: ${alsoBroken.join(', ')}`;
    return `  ${is ? '✓' : '✗'} ${defect.id.padEnd(width)}  ${defect.clause.padEnd(clause)}  ${cost}${also}`;
  });
  const count = caught.filter((one) => one.caught).length;
  return [
    `Seeded defects, the clause that means each, and what it took to catch it:`,
    ...rows,
    `${count} of ${caught.length} defects caught`,
    '',
  ].join('\n');
}

function clean(cleared: readonly Cleared[]): string {
  const rows = [...Map.groupBy(cleared, ({ profile }) => profile)].map(([profile, runs]) => {
    const accused = new Set(runs.flatMap(({ mustBroken }) => mustBroken));
    const differs = [...new Set(runs.flatMap(({ shouldBroken }) => shouldBroken))];
    const words = accused.size === 0 ? 'no must broken' : `ACCUSED: ${[...accused].join(', ')}`;
    const does = differs.length === 0 ? '' : `; does differently: ${differs.join(', ')}`;
    return `  ${accused.size === 0 ? '✓' : '✗'} ${profile.padEnd(16)} ${runs.length} seeds, ${words}${does}`;
  });
  return ['Clean profiles:', ...rows, ''].join('\n');
}
