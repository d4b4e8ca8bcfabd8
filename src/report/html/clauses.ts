import {
  type ClauseRecord,
  type RunRecord,
  type VerdictName,
  VERDICTS,
} from '../../record/run-record.ts';
import {
  type ClauseGroup,
  countOf,
  groupsOf,
  LEVEL_NAMES,
  type LevelName,
  tallyOf,
} from '../summary.ts';
import { verdictWord } from './icons.ts';
import { Markup, markup, prose } from './markup.ts';

/** All clauses in their groups, with a filter that needs no script. */
export function clauses(record: RunRecord): Markup | undefined {
  if (record.clauses.length === 0) return undefined;
  return markup`
<section id="clauses" aria-labelledby="clauses-title">
  <h2 id="clauses-title">All clauses</h2>
  <style>${filterRules(record)}</style>
  <form class="filters">
    <fieldset><legend>Verdict</legend>
      ${choice('verdict', 'all', record.clauses.length, true)}
      ${VERDICTS.map((verdict) => choice('verdict', verdict, countOf(record, verdict)))}
    </fieldset>
    <fieldset><legend>Level</legend>
      ${choice('level', 'any', record.clauses.length, true)}
      ${LEVEL_NAMES.map((level) => choice('level', level, countOfLevel(record, level)))}
    </fieldset>
  </form>
  <p class="none card">No clause is both.</p>
  ${groupsOf(record).map((group, place) => groupTable(group, place))}
</section>`;
}

function choice(name: string, value: string, count: number, checked = false): Markup {
  const state = markup`${checked ? markup` checked` : undefined}${count === 0 ? markup` disabled` : undefined}`;
  return markup`<label><input type="radio" name="${name}" id="${name}-${value}"${state}><span>${value} <b>${count}</b></span></label>`;
}

function countOfLevel(record: RunRecord, level: LevelName): number {
  return record.clauses.filter((clause) => clause.level === level).length;
}

function chosen(name: string, value: string): string {
  return `:has(#${name}-${value}:checked)`;
}

function alone(name: string, value: string): string {
  const others = `:is(.clause:not(.is-${value}),.group:not(:has(.clause.is-${value})))`;
  return `#clauses${chosen(name, value)} ${others}{display:none}`;
}

/** Style rules that hide what was not chosen. They are made of this program's own words alone. */
function filterRules(record: RunRecord): Markup {
  const tally = tallyOf(record);
  const both = (verdict: VerdictName, level: LevelName): string => {
    const at = `#clauses${chosen('verdict', verdict)}${chosen('level', level)}`;
    const hidden = `${at} .group:not(:has(.clause.is-${verdict}.is-${level})){display:none}`;
    return tally[level][verdict] > 0 ? hidden : `${hidden}\n${at} .none{display:block}`;
  };
  const rules = [
    ...VERDICTS.map((verdict) => alone('verdict', verdict)),
    ...LEVEL_NAMES.map((level) => alone('level', level)),
    ...VERDICTS.flatMap((verdict) => LEVEL_NAMES.map((level) => both(verdict, level))),
  ];
  return new Markup(rules.join('\n'));
}

function groupTable({ title, clauses: members }: ClauseGroup, place: number): Markup {
  const counts = VERDICTS.flatMap((verdict) => {
    const some = members.filter((clause) => clause.verdict === verdict).length;
    return some === 0 ? [] : markup`<span class="is-${verdict}">${some} ${verdict}</span>`;
  });
  return markup`
<details class="group card" open>
  <summary><h3 id="group-${place}">${title}</h3><span class="group-counts">${counts}</span></summary>
  <table role="table" aria-labelledby="group-${place}">
    <thead role="rowgroup"><tr role="row">
      <th role="columnheader" scope="col">Verdict</th>
      <th role="columnheader" scope="col">Promise</th>
      <th role="columnheader" scope="col">Level</th>
      <th role="columnheader" scope="col" class="number">Evidence</th>
    </tr></thead>
    <tbody role="rowgroup">${members.map((clause) => row(clause))}
    </tbody>
  </table>
</details>`;
}

function row({ id, text, level, source, verdict, evidence, exchanges }: ClauseRecord): Markup {
  const more = exchanges.length < evidence ? ', …' : '';
  const seqs =
    exchanges.length === 0
      ? undefined
      : markup`<details class="seqs"><summary><span class="unseen">exchanges: </span>${evidence}</summary>${exchanges.map((seq) => `#${seq}`).join(', ')}${more}</details>`;
  return markup`
      <tr role="row" class="clause is-${verdict} is-${level}">
        <td role="cell" class="cell-verdict">${verdictWord(verdict)}</td>
        <td role="cell" class="cell-promise"><code>${id}</code><span>${prose(text)}</span><span class="soft small">${source}</span></td>
        <td role="cell" class="cell-level"><span class="level">${level}</span></td>
        <td role="cell" class="cell-evidence number">${seqs ?? markup`<span class="soft">none</span>`}</td>
      </tr>`;
}
