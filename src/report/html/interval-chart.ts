import { measured } from '../amounts.ts';
import type { EstimateRecord } from '../../record/run-record.ts';
import { drawnTwice, grid, type TimeAxis, timeAxis } from './chart.ts';
import { type Markup, markup } from './markup.ts';

/** One estimate of a time, in milliseconds, and what it is of. */
export interface IntervalRow {
  readonly name: string;
  readonly estimate: EstimateRecord;
  /** Which rows look alike. */
  readonly series: 'completion' | 'inference' | 'queue';
}

/** A documented time to compare with. */
export interface Documented {
  readonly name: string;
  readonly ms: number;
}

const ROW = 30;
const TOP = 28;
const LEFT = 118;
/** How wide a letter of a label may be. */
const LETTER = 8;

/** Estimates with their intervals under one axis, against what is documented. */
export function intervalChart(
  title: string,
  rows: readonly IntervalRow[],
  documented: Documented,
): Markup {
  return drawnTwice((width) => chart(title, rows, documented, width));
}

function chart(
  title: string,
  rows: readonly IntervalRow[],
  documented: Documented,
  width: number,
): Markup {
  const bottom = TOP + rows.length * ROW;
  const longest = Math.max(documented.ms, ...rows.map(({ estimate }) => highest(estimate)));
  const axis = timeAxis(longest * 1.04, LEFT, width - 24);
  const mark = axis.at(documented.ms);
  const anchor = mark + documented.name.length * LETTER > width ? 'end' : 'start';
  const beside = anchor === 'end' ? mark - 6 : mark + 6;
  const middle = (place: number): number => TOP + place * ROW + ROW / 2;
  const lines = rows.map((row, place) => interval(row, middle(place), axis));
  return markup`<svg class="chart" viewBox="0 0 ${width} ${bottom + 26}" role="img" aria-label="${title}">
    ${grid(axis, TOP, bottom)}
    <line class="documented" x1="${mark.toFixed(1)}" x2="${mark.toFixed(1)}" y1="6" y2="${bottom}"/>
    <text class="documented-name" x="${beside.toFixed(1)}" y="15" text-anchor="${anchor}">${documented.name}</text>
    ${lines}
  </svg>`;
}

function interval({ name, estimate, series }: IntervalRow, y: number, axis: TimeAxis): Markup {
  const label = markup`<text class="row-name" x="${LEFT - 12}" y="${y + 4}" text-anchor="end">${name}</text>`;
  if (!('value' in estimate)) {
    return markup`${label}<text class="no-estimate" x="${LEFT + 8}" y="${y + 4}">not estimable</text>`;
  }
  const { value, low, high } = estimate;
  const from = axis.at(low).toFixed(1);
  const to = axis.at(high).toFixed(1);
  return markup`${label}<g class="interval is-${series}"><title>${name}: ${measured(value)}, ${measured(low)} to ${measured(high)}</title>
      <line x1="${from}" x2="${to}" y1="${y}" y2="${y}"/><line x1="${from}" x2="${from}" y1="${y - 5}" y2="${y + 5}"/><line x1="${to}" x2="${to}" y1="${y - 5}" y2="${y + 5}"/>
      <circle cx="${axis.at(value).toFixed(1)}" cy="${y}" r="5"/></g>`;
}

function highest(estimate: EstimateRecord): number {
  return 'value' in estimate ? estimate.high : 0;
}
