import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import type { Contract } from '../contract/contract.ts';
import { expectationOf } from '../contract/expectation.ts';
import { routeOf } from '../contract/routes.ts';
import { type Exchange, jsonOf } from '../history/exchange.ts';
import { historyLine, parseHistoryLine } from '../history/ndjson.ts';
import { createMock, type MockOptions } from '../mock/mock.ts';
import { isEstimated } from '../stats/estimate.ts';
import { realClock } from '../units/real-clock.ts';
import { Redacted } from '../units/redacted.ts';
import { milliseconds, requestsPerMinute, seed } from '../units/units.ts';
import { type BaselineResult, type BaselineRun, runBaseline } from './baseline.ts';
import { type K6, locateK6 } from './k6-binary.ts';
import { measureLoad } from './measure.ts';
import type { JobCounts, LoadMeasurement } from './measurement.ts';
import { planLoad } from './plan.ts';

const FAST = 100;
const KEY = 'SG_00c0ffee00c0ffee';
const { names, states } = contract.gateway;

let k6: K6;
beforeAll(async () => {
  k6 = await locateK6({ env: process.env });
});
beforeEach(({ skip }) => skip(!k6.found, k6.found ? '' : k6.reason));

/** Another vendor's: other routes, header, members and states. */
const other: Contract = {
  ...contract,
  name: 'other-model',
  slug: 'other-model',
  gateway: {
    ...contract.gateway,
    authentication: { ...contract.gateway.authentication, header: 'x-token' },
    routes: {
      ...contract.gateway.routes,
      submit: { method: 'POST', path: '/jobs/{slug}', success: 202 },
      status: { method: 'GET', path: '/tickets/{id}/phase', success: 200 },
      result: { method: 'GET', path: '/tickets/{id}', success: 200 },
    },
    names: { ...names, id: 'ticket', state: 'phase', metrics: 'timing', inferenceTime: 'gpu' },
    states: {
      ...states,
      completed: 'READY',
      all: states.all.map((state) =>
        state.name === states.completed ? { ...state, name: 'READY' } : state,
      ),
      transitions: states.transitions.map(
        ([from, to]) => [from, to === states.completed ? 'READY' : to] as const,
      ),
    },
  },
};

interface Load {
  readonly contract?: Contract;
  readonly baseUrl: string;
  readonly key?: string;
  readonly jobs: number;
  readonly rate?: number;
  readonly deadline?: number;
  readonly clock?: ReturnType<typeof realClock>;
  readonly k6?: string;
  readonly onProgress?: BaselineRun['onProgress'];
  readonly signal?: AbortSignal;
}

async function someFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'leadline-load-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function load(given: Load): Promise<BaselineResult & { readonly outDir: string }> {
  const { baseUrl, jobs, onProgress, signal, contract: loaded = contract } = given;
  const clock = given.clock ?? realClock(FAST);
  const outDir = await someFolder();
  const result = await runBaseline({
    contract: loaded,
    target: { name: 'here', baseUrl, key: new Redacted(given.key ?? KEY), clock },
    k6: given.k6 ?? (k6.found ? k6.path : ''),
    plan: planLoad(loaded, {
      rate: requestsPerMinute(given.rate ?? 20),
      jobs,
      confidence: 0.999,
      ...(given.deadline !== undefined && { deadline: milliseconds(given.deadline) }),
    }),
    seed: seed(20_261),
    outDir,
    environment: process.env,
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
  });
  return { ...result, outDir };
}

function measured(
  exchanges: readonly Exchange[],
  deadlineMs = 600_000,
  of: Contract = contract,
): LoadMeasurement {
  const options = { scenario: 'baseline', engine: 'local', rate: FAST, confidence: 0.999 } as const;
  return measureLoad(of, exchanges, { ...options, deadlineMs });
}

function sumOfEnds({ started, ...ends }: JobCounts): number {
  expect(started).toBeGreaterThan(0);
  return Object.values(ends).reduce((sum, count) => sum + count, 0);
}

async function mocked(options: Partial<MockOptions> = {}) {
  const clock = realClock(FAST);
  const mock = createMock({ contract, clock, seed: seed(7), ...options });
  onTestFinished(() => mock.close());
  const baseUrl = await mock.listen({ host: '127.0.0.1', port: 0 });
  return { baseUrl, key: mock.keys.valid, clock };
}

type Answering = (request: IncomingMessage, response: ServerResponse) => void;

/** A server that answers as it is told, and remembers what it was asked. */
async function server(answering: Answering) {
  const asked: { readonly route: string; readonly headers: IncomingMessage['headers'] }[] = [];
  const listening: Server = createServer((request, response) => {
    const route = routeOf(contract, request.method ?? '', `http://here${request.url}`)?.route;
    asked.push({ route: route ?? 'none', headers: request.headers });
    request.resume().on('end', () => answering(request, response));
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    listening.closeAllConnections();
    listening.close();
  });
  const { port } = listening.address() as AddressInfo;
  const count = (route: string): number => asked.filter((one) => one.route === route).length;
  return { baseUrl: `http://127.0.0.1:${port}`, asked, count };
}

