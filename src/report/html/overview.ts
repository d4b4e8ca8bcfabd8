import { type RunRecord, type VerdictName, VERDICTS } from '../../record/run-record.ts';
import { countOf, LEVEL_NAMES, tallyOf } from '../summary.ts';
import { verdictIcon } from './icons.ts';
import { type Markup, markup } from './markup.ts';

const TITLES: Readonly<Record<VerdictName, string>> = {
  broken: 'broken',
  kept: 'kept',
  recorded: 'recorded',
  untested: 'untested',
};

/** The four counts, each by level, and their proportions. */
export function overview(record: RunRecord): Markup {
  const whole = record.clauses.length;
  const bar = VERDICTS.filter((verdict) => countOf(record, verdict) > 0).map(
    (verdict) =>
      markup`<span class="is-${verdict}" style="flex-grow:${countOf(record, verdict)}"></span>`,
  );
  return markup`
<section class="overview" aria-label="Verdicts">
  <div class="tiles">${VERDICTS.map((verdict) => tile(record, verdict))}</div>
  ${whole === 0 ? undefined : markup`<div class="bar" aria-hidden="true">${bar}</div>`}
</section>`;
}

function tile(record: RunRecord, verdict: VerdictName): Markup {
  const value = countOf(record, verdict);
  const tally = tallyOf(record);
  const levels = LEVEL_NAMES.flatMap((level) => {
    const some = tally[level][verdict];
    return some === 0 ? [] : markup`<span>${some} ${level}</span>`;
  });
  return markup`
<div class="tile is-${verdict}${value === 0 ? ' is-empty' : ''}">
  <p class="tile-name">${verdictIcon(verdict)}${TITLES[verdict]}</p>
  <p class="tile-count">${value}</p>
  <p class="tile-levels">${levels.length === 0 ? markup`<span>none</span>` : levels}</p>
</div>`;
}
