import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { clausesOf } from '../contract/clauses.ts';
import { smallContracts } from '../generate/contracts.fixture.ts';
import { levelsOf } from '../generate/level.ts';
import { seed, usd } from '../units/units.ts';
import { type Means, type PlannedRun, planRun } from './plan.ts';
import { CONFIGURED_KEYS } from './target.ts';

const clauses = clausesOf(contract);
const everything: Means = {
  keys: CONFIGURED_KEYS,
  blockedPrompt: 'a scene that is refused',
  ledger: true,
  canWait: true,
  paid: false,
  allowance: {},
};

function planned(means: Partial<Means> = {}, only = /./, number = 1): PlannedRun {
  const chosen = clauses.filter(({ id }) => only.test(id));
  return planRun(contract, chosen, seed(number), { ...everything, ...means }, 10);
}

const idsOf = (run: PlannedRun): readonly string[] => run.plan.cases.map(({ id }) => id);
const untestedIn = (run: PlannedRun): readonly string[] =>
  run.plan.untested.map(({ clause }) => clause);

const seeds = fc.nat(0xffff_ffff);
const anyKeys = fc.subarray([...CONFIGURED_KEYS]).map((keys) => ['valid' as const, ...keys]);

describe('a plan', () => {
  it('is the same byte for byte for one seed, and another for another', () => {
    fc.assert(
      fc.property(seeds, seeds, (one, other) => {
        const text = JSON.stringify(planned({}, /./, one).plan);
        expect(JSON.stringify(planned({}, /./, one).plan)).toBe(text);
        fc.pre(one !== other);
        expect(JSON.stringify(planned({}, /./, other).plan)).not.toBe(text);
      }),
      { numRuns: 25 },
    );
  });

  it('holds no instant, path or version', () => {
    const { cases, ...rest } = planned().plan;
    expect(Object.keys(rest)).toEqual([
      'plan',
      'spec',
      'seed',
      'clauses',
      'jobs',
      'usd',
      'durationMs',
      'untested',
    ]);
    const text = JSON.stringify([rest, cases]);
    expect(/\d{4}-\d\d-\d\d|\b\d+\.\d+\.\d+\b|file:|node_modules/.exec(text)).toBeNull();
    expect(text.includes(process.cwd())).toBe(false);
  });

  it('names each case once, and says why it is sent', () => {
    fc.assert(
      fc.property(seeds, (number) => {
        const { cases } = planned({}, /./, number).plan;
        expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
        expect(cases.filter(({ why }) => !/^\S.*\.$/.test(why))).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  it.each(smallContracts(contract.gateway).map((one) => [one.name, one] as const))(
    'can be made for the contract %s',
    (_, other) => {
      const run = planRun(other, clausesOf(other), seed(1), everything, 4);
      expect(run.plan.untested).toEqual([]);
      expect(run.plan.jobs.ifKept).toBeGreaterThan(1);
    },
  );
});

describe('what is planned', () => {
  it('shows every valid level of every parameter', () => {
    fc.assert(
      fc.property(seeds, (number) => {
        const { jobs } = planned({}, /./, number);
        for (const parameter of contract.parameters) {
          const shown = jobs.map(({ payload }) => payload[parameter.name]);
          expect(levelsOf(parameter).filter((level) => !shown.includes(level))).toEqual([]);
        }
      }),
      { numRuns: 25 },
    );
  });

  it.each([
    ['auth.missing-key', /^auth\.missing-key$/, /^key\.none\./],
    ['auth.*', /^auth\.(?!foreign)/, /^key\./],
    ['error.unknown-id', /^error\.unknown-id$/, /^address\.unknown-id\./],
    ['error.wrong-method', /^error\.wrong-method$/, /^method\./],
    ['error.bad-body', /^error\.bad-body$/, /^body\./],
    [
      'parameter.steps.max',
      /^parameter\.steps\.max$/,
      /steps\.(?:outside-bound\.(?:51|1000050)|far-outside\.\d{4,})(?:\.in\.\d)?$/,
    ],
    ['parameter.steps.unknowns', /^parameter\.steps\.unknowns$/, /^steps\.(?:null|numeric-string)/],
    ['parameter.prompt.required', /^parameter\.prompt\.required$/, /^prompt\.missing$/],
    ['validation.unknown-fields', /^validation\.unknown-fields$/, /unknown-field$/],
    ['state.block-is-failed', /^state\.block-is-failed$/, /\.blocked$/],
    ['sync.*', /^sync\./, /^sync\.example$/],
    ['retention.expires', /^retention\.expires$/, /\.blocked$|^(?:example|covering\.2)$/],
    ['submit.queued', /^submit\.queued$/, /^(?:example|covering\.2)$/],
  ])('for %s is what that needs, and all of it', (_, only, needed) => {
    const all = idsOf(planned());
    const ids = idsOf(planned({}, only));
    expect(ids).toEqual(all.filter((id) => needed.test(id)));
    expect(ids.length).toBeGreaterThan(0);
    expect(untestedIn(planned({}, only))).toEqual([]);
  });

  it('needs no other keys than there are', () => {
    fc.assert(
      fc.property(anyKeys, (keys) => {
        const used = planned({ keys }).plan.cases.map(({ key }) => key);
        expect(['none', 'wrong', 'bearer', ...keys]).toEqual(
          expect.arrayContaining([...new Set(used)]),
        );
      }),
      { numRuns: 20 },
    );
  });

  it('for one parameter’s levels is as few jobs as show them', () => {
    const { jobs, refusals, plan } = planned({}, /^parameter\.output_format\.accepts$/);
    const formats = jobs.map(({ payload }) => payload['output_format']);
    expect(formats).toEqual(expect.arrayContaining(['jpg', 'png', undefined]));
    expect(jobs.length).toBe(3);
    expect(refusals).toEqual([]);
    expect(plan.untested).toEqual([]);
  });

  it('for the firm promises alone holds nothing undocumented', () => {
    const musts = clauses.filter(({ level }) => level === 'must');
    const { unknowns, jobs } = planRun(contract, musts, seed(1), everything, 10);
    expect(unknowns).toEqual([]);
    expect(jobs.length).toBeGreaterThan(1);
  });

  it('waits for results to expire only where that is asked for, and possible', () => {
    expect(planned().waitsForExpiry).toBe(true);
    expect(planned({}, /^retention\.kept$/).waitsForExpiry).toBe(true);
    expect(planned({}, /^submit\./).waitsForExpiry).toBe(false);
    expect(planned({ canWait: false }).waitsForExpiry).toBe(false);
    expect(planned({ allowance: { jobs: 0 } }).waitsForExpiry).toBe(false);
  });
});

describe('without a budget', () => {
  it('nothing is planned that could bill, whatever the keys', () => {
    fc.assert(
      fc.property(seeds, anyKeys, fc.boolean(), (number, keys, inUsd) => {
        const allowance = inUsd ? { usd: usd(0.06) } : { jobs: 0 };
        const { plan, refusals, jobs, unknowns, blocked, syncCalls, syncRefusals, probes } =
          planned({ keys, allowance, paid: true }, /./, number);
        expect([refusals, jobs, unknowns, syncCalls, syncRefusals].flat()).toEqual([]);
        expect(blocked).toBeUndefined();
        expect(plan.jobs).toEqual({ ifKept: 0, atMost: 0 });
        const posts = probes.filter(({ body }) => body !== undefined);
        // A key that is nobody's, none, or a model that nobody serves.
        expect(posts.map(({ id }) => id)).toEqual([
          'key.none.submit',
          'key.none.sync',
          'key.wrong.submit',
          'key.wrong.sync',
          'address.unknown-model.submit',
          'address.unknown-model.sync',
        ]);
        expect(plan.cases.every(({ bills }) => bills === 'no')).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('names what stays untested for want of it', () => {
    const { plan } = planned({ allowance: { jobs: 0 }, paid: true });
    const reasons = new Set(plan.untested.map(({ reason }) => reason));
    expect(reasons).toEqual(new Set(['needs a budget for at least one job']));
    expect(untestedIn(planned({ allowance: { jobs: 0 } }, /^(?:auth|error)\./))).toEqual([
      'auth.forbidden-key',
      'auth.empty-balance',
      'auth.empty-balance-code',
      'auth.foreign-job',
      'error.bad-body',
      'error.names-parameter',
    ]);
  });
});

describe('a budget', () => {
  const all = planned();
  const most = all.jobs.length + all.syncCalls.length + all.unknowns.length;

  it('leaves out undocumented inputs first, then synchronous calls, then jobs from the last', () => {
    for (let jobs = 1; jobs <= most; jobs += 1) {
      const run = planned({ allowance: { jobs } });
      expect(run.jobs).toEqual(all.jobs.slice(0, jobs));
      expect(run.syncCalls).toEqual(all.syncCalls.slice(0, Math.max(0, jobs - all.jobs.length)));
      const left = jobs - all.jobs.length - all.syncCalls.length;
      expect(run.unknowns).toEqual(all.unknowns.slice(0, Math.max(0, left)));
      expect(run.refusals).toEqual(all.refusals);
      expect(run.probes).toEqual(all.probes);
      expect(run.plan.jobs.ifKept).toBeLessThanOrEqual(jobs);
      expect(run.plan.jobs.atMost).toBe(jobs);
    }
  });

  it('leaves fewer clauses untested the larger it is, and names them', () => {
    const untested = Array.from({ length: most + 1 }, (_, jobs) =>
      untestedIn(planned({ allowance: { jobs } })),
    );
    for (const [jobs, ids] of untested.entries()) {
      expect(untested[jobs - 1] ?? ids).toEqual(expect.arrayContaining([...ids]));
    }
    expect(untested.at(1)).toContain('parameter.steps.accepts');
    expect(untested.at(1)).toContain('sync.returns-output');
    expect(untested.at(1)).not.toContain('validation.example-completes');
    expect(untested.at(-1)).toEqual([]);
  });

  it('is counted in dollars too', () => {
    const { plan } = planned({ allowance: { usd: usd(0.13) } });
    expect(plan.jobs).toEqual({ ifKept: 2, atMost: 2 });
    expect(plan.usd).toEqual({ ifKept: 0.126, atMost: 0.126 });
  });
});

describe('what is missing', () => {
  it.each([
    ['other', ['auth.foreign-job']],
    ['forbidden', ['auth.forbidden-key']],
    ['broke', ['auth.empty-balance', 'auth.empty-balance-code']],
    ['revoked', ['auth.revoked-key']],
  ] as const)('is named where there is no key %s', (missing, expected) => {
    const run = planned({ keys: CONFIGURED_KEYS.filter((key) => key !== missing) });
    expect(untestedIn(run)).toEqual(expected);
    expect(run.plan.untested[0]?.reason).toContain(`keys.${missing}`);
  });

  it('is named where no prompt is known to be blocked', () => {
    const run = planRun(contract, clauses, seed(1), { ...withoutPrompt() }, 10);
    expect(untestedIn(run)).toEqual([
      'state.failed-is-422',
      'state.failed-has-detail',
      'state.block-is-failed',
      'result.no-output-when-failed',
      'billing.failed-is-free',
    ]);
    expect(run.plan.untested[0]?.reason).toContain('blockedPrompt');
  });

  it('is named where nobody can wait for an hour', () => {
    const run = planned({ canWait: false });
    expect(untestedIn(run)).toEqual(['retention.kept', 'retention.expires']);
    expect(run.plan.untested[0]?.reason).toContain('1 h');
  });
});

function withoutPrompt(): Means {
  const { blockedPrompt: _, ...rest } = everything;
  return rest;
}
