import type { RunRecord } from '../../record/run-record.ts';
import { clausesThatAre, untestedByReason } from '../summary.ts';
import { type Markup, markup, prose } from './markup.ts';

/** What the server does where the documentation is silent. */
export function recorded(record: RunRecord): Markup | undefined {
  const clauses = clausesThatAre(record, 'recorded');
  if (clauses.length === 0) return undefined;
  return markup`
<section id="recorded" aria-labelledby="recorded-title">
  <h2 id="recorded-title">Recorded</h2>
  <p class="lead">The documentation is silent; this is what the server does.</p>
  <dl class="card pairs">${clauses.map(
    ({ id, text, observation }) => markup`
    <div><dt><code>${id}</code><span class="soft small">${prose(text)}</span></dt><dd>${prose(observation)}</dd></div>`,
  )}
  </dl>
</section>`;
}

/** What could not be judged, by what it would need. */
export function untested(record: RunRecord): Markup | undefined {
  const byReason = untestedByReason(record);
  if (byReason.size === 0) return undefined;
  return markup`
<section id="untested" aria-labelledby="untested-title">
  <h2 id="untested-title">Untested</h2>
  <p class="lead">Nothing passes without evidence. This is what was missing.</p>
  <dl class="card pairs">${[...byReason].map(
    ([reason, clauses]) => markup`
    <div><dt>${prose(reason)}</dt><dd>${clauses.map(({ id }) => markup`<code>${id}</code> `)}</dd></div>`,
  )}
  </dl>
</section>`;
}