function reply(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** A k6 that leaves its process id in a file, so that a test can kill it. */
async function k6WithId(): Promise<{ readonly path: string; readonly id: () => Promise<number> }> {
  const folder = await someFolder();
  const path = join(folder, 'k6');
  const file = join(folder, 'id');
  const binary = k6.found ? k6.path : '';
  await writeFile(path, `#!/bin/sh\necho $$ > ${file}\nexec ${binary} "$@"\n`, { mode: 0o755 });
  return { path, id: async () => Number(await readFile(file, 'utf8')) };
}

describe('a steady load with real k6', () => {
  test("finds the mock's service time, and accounts for every job", async () => {
    const mock = await mocked();
    const seen: number[] = [];
    const run = await load({
      ...mock,
      jobs: 80,
      rate: 14,
      onProgress: (p) => seen.push(p.started),
    });
    expect(run.exit).toMatchObject({ end: 'finished', code: 0 });
    expect(run.thresholds.map(({ metric, ok }) => [metric, ok])).toEqual([
      ['dropped_iterations', true],
      ['jobs_ended', true],
      ['jobs_started', true],
    ]);
    const { jobs, inference, baseline, routes } = measured(run.exchanges);
    expect(jobs).toMatchObject({ started: 80, finished: 80 });
    expect(isEstimated(inference.p50) && inference.p50.low).toBeLessThan(25_350);
    expect(isEstimated(inference.p50) && inference.p50.high).toBeGreaterThan(25_350);
    expect(baseline.statement).toMatch(/^inference median 2\d\.\d s \[/u);
    expect(routes.result?.requests).toBe(80);
    expect(seen.at(-1)).toBe(80);
    expect(seen.length).toBeGreaterThan(3);
  });

  test('leaves a history: valid payloads, each its own, at their planned times', async () => {
    const mock = await mocked();
    const run = await load({ ...mock, jobs: 30, rate: 30 });
    expect(run.header).toMatchObject({
      history: 1,
      spec: contract.name,
      target: 'here',
      rate: FAST,
    });
    expect(run.unread).toEqual({ lines: 0 });
    for (const exchange of run.exchanges) {
      expect(parseHistoryLine(historyLine(exchange), 'here').is).toBe('exchange');
    }
    const submits = run.exchanges.filter(({ route }) => route === 'submit');
    const bodies = submits.map(({ request }) =>
      request.body && 'text' in request.body ? request.body.text : '',
    );
    expect(new Set(bodies).size).toBe(30);
    expect(bodies.map((body) => expectationOf(contract, body).expect)).not.toContain('refuse');
    const planned = submits.map((exchange) => (exchange.planned ?? 0) - run.header.startedAt);
    const gaps = planned.slice(1).map((at, place) => Math.round(at - (planned[place] ?? 0)));
    expect(new Set(gaps)).toEqual(new Set([2_000]));
    expect(submits.every(({ t0, planned: at = 0 }) => t0 >= at)).toBe(true);
    expect(await readdir(run.outDir)).toEqual([]);
  });

  test('knows no vendor: routes, names and states are those of the contract', async () => {
    const mock = await mocked({ contract: other });
    const run = await load({ ...mock, contract: other, jobs: 12, rate: 60 });
    const { jobs, inference } = measured(run.exchanges, 600_000, other);
    expect(jobs).toMatchObject({ started: 12, finished: 12 });
    expect(isEstimated(inference.p50)).toBe(true);
    expect(run.exchanges.some(({ url }) => url.endsWith('/phase'))).toBe(true);
  });

  test('records a limiter by route, and does not try again', async () => {
    const mock = await mocked({
      limiter: { class: 'fixed-window', limit: 120, windowMs: milliseconds(60_000), count: 'all' },
    });
    const run = await load({ ...mock, jobs: 24, rate: 24, deadline: 120_000 });
    const { jobs, routes, limiter } = measured(run.exchanges, 120_000);
    expect(jobs.started).toBe(24);
    expect(sumOfEnds(jobs)).toBe(24);
    expect(jobs.refused).toBeGreaterThan(0);
    expect(routes.submit).toMatchObject({ requests: 24, status429: jobs.refused });
    expect(routes.status?.status429).toBeGreaterThan(0);
    expect(limiter).toMatchObject({ verdict: 'undetermined', resetHeader: 'not-seen' });
    expect(limiter.counts).toContain('status');
  });
});

describe('a load that does not go well', () => {
  test('killed half-way, k6 loses no job silently', async () => {
    let submits = 0;
    const target = await server((request, response) => {
      const id = `job-${submits}`;
      if (request.method !== 'POST') reply(response, 200, { [names.state]: states.initial });
      // Every other submit is under way when k6 is killed.
      else if (++submits % 2 === 0) reply(response, 200, { [names.id]: id });
    });
    const victim = await k6WithId();
    let killed: Promise<boolean> | undefined;
    const run = await load({
      ...target,
      jobs: 200,
      k6: victim.path,
      onProgress: ({ started }) => {
        if (started > 10) killed ??= victim.id().then((id) => process.kill(id, 'SIGKILL'));
      },
    });
    expect(await killed).toBe(true);
    expect(run.exit).toMatchObject({ end: 'killed', signal: 'SIGKILL' });
    expect(run.thresholds).toEqual([]);
    const { jobs } = measured(run.exchanges);
    expect(jobs.started).toBeGreaterThanOrEqual(target.count('submit'));
    expect(jobs.started).toBeLessThan(200);
    expect(jobs.cut).toBe(jobs.started);
    expect(run.exchanges.some(({ error }) => error?.kind === 'cut')).toBe(true);
  });

  test('called off, it keeps what it has', async () => {
    const mock = await mocked();
    const off = new AbortController();
    const run = await load({
      ...mock,
      jobs: 200,
      signal: off.signal,
      onProgress: ({ finished }) => (finished > 5 ? off.abort() : undefined),
    });
    expect(run.exit).toMatchObject({ end: 'interrupted', code: 105 });
    const { jobs } = measured(run.exchanges);
    expect(jobs.finished).toBeGreaterThan(5);
    expect(jobs.cut).toBeGreaterThan(0);
    expect(sumOfEnds(jobs)).toBe(jobs.started);
  });

  test('a job without an end is polled until its deadline, and no longer', async () => {
    const target = await server((request, response) => {
      if (request.method === 'POST') reply(response, 200, { [names.id]: 'one' });
      else reply(response, 429, { error: 'slow down' });
    });
    const run = await load({ ...target, jobs: 1, deadline: 20_000 });
    expect(measured(run.exchanges, 20_000).jobs).toMatchObject({ started: 1, timedOut: 1 });
    expect(target.count('status')).toBeGreaterThan(5);
    expect(target.count('status')).toBeLessThanOrEqual(21);
    expect(target.count('result')).toBe(0);
    const polls = run.exchanges.filter(({ route }) => route === 'status');
    expect((polls.at(-1)?.t0 ?? 0) - (run.exchanges[0]?.t0 ?? 0)).toBeGreaterThanOrEqual(20_000);
  });

  test('a target that is not there costs nothing: all jobs are refused', async () => {
    const run = await load({ baseUrl: 'http://127.0.0.1:9', jobs: 3 });
    expect(measured(run.exchanges).jobs).toMatchObject({ started: 3, refused: 3 });
    expect(run.exchanges[0]?.error).toEqual({ kind: 'refused', sent: 'no' });
  });
});

describe('the key', () => {
  test('goes to the target alone: not where an answer points, and not by a redirect', async () => {
    const elsewhere = await server((_, response) => reply(response, 200, {}));
    const target = await server((request, response) => {
      const away = `${elsewhere.baseUrl}/status`;
      const body = { [names.id]: '../a/b', [names.statusUrl]: away, [names.responseUrl]: away };
      if (request.method === 'POST') reply(response, 200, body);
      else if (target.count('status') < 3) reply(response, 302, {}, { location: away });
      else reply(response, 200, { [names.state]: states.completed });
    });
    const run = await load({ ...target, jobs: 1 });
    expect(measured(run.exchanges).jobs).toMatchObject({ finished: 1 });
    expect(elsewhere.asked).toEqual([]);
    expect(target.count('result')).toBe(1);
    const sent = target.asked.map(({ headers }) => headers[contract.gateway.authentication.header]);
    expect(new Set(sent)).toEqual(new Set([KEY]));
  });

  test('is in no file, no argument and no line of the history', async () => {
    const found: string[] = [];
    const target = await server((request, response) => {
      const body = { [names.id]: 'one', [names.state]: states.completed, echoed: KEY };
      void look().finally(() => reply(response, 200, body, { 'x-echo': KEY, 'set-cookie': KEY }));
      request.socket.setNoDelay();
    });
    const k6Process = await k6WithId();
    const out = await someFolder();
    async function look(): Promise<void> {
      found.push(await readFile(`/proc/${await k6Process.id()}/cmdline`, 'utf8').catch(() => ''));
      for (const entry of await readdir(out, { recursive: true, withFileTypes: true })) {
        if (entry.isFile()) found.push(await readFile(join(entry.parentPath, entry.name), 'utf8'));
      }
    }
    const run = await runBaseline({
      contract,
      target: {
        name: 'here',
        baseUrl: target.baseUrl,
        key: new Redacted(KEY),
        headers: [['x-team', 'ours']],
        clock: realClock(FAST),
      },
      k6: k6Process.path,
      plan: planLoad(contract, { rate: requestsPerMinute(60), jobs: 2, confidence: 0.95 }),
      seed: seed(1),
      outDir: out,
      environment: process.env,
    });
    expect(measured(run.exchanges).jobs).toMatchObject({ finished: 2 });
    expect(found.some((text) => text.includes('"intervalMs"'))).toBe(true);
    expect(found.join('\n')).not.toContain(KEY);
    expect(JSON.stringify(run)).not.toContain(KEY);
    expect(new Set(target.asked.map(({ headers }) => headers['x-team']))).toEqual(
      new Set(['ours']),
    );
    expect(jsonOf(run.exchanges[0]?.response)).toMatchObject({ echoed: '[redacted]' });
  });
});
