import type { LoadRecord } from '../record/run-record.ts';
import { count, counted, estimated, measured, ratio, share } from './amounts.ts';
import { limiterSentence } from './limiter-words.ts';
import type { Pen } from './terminal.ts';

type RouteLoad = NonNullable<LoadRecord['routes']['submit']>;

/** What a load run measured, for people in a terminal. */
export function loadLines(load: LoadRecord, pen: Pen): readonly string[] {
  const { scenario, engine, completion, queue, inference, baseline } = load;
  const times = [
    ['completion p50', completion.p50],
    ['completion p95', completion.p95],
    ['completion p99', completion.p99],
    ['queue p50', queue.p50],
    ['queue p95', queue.p95],
    ['inference p50', inference.p50],
    ['inference p95', inference.p95],
  ] as const;
  return [
    ...pen.lines(`Load: ${scenario} (${engine})`, 0, 'bold'),
    ...pen.lines(jobsSentence(load), 0),
    ...times.flatMap(([name, estimate]) =>
      pen.lines(`${name.padEnd(16)} ${estimated(estimate, measured)}`, 2),
    ),
    ...pen.lines(baseline.statement, 0),
    ...pen.lines(
      `measured to documented (${baseline.documentedMs / 1_000} s), by ${baseline.compared} time: ` +
        estimated(baseline.ratio, ratio),
      2,
      'dim',
    ),
    ...routeLines(load, pen),
    ...pen.lines(limiterSentence(load.limiter), 0),
  ];
}

/** Where every started job went, in one sentence. */
export function jobsSentence({ jobs }: LoadRecord): string {
  const { started, finished, failed, refused, ambiguous, timedOut, cut } = jobs;
  return (
    `${counted(started, 'job')} started: ${count(finished)} finished, ${count(failed)} failed, ` +
    `${count(refused)} refused, ${count(ambiguous)} without a usable answer, ` +
    `${count(timedOut)} not finished in time, ${count(cut)} cut off.`
  );
}

/** The routes that were asked, in the order of a job's life. */
export function routesOf({
  routes,
}: LoadRecord): readonly (readonly [name: string, route: RouteLoad])[] {
  const { submit, status, result, sync } = routes;
  return Object.entries({ submit, status, result, sync }).flatMap(([name, route]) =>
    route === undefined || route.requests === 0 ? [] : [[name, route] as const],
  );
}

function routeLines(load: LoadRecord, pen: Pen): readonly string[] {
  return routesOf(load).flatMap(([name, { requests, status429, latency }]) =>
    pen.lines(
      `${name.padEnd(7)} ${counted(requests, 'request')}, ${status429} × 429 ` +
        `(${share(status429, requests)}), p95 ${estimated(latency.p95, measured)}`,
      2,
    ),
  );
}
