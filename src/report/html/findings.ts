import type { ClauseRecord, FindingRecord, RunRecord } from '../../record/run-record.ts';
import { counted } from '../amounts.ts';
import { clausesThatAre, LEVEL_NAMES } from '../summary.ts';
import { type Markup, markup, prose } from './markup.ts';

/** Broken clauses, the firm ones first: what happened, and how to see it again. */
export function findings(record: RunRecord): Markup | undefined {
  const broken = clausesThatAre(record, 'broken');
  if (broken.length === 0) return undefined;
  const inOrder = LEVEL_NAMES.flatMap((level) => broken.filter((clause) => clause.level === level));
  return markup`
<section id="findings" aria-labelledby="findings-title">
  <h2 id="findings-title">Broken promises</h2>
  ${inOrder.map((clause) => brokenClause(clause))}
</section>`;
}

function brokenClause(clause: ClauseRecord): Markup {
  const { id, text, level, source, evidence } = clause;
  return markup`
<article class="card finding is-${level}">
  <header class="finding-head">
    <h3><code>${id}</code></h3>
    <span class="level">${level}</span>
  </header>
  <p class="promise">${prose(text)}</p>
  <p class="soft small">${source}; ${counted(evidence, 'exchange')} could have refuted it</p>
  ${clause.findings.map((finding) => cause(finding))}
</article>`;
}

function cause({ id, summary, severity, counterexample, curl }: FindingRecord): Markup {
  return markup`
<section class="cause is-${severity}" aria-label="Finding ${id}">
  <p class="summary">${prose(summary)}</p>
  <p class="soft small"><code>${id}</code> &middot; ${severity}</p>
  <h4>Counterexample</h4>
  <div class="exchanges">${counterexample.split('\n\n').map((block) => exchange(block))}</div>
  <details class="script">
    <summary>Script that shows it again</summary>
    <p class="soft small">A click selects all of it. It takes the server and the keys from its environment.</p>
    <pre tabindex="0" aria-label="Script for ${id}">${curl}</pre>
  </details>
</section>`;
}

/** A counterexample has a block for each exchange: a request, an arrow with the answer, bodies. */
function exchange(block: string): Markup {
  const lines = block.split('\n').map((line) => {
    const text = line.trim();
    if (line.startsWith('#')) return markup`<p class="sent">${text}</p>`;
    if (text.startsWith('->')) return markup`<p class="received">${text.replace('->', '→')}</p>`;
    return markup`<p class="body">${breakable(text)}</p>`;
  });
  return markup`<div class="exchange">${lines}</div>`;
}

/** A body that breaks between its members before it breaks within them. */
function breakable(text: string): Markup {
  const [first = '', ...rest] = text.split(/(?<=,)(?=")/);
  return markup`${first}${rest.map((part) => markup`<wbr>${part}`)}`;
}
