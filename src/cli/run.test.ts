import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { runCaptured } from './fixtures/captured.ts';

let cwd = '';
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'leadline-'));
});

const COMMANDS = ['check', 'plan', 'judge', 'load', 'mock', 'report', 'spec'];

describe('help and version', () => {
  test.each(['', ...COMMANDS])('leadline %s --help', async (command) => {
    const args = command === '' ? ['--help'] : [command, '--help'];
    const { code, stdout, stderr } = await runCaptured(args, { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`Usage: leadline ${command}`.trim());
  });

  test.each(['', ...COMMANDS])('leadline %s --version', async (command) => {
    const args = command === '' ? ['--version'] : [command, '--version'];
    const { code, stdout } = await runCaptured(args, { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("a user's mistake is one clear message, exit code 2, and never a stack", () => {
  const mistakes: readonly (readonly [args: readonly string[], says: RegExp])[] = [
    [[], /Usage: leadline/],
    [['chek'], /unknown command 'chek'.*Did you mean check\?/s],
    [['check', '--sed', '1'], /unknown option '--sed'.*Did you mean --s/s],
    [['check', '--seed', 'one'], /--seed.*whole number from 0/s],
    [['check', '--seed', '4294967296'], /whole number from 0 to 4294967295/],
    [['check', '--budget', 'lots'], /2\.50, or jobs, such as 40jobs/],
    [['check', '--clock', 'slow'], /virtual, real or fast=N/],
    [['check', '--concurrency', '0'], /from 1 to/],
    [['check', '--level', 'shall'], /must, should, record/],
    [['check', '--target', 'stagin'], /no target stagin.*Known: mock/s],
    [['check', '--target', 'http://127.0.0.1:1/v2'], /an origin without a path/],
    [['check', '--target', 'http://127.0.0.1:1'], /LEADLINE_KEY/],
    [['check', '--spec', 'flux-dept-pro'], /Did you mean flux-depth-pro\?/],
    [['check', '--only', 'parameter.step.*'], /no clause matches/],
    [['check', '--defect', 'steps.max-ignore'], /Did you mean steps\.max-ignored\?/],
    [['check', '--profile', 'strickt'], /Did you mean strict\?/],
    [['check', '--config', 'nowhere.json'], /cannot read the configuration/],
    [['judge', 'nowhere.ndjson'], /cannot read the history/],
    [['judge'], /missing required argument 'history'/],
    [['report', 'nowhere'], /is not a run of leadline/],
    [['load', 'stampede'], /Allowed choices are baseline/],
    [['load', 'baseline', '--clock', 'virtual'], /k6/],
    [['load', 'baseline', '--rate', '0/min'], /a rate above 0/],
    [['mock', '--port', '70000'], /from 0 to 65535/],
    [['mock', '--limiter', 'leaky'], /fixed-window/],
    [['spec', '--openapi', '--markdown'], /choose one/],
    [['spec', 'nothing'], /there is no contract nothing/],
  ];

  test.each(mistakes)('leadline %j', async (args, says) => {
    const { code, stdout, stderr } = await runCaptured(args, { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(says);
    expect(stdout).toBe('');
    expect(stderr).not.toMatch(/^\s+at .+:\d+:\d+/m);
  });
});

describe('a configuration', () => {
  const configured = async (name: string, value: unknown): Promise<string> => {
    await writeFile(join(cwd, name), JSON.stringify(value));
    return name;
  };

  test('that is wrong in several places is told all of them at once', async () => {
    const name = await configured('wrong.json', {
      targets: {
        staging: {
          baseUrl: 'https://api.example.com/v2',
          keys: { valid: 'SG_0123456789abcdef', ather: 'env:X' },
          budget: { usd: -1 },
          clok: 'http://127.0.0.1:1',
        },
      },
    });
    const { code, stderr } = await runCaptured(['check', '--config', name, '--target', 'staging'], {
      cwd,
    });
    expect(code).toBe(2);
    for (const said of ['baseUrl', 'ather', 'budget.usd', 'clok']) expect(stderr).toContain(said);
    expect(stderr).not.toContain('SG_0123456789abcdef');
  });

  test('may hold literal keys for loopback alone', async () => {
    const keys = { valid: 'SG_0123456789abcdef' };
    const name = await configured('literal.json', {
      targets: { live: { baseUrl: 'https://api.example.com', keys } },
    });
    const { code, stderr } = await runCaptured(['plan', '--config', name, '--target', 'live'], {
      cwd,
    });
    expect(code).toBe(2);
    expect(stderr).toContain('env:NAME');
    expect(stderr).not.toContain(keys.valid);
  });

  test('names every environment variable that is missing', async () => {
    const name = await configured('env.json', {
      targets: {
        live: { baseUrl: 'https://api.example.com', keys: { valid: 'env:ONE', other: 'env:TWO' } },
      },
    });
    const { code, stderr } = await runCaptured(['plan', '--config', name, '--target', 'live'], {
      cwd,
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(/ONE.*TWO/s);
  });

  test('does not let CI spend unless it says so', async () => {
    const target = { baseUrl: 'https://api.example.com', keys: { valid: 'env:KEY' } };
    const env = { CI: 'true', KEY: 'SG_0123456789abcdef' };
    const name = await configured('ci.json', { targets: { live: target } });
    const refused = await runCaptured(['plan', '--config', name, '--target', 'live'], { cwd, env });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('paidInCi');
    const allowed = await configured('paid.json', {
      targets: { live: { ...target, paidInCi: true } },
    });
    const ran = await runCaptured(['plan', '--config', allowed, '--target', 'live'], { cwd, env });
    expect(ran.code).toBe(0);
  });
});

describe('leadline plan', () => {
  const plan = async (
    args: readonly string[],
    env = {},
  ): Promise<{
    cases: { bills: string }[];
    jobs: { ifKept: number; atMost: number };
    untested: { clause: string }[];
  }> => {
    const { code, stdout, stderr } = await runCaptured(['plan', '--json', ...args], { cwd, env });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout) as Awaited<ReturnType<typeof plan>>;
  };
  const live = ['--target', 'https://api.example.com'];
  const env = { LEADLINE_KEY: 'SG_0123456789abcdef' };

  test('without a budget holds nothing that could bill a paid target', async () => {
    const { cases, jobs, untested } = await plan(live, env);
    expect(cases.length).toBeGreaterThan(0);
    expect(new Set(cases.map(({ bills }) => bills))).toEqual(new Set(['no']));
    expect(jobs).toEqual({ ifKept: 0, atMost: 0 });
    expect(untested.map(({ clause }) => clause)).toContain('validation.example-completes');
  });

  test('never plans for more jobs than the budget reaches for', async () => {
    for (const [budget, most] of [
      ['1jobs', 1],
      ['3jobs', 3],
      ['0.40', 6],
    ] as const) {
      const { jobs } = await plan([...live, '--budget', budget], env);
      expect(jobs.atMost).toBeLessThanOrEqual(most);
      expect(jobs.ifKept).toBeLessThanOrEqual(most);
    }
  });

  test('is the same for the same seed, and says so in people’s words too', async () => {
    const [one, other] = [await plan(['--seed', '3']), await plan(['--seed', '3'])];
    expect(one).toEqual(other);
    const { stdout } = await runCaptured(['plan', '--level', 'must'], { cwd });
    expect(stdout).toMatch(/7 jobs \(0\.44 USD\) if every promise is kept/);
  });
});

describe('leadline check on the embedded mock', () => {
  test('writes what the design names, and says where', async () => {
    const { code, stdout, stderr } = await runCaptured(['check', '--out', 'clean'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('Every judged promise was kept.');
    expect(stderr).toContain('clean/report.html');
  });

  test('prints nothing but one document with --json', async () => {
    const { stdout } = await runCaptured(['check', '--out', 'json', '--json'], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({ spec: 'flux-depth-pro', target: 'mock' });
  });

  test('fails for a broken promise of the level asked for', async () => {
    const args = ['check', '--defect', 'broke-402', '--out', 'should'];
    expect((await runCaptured(args, { cwd })).code).toBe(0);
    expect((await runCaptured([...args, '--level', 'should'], { cwd })).code).toBe(1);
  });

  test('fails for what is required and untested', async () => {
    const args = ['check', '--out', 'required', '--require', 'error.rate-limited'];
    expect((await runCaptured(args, { cwd })).code).toBe(1);
  });

  test('looks only at the clauses that are asked for', async () => {
    const args = ['check', '--only', 'parameter.steps.*', '--json', '--out', 'only'];
    const { code, stdout } = await runCaptured(args, { cwd });
    const { clauses } = JSON.parse(stdout) as { clauses: { id: string; verdict: string }[] };
    expect(code).toBe(0);
    expect(clauses.length).toBeGreaterThan(3);
    for (const { id, verdict } of clauses) {
      expect(id).toMatch(/^parameter\.steps\./);
      expect(verdict).not.toBe('untested');
    }
  });

  test('gives no success where nothing could be judged', async () => {
    const args = ['check', '--only', 'error.rate-limited', '--out', 'nothing'];
    expect((await runCaptured(args, { cwd })).code).toBe(3);
  });

  test('stops at the budget, keeps what it has, and says what was not sent', async () => {
    const args = ['check', '--budget', '2jobs', '--out', 'budget', '--json'];
    const { stdout } = await runCaptured(args, { cwd });
    const { totals } = JSON.parse(stdout) as { totals: { completed: number } };
    expect(totals.completed).toBeLessThanOrEqual(2);
    expect(totals.completed).toBeGreaterThan(0);
  });

  test('keeps and judges what there is when it is interrupted', async () => {
    const interrupt = new AbortController();
    const running = runCaptured(['check', '--out', 'interrupted'], {
      cwd,
      interrupt: interrupt.signal,
    });
    setTimeout(() => interrupt.abort(new Error('interrupted')), 40);
    const { code, stderr } = await running;
    expect(code).toBe(130);
    expect(stderr).toMatch(/Interrupted/);
  });
});

describe('leadline spec', () => {
  test.each(['--openapi', '--json-schema', '--json', '--markdown'])('%s', async (flag) => {
    const { code, stdout } = await runCaptured(['spec', flag], { cwd });
    expect(code).toBe(0);
    expect(flag === '--markdown' || typeof JSON.parse(stdout) === 'object').toBe(true);
    expect(stdout).toContain('steps');
  });

  test('loads a contract from a file, and tells all that is wrong with one', async () => {
    const { stdout } = await runCaptured(['spec'], { cwd });
    await writeFile(join(cwd, 'own.json'), stdout);
    expect((await runCaptured(['spec', './own.json'], { cwd })).stdout).toBe(stdout);
    const broken = { ...(JSON.parse(stdout) as object), parameters: [{ name: 1 }], price: {} };
    await writeFile(join(cwd, 'broken.json'), JSON.stringify(broken));
    const { code, stderr } = await runCaptured(['spec', './broken.json'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(/parameters/);
    expect(stderr).toMatch(/price/);
  });
});
