import type { EstimateRecord, LoadRecord } from '../../record/run-record.ts';
import { count, counted, estimated, measured, ratio, share } from '../amounts.ts';
import { limiterSentence } from '../limiter-words.ts';
import { routesOf } from '../terminal-load.ts';
import { intervalChart, type IntervalRow } from './interval-chart.ts';
import { type Markup, markup } from './markup.ts';

/** What a load run measured. */
export function load(record: LoadRecord | undefined): Markup | undefined {
  if (record === undefined) return undefined;
  const { scenario, engine, limiter } = record;
  return markup`
<section id="load" aria-labelledby="load-title">
  <h2 id="load-title">Load: ${scenario}</h2>
  <p class="lead">${counted(record.jobs.started, 'job')} started; engine ${engine}.</p>
  <div class="card">${jobs(record)}</div>
  <div class="card">${times(record)}</div>
  <div class="card">${routes(record)}</div>
  <div class="card"><h3>Rate limiter</h3><p>${limiterSentence(limiter)}</p></div>
</section>`;
}

function jobs({ jobs: all }: LoadRecord): Markup {
  const ends: readonly (readonly [string, string, number])[] = [
    ['finished', 'finished', all.finished],
    ['failed', 'failed', all.failed],
    ['refused', 'refused', all.refused],
    ['ambiguous', 'without a usable answer', all.ambiguous],
    ['timed-out', 'not finished in time', all.timedOut],
    ['cut', 'cut off', all.cut],
  ];
  return markup`<h3>Every started job</h3>
  <div class="bar" aria-hidden="true">${ends.flatMap(([kind, , value]) =>
    value === 0 ? [] : markup`<span class="end-${kind}" style="flex-grow:${value}"></span>`,
  )}</div>
  <dl class="ends">${ends.map(
    ([kind, name, value]) =>
      markup`<div${value === 0 ? markup` class="soft"` : undefined}><dt><i class="swatch end-${kind}"></i>${name}</dt><dd>${count(value)}</dd></div>`,
  )}</dl>`;
}

function times({ completion, queue, inference, baseline }: LoadRecord): Markup {
  const rows: readonly IntervalRow[] = [
    { name: 'completion p50', estimate: completion.p50, series: 'completion' },
    { name: 'completion p95', estimate: completion.p95, series: 'completion' },
    { name: 'completion p99', estimate: completion.p99, series: 'completion' },
    { name: 'inference p50', estimate: inference.p50, series: 'inference' },
    { name: 'inference p95', estimate: inference.p95, series: 'inference' },
    { name: 'queue p50', estimate: queue.p50, series: 'queue' },
    { name: 'queue p95', estimate: queue.p95, series: 'queue' },
  ];
  const documented = `documented ${baseline.documentedMs / 1_000} s`;
  const heads = ['p50', 'p95', 'p99'];
  return markup`<h3>Times of a job</h3>
  <p class="statement">${baseline.statement}</p>
  <p class="soft small">Measured to documented, by ${baseline.compared} time: ${estimated(baseline.ratio, ratio)}.</p>
  <figure>${intervalChart('Times of a job with their intervals; the table below has the numbers', rows, { name: documented, ms: baseline.documentedMs })}</figure>
  ${estimateTable('Times of a job', 'Time', heads, [
    ['completion', [completion.p50, completion.p95, completion.p99]],
    ['inference', [inference.p50, inference.p95]],
    ['queue', [queue.p50, queue.p95]],
  ])}`;
}

function routes(record: LoadRecord): Markup {
  const rows = routesOf(record).map(
    ([name, { requests, status429, latency }]) =>
      markup`<tr role="row"><th role="rowheader" scope="row">${name}</th>
      <td role="cell" data-label="requests" class="number"><div>${count(requests)}</div></td>
      <td role="cell" data-label="429" class="number"><div>${count(status429)} <span class="soft small">${share(status429, requests)}</span></div></td>
      ${[latency.p50, latency.p95, latency.p99].map((each, place) => estimateCell(each, ['p50', 'p95', 'p99'][place] ?? ''))}</tr>`,
  );
  return markup`<h3>Latency and refusals by route</h3>
  <table role="table" class="estimates" aria-label="Latency and refusals by route">
    <thead role="rowgroup"><tr role="row">${['Route', 'Requests', '429', 'p50', 'p95', 'p99'].map((name) => head(name))}</tr></thead>
    <tbody role="rowgroup">${rows}</tbody>
  </table>`;
}

function estimateTable(
  title: string,
  first: string,
  heads: readonly string[],
  rows: readonly (readonly [name: string, estimates: readonly EstimateRecord[]])[],
): Markup {
  return markup`<table role="table" class="estimates" aria-label="${title}">
    <thead role="rowgroup"><tr role="row">${[first, ...heads].map((name) => head(name))}</tr></thead>
    <tbody role="rowgroup">${rows.map(
      ([name, estimates]) =>
        markup`<tr role="row"><th role="rowheader" scope="row">${name}</th>${heads.map((label, place) => estimateCell(estimates[place], label))}</tr>`,
    )}</tbody>
  </table>`;
}

function head(name: string): Markup {
  return markup`<th role="columnheader" scope="col">${name}</th>`;
}

function estimateCell(estimate: EstimateRecord | undefined, label: string): Markup {
  if (estimate === undefined) return markup`<td role="cell" class="nothing"></td>`;
  const content =
    'value' in estimate
      ? markup`<b>${measured(estimate.value)}</b> <span class="soft small">${measured(estimate.low)} to ${measured(estimate.high)}, n = ${count(estimate.n)}</span>`
      : markup`<span class="soft small">${estimate.reason}</span>`;
  return markup`<td role="cell" data-label="${label}"><div>${content}</div></td>`;
}
