import type { JobSpan } from '../record/job-spans.ts';
import type { RunRecord } from '../record/run-record.ts';
import { clauses } from './html/clauses.ts';
import { findings } from './html/findings.ts';
import { load } from './html/load.ts';
import { type Markup, markup } from './html/markup.ts';
import { masthead } from './html/masthead.ts';
import { overview } from './html/overview.ts';
import { recorded, untested } from './html/silent.ts';
import { STYLE } from './html/style.ts';
import { timeline } from './html/timeline.ts';
import { totals } from './html/totals.ts';
import { countOf, verdictSentence } from './summary.ts';

/** What else a page may show. */
export interface HtmlOptions {
  /** The run's jobs, where its history is at hand. */
  readonly jobs?: readonly JobSpan[];
}

const POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/**
 * A run record as one HTML page that needs nothing else: it asks for no other file, runs no
 * script, and shows whatever a server sent as text.
 */
export function htmlReport(record: RunRecord, options: HtmlOptions = {}): string {
  const { spec, target } = record;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>${spec} on ${target}: ${verdictSentence(record)}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the verdicts</a>
${masthead(record)}
${contents(record, options)}
<main id="main">
${overview(record)}
${findings(record)}
${load(record.load)}
${timeline(options.jobs ?? [])}
${recorded(record)}
${untested(record)}
${clauses(record)}
${totals(record)}
</main>
<footer class="soft small">Made by leadline ${record.leadline}. All that is on this page is in run.json${options.jobs === undefined ? '' : ' and history.ndjson'}.</footer>
</body>
</html>
`.text;
}

function contents(record: RunRecord, { jobs = [] }: HtmlOptions): Markup {
  return markup`
<nav aria-label="Contents">
  ${link('findings', 'Broken', countOf(record, 'broken'))}
  ${record.load === undefined ? undefined : markup`<a href="#load">Load</a>`}
  ${link('jobs', 'Jobs over time', jobs.length)}
  ${link('recorded', 'Recorded', countOf(record, 'recorded'))}
  ${link('untested', 'Untested', countOf(record, 'untested'))}
  ${link('clauses', 'All clauses', record.clauses.length)}
  <a href="#totals">Totals</a>
</nav>`;
}

function link(id: string, name: string, count: number): Markup | undefined {
  return count === 0 ? undefined : markup`<a href="#${id}">${name} <b>${count}</b></a>`;
}
