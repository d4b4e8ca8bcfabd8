import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LEVELS } from '../contract/clause.ts';
import type { ClauseRecord } from '../record/run-record.ts';
import { runCheck } from './check-run.ts';
import { chooseClauses, isWithin } from './clause-choice.ts';
import { openTarget } from './open-target.ts';
import { openOutDirectory } from './out-directory.ts';
import { prepare } from './prepare.ts';
import { parseBudget, parseSeed } from './quantities.ts';
import type { Surroundings } from './surroundings.ts';

/*
 * The conformance suite as QA see it: one test for each clause, named by its id. The target is
 * LEADLINE_TARGET (a name of the configuration or a URL; the embedded mock by default), with
 * LEADLINE_CONFIG, LEADLINE_SEED, LEADLINE_BUDGET and LEADLINE_LEVEL as the flags of `check`.
 */

const env = process.env;
const silent = { write: () => undefined, isTerminal: false, width: 80 };
const interrupt = new AbortController();
const surroundings: Surroundings = {
  env,
  cwd: process.cwd(),
  stdout: silent,
  stderr: silent,
  wall: Date.now,
  freshSeed: () => Math.floor(Math.random() * 2 ** 32),
  interrupt: interrupt.signal,
};

const failing = LEVELS.find((level) => level === env['LEADLINE_LEVEL']) ?? 'must';
const prepared = await prepare(
  {
    target: env['LEADLINE_TARGET'] ?? 'mock',
    profile: env['LEADLINE_PROFILE'] ?? 'strict',
    defect: (env['LEADLINE_DEFECT'] ?? '').split(',').filter((id) => id !== ''),
    concurrency: 10,
    json: false,
    ...(env['LEADLINE_CONFIG'] !== undefined && { config: env['LEADLINE_CONFIG'] }),
    ...(env['LEADLINE_SEED'] !== undefined && { seed: parseSeed(env['LEADLINE_SEED']) }),
    ...(env['LEADLINE_BUDGET'] !== undefined && { budget: parseBudget(env['LEADLINE_BUDGET']) }),
  },
  surroundings,
);
const { contract, seed } = prepared;
const clauses = chooseClauses(contract, { only: [], level: undefined });

describe(`${contract.name} on ${env['LEADLINE_TARGET'] ?? 'mock'}, seed ${seed}`, () => {
  let records: ReadonlyMap<string, ClauseRecord> = new Map();

  beforeAll(async () => {
    const open = await openTarget(prepared.chosen, contract, seed, undefined, prepared.mock);
    try {
      const folder = env['LEADLINE_OUT'] ?? (await mkdtemp(join(tmpdir(), 'leadline-')));
      const out = await openOutDirectory(
        surroundings.cwd,
        folder,
        open.target.name,
        surroundings.wall(),
      );
      const request = { contract, seed, only: [], level: undefined, concurrency: 10 };
      const { record, collected } = await runCheck(request, open, out, surroundings);
      if (collected.is !== 'complete' && collected.is !== 'out-of-budget') {
        throw new Error(`the target could not be checked: ${collected.is}`);
      }
      records = new Map(record.clauses.map((clause) => [clause.id, clause]));
    } finally {
      await open.close();
    }
  });

  afterAll(() => interrupt.abort());

  test.for(clauses.map(({ id, text, level }) => ({ id, text, level })))(
    '$id: $text',
    ({ id, level }, context) => {
      const record = records.get(id);
      expect(record, 'every clause is judged').toBeDefined();
      const reason = record?.verdict === 'untested' ? record.reason : undefined;
      context.skip(reason !== undefined, reason);
      const findings = record?.findings.map(
        ({ summary, counterexample, curl }) => `${summary}\n${counterexample}\n${curl}`,
      );
      expect(isWithin(level, failing) ? findings : []).toEqual([]);
    },
  );
});
