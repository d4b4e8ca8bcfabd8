import { symbol, symbolCircle, symbolTimes } from 'd3-shape';
import type { JobSpan } from '../../record/job-spans.ts';
import { counted } from '../amounts.ts';
import { drawnTwice, grid, type TimeAxis, timeAxis } from './chart.ts';
import { type Markup, markup } from './markup.ts';

/** More lanes than these tell nothing more. */
const MOST_LANES = 48;
const LANE = 11;
const TOP = 6;

/** Jobs over time, a lane each: waiting, running, ended. */
export function timeline(jobs: readonly JobSpan[]): Markup | undefined {
  if (jobs.length === 0) return undefined;
  const shown = jobs.slice(0, MOST_LANES);
  const which =
    shown.length < jobs.length
      ? `The first ${shown.length} of ${counted(jobs.length, 'polled job')}, by what polling saw.`
      : `${counted(jobs.length, 'polled job')}, by what polling saw.`;
  return markup`
<section id="jobs" aria-labelledby="jobs-title">
  <h2 id="jobs-title">Jobs over time</h2>
  <p class="lead">${which}</p>
  <figure class="card">
    ${drawnTwice((width) => lanes(shown, width))}
    <figcaption class="legend">
      <span>${key(markup`<rect class="lane-waiting" x="1" y="3" width="22" height="8" rx="2"/>`)}waiting</span>
      <span>${key(markup`<rect class="lane-running" x="1" y="3" width="22" height="8" rx="2"/>`)}running</span>
      <span>${key(markup`<path class="end-completed" transform="translate(12 7)" d="${COMPLETED}"/>`)}completed</span>
      <span>${key(markup`<path class="end-failed" transform="translate(12 7)" d="${FAILED}"/>`)}failed</span>
      <span>${key(markup`<path class="end-unseen" d="M6 3l6 4-6 4"/>`)}end not seen</span>
    </figcaption>
  </figure>
</section>`;
}

const COMPLETED = symbol(symbolCircle, 38)() ?? '';
const FAILED = symbol(symbolTimes, 52)() ?? '';

function key(shape: Markup): Markup {
  return markup`<svg viewBox="0 0 24 14" width="24" height="14" aria-hidden="true">${shape}</svg>`;
}

function lanes(jobs: readonly JobSpan[], width: number): Markup {
  const begun = Math.min(...jobs.map(({ submittedAt }) => submittedAt));
  const ended = Math.max(...jobs.map(({ seenUntil }) => seenUntil));
  const axis = timeAxis(ended - begun, 10, width - 22);
  const bottom = TOP + jobs.length * LANE + 4;
  return markup`<svg class="chart" viewBox="0 0 ${width} ${bottom + 24}" role="img" aria-label="Jobs over time">
    ${grid(axis, TOP, bottom)}
    ${jobs.map((job, place) => lane(job, TOP + place * LANE + LANE / 2 + 2, axis, begun))}
  </svg>`;
}

function lane(job: JobSpan, y: number, axis: TimeAxis, begun: number): Markup {
  const { id, submittedAt, runningAt, endedAt, end, seenUntil } = job;
  const x = (instant: number): number => axis.at(instant - begun);
  const stop = endedAt ?? seenUntil;
  return markup`<g><title>${id}: ${end ?? 'end not seen'}</title>
      ${bar('lane-waiting', x(submittedAt), x(runningAt ?? stop), y)}
      ${runningAt === undefined ? undefined : bar('lane-running', x(runningAt), x(stop), y)}
      ${endMark(end, x(stop), y)}</g>`;
}

function bar(kind: string, from: number, to: number, y: number): Markup {
  const wide = Math.max(1, to - from).toFixed(1);
  return markup`<rect class="${kind}" x="${from.toFixed(1)}" y="${y - 3.5}" width="${wide}" height="7" rx="1.5"/>`;
}

function endMark(end: JobSpan['end'], x: number, y: number): Markup {
  const place = `translate(${x.toFixed(1)} ${y})`;
  switch (end) {
    case 'completed':
      return markup`<path class="end-completed" transform="${place}" d="${COMPLETED}"/>`;
    case 'failed':
      return markup`<path class="end-failed" transform="${place}" d="${FAILED}"/>`;
    case undefined:
      return markup`<path class="end-unseen" transform="${place}" d="M2 -4l6 4-6 4"/>`;
  }
}
