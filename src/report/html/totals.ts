import type { RunRecord } from '../../record/run-record.ts';
import { count, dollars } from '../amounts.ts';
import { type Markup, markup } from './markup.ts';

/** What was sent, what became of it, and what it cost. */
export function totals({ totals: all }: RunRecord): Markup {
  const rows: readonly (readonly [string, string, string])[] = [
    ['Exchanges', count(all.exchanges), 'requests, answered or not'],
    ['Submits', count(all.submits), 'requests that could have run the model'],
    ['Refused', count(all.refused), 'submits answered 4xx'],
    [
      'Ambiguous',
      count(all.ambiguous),
      'submits without a usable answer: they may have made a job',
    ],
    ['Jobs', count(all.jobs), 'accepted submits'],
    ['Completed', count(all.completed), 'jobs'],
    ['Failed', count(all.failed), 'jobs'],
    ['Cost', dollars(all.costUsd), 'of the completed jobs'],
  ];
  return markup`
<section id="totals" aria-labelledby="totals-title">
  <h2 id="totals-title">Totals and money</h2>
  <div class="card"><table class="plain">
    <thead class="unseen"><tr><th scope="col">What</th><th scope="col">How much</th><th scope="col">Meaning</th></tr></thead>
    <tbody>${rows.map(
      ([name, value, meaning]) =>
        markup`<tr><th scope="row">${name}</th><td class="number">${value}</td><td class="soft">${meaning}</td></tr>`,
    )}</tbody>
  </table></div>
</section>`;
}
