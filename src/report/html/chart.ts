import { scaleLinear } from 'd3-scale';
import { type Markup, markup } from './markup.ts';

/** A linear axis of time across a chart. */
export interface TimeAxis {
  /** Where an instant in milliseconds stands, in the chart's units. */
  readonly at: (ms: number) => number;
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
}

interface Unit {
  readonly ms: number;
  readonly name: string;
}

function unitFor(longest: number): Unit {
  if (longest < 2_000) return { ms: 1, name: 'ms' };
  if (longest < 180_000) return { ms: 1_000, name: 's' };
  return longest < 10_800_000 ? { ms: 60_000, name: 'min' } : { ms: 3_600_000, name: 'h' };
}

/**
 * @param longest the end of the domain in milliseconds, which begins at 0; it is made round.
 * @param left and `right`: the ends of the range.
 */
export function timeAxis(longest: number, left: number, right: number): TimeAxis {
  const unit = unitFor(longest);
  const wanted = Math.max(2, Math.round((right - left) / 90));
  const scale = scaleLinear()
    .domain([0, longest > 0 ? longest / unit.ms : 1])
    .range([left, right])
    .nice(wanted);
  const ticks = scale.ticks(wanted).map((tick) => ({
    x: scale(tick),
    text: tick === 0 ? '0' : `${Number(tick.toFixed(6))} ${unit.name}`,
  }));
  return { at: (ms) => scale(ms / unit.ms), ticks };
}

/** Vertical lines with their times below. */
export function grid(axis: TimeAxis, top: number, bottom: number): Markup {
  return markup`${axis.ticks.map(({ x, text }) => {
    const at = x.toFixed(1);
    return markup`<line class="grid" x1="${at}" x2="${at}" y1="${top}" y2="${bottom}"/><text class="tick" x="${at}" y="${bottom + 16}" text-anchor="middle">${text}</text>`;
  })}`;
}

/** A chart drawn twice, so that its words are as large on a small screen as on a wide one. */
export function drawnTwice(draw: (width: number) => Markup): Markup {
  return markup`<div class="wide">${draw(900)}</div><div class="narrow">${draw(330)}</div>`;
}
