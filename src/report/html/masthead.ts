import type { RunRecord, VerdictName } from '../../record/run-record.ts';
import { count, dollars, instant, lasting } from '../amounts.ts';
import { countOf, verdictSentence } from '../summary.ts';
import { LOGO, verdictIcon } from './icons.ts';
import { type Markup, markup } from './markup.ts';

/** What was checked, when, and what came of it in one sentence. */
export function masthead(record: RunRecord): Markup {
  const { leadline, spec, target, seed, startedAt, endedAt, totals } = record;
  const mood = moodOf(record);
  return markup`
<header class="masthead">
  <p class="brand">${LOGO}<span>leadline <span class="soft">${leadline}</span></span></p>
  <h1>${spec} <span class="soft">on ${target}</span></h1>
  <p class="sentence is-${mood}">${verdictIcon(mood)}<span>${verdictSentence(record)}</span></p>
  <dl class="facts">
    ${fact('Started', instant(startedAt))}
    ${fact('Took', lasting(endedAt - startedAt))}
    ${fact('Seed', String(seed))}
    ${fact('Jobs', count(totals.jobs))}
    ${fact('Spent', dollars(totals.costUsd))}
  </dl>
</header>`;
}

/** The verdict that sets the tone. */
function moodOf(record: RunRecord): VerdictName {
  if (countOf(record, 'broken') > 0) return 'broken';
  return countOf(record, 'kept') > 0 ? 'kept' : 'untested';
}

function fact(name: string, value: string): Markup {
  return markup`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}
