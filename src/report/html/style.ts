import { Markup } from './markup.ts';

const COLOURS = `
:root {
  --paper: #f6f6f2; --card: #ffffff; --ink: #1b2530; --soft: #56616d; --line: #dfe2de; --wash: #f0f1ed;
  --accent: #23507c; --broken: #ad2419; --kept: #1a6a41; --recorded: #245a9e; --untested: #6a5f45;
  --warning: #8a5300; --focus: #23507c;
  --sans: ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #10151a; --card: #171e25; --ink: #e5eaee; --soft: #a2adb8; --line: #2a333c; --wash: #1e262e;
    --accent: #8fbde8; --broken: #ff8d80; --kept: #6ccb95; --recorded: #8bb9f0; --untested: #cbbf9e;
    --warning: #f0b45c; --focus: #8fbde8;
  }
}
.is-broken { --tone: var(--broken); } .is-kept { --tone: var(--kept); }
.is-recorded { --tone: var(--recorded); } .is-untested { --tone: var(--untested); }
.is-error { --tone: var(--broken); } .is-warning { --tone: var(--warning); } .is-note { --tone: var(--recorded); }
`;

const GROUND = `
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 4rem; }
body { margin: 0 auto; padding: 0 1.25rem 4rem; max-width: 66rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 var(--sans); overflow-wrap: anywhere; }
h1, h2, h3, h4, p, dl, dd, figure, fieldset { margin: 0; padding: 0; }
h1 { font-size: clamp(1.6rem, 1.2rem + 2vw, 2.3rem); line-height: 1.2; font-weight: 650; letter-spacing: -.015em; }
h2 { font-size: 1.3rem; line-height: 1.3; font-weight: 650; letter-spacing: -.01em; }
h3 { font-size: 1rem; font-weight: 650; }
h4 { font-size: .8rem; font-weight: 600; color: var(--soft); }
code, pre { font-family: var(--mono); font-size: .875em; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
section { margin-top: 2.75rem; }
.soft { color: var(--soft); } .small { font-size: .85rem; }
.lead { color: var(--soft); margin-top: .15rem; }
.number { font-variant-numeric: tabular-nums; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 1rem; top: -4rem; background: var(--card); padding: .5rem 1rem; z-index: 2; }
.skip:focus { top: .5rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1.1rem 1.25rem; margin-top: .9rem; }
.card > h3 { margin-bottom: .6rem; }
summary { cursor: pointer; }
footer { margin-top: 3.5rem; padding-top: 1rem; border-top: 1px solid var(--line); }
`;

const TOP = `
.masthead { padding-top: 1.75rem; }
.brand { display: flex; align-items: center; gap: .55rem; font-weight: 600; color: var(--accent); font-size: .95rem; }
.masthead h1 { margin-top: 1.1rem; } .masthead h1 .soft { font-weight: 450; }
.sentence { display: flex; gap: .6rem; margin-top: .7rem; font-size: 1.2rem; line-height: 1.4; font-weight: 550; color: var(--tone); }
.sentence .icon { width: 1.45rem; height: 1.45rem; flex: none; margin-top: .1rem; }
.facts { display: flex; flex-wrap: wrap; gap: .6rem 2.2rem; margin-top: 1.25rem; }
.facts dt { font-size: .8rem; color: var(--soft); } .facts dd { font-variant-numeric: tabular-nums; }
nav { position: sticky; top: 0; z-index: 1; display: flex; gap: .2rem 1.3rem; margin-top: 1.5rem; padding: .65rem 0; overflow-x: auto;
  scrollbar-width: none; background: var(--paper); border-bottom: 1px solid var(--line); white-space: nowrap; }
nav a { text-decoration: none; color: var(--ink); font-size: .92rem; } nav a:hover { text-decoration: underline; }
nav b { font-weight: 500; color: var(--soft); font-variant-numeric: tabular-nums; }
.overview { margin-top: 1.5rem; }
.tiles { display: grid; grid-template-columns: repeat(4, 1fr); gap: .8rem; }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: .85rem 1rem; }
.tile-name { display: flex; align-items: center; gap: .45rem; color: var(--tone); font-weight: 550; font-size: .92rem; }
.tile-count { font-size: 2.1rem; line-height: 1.25; font-weight: 600; font-variant-numeric: tabular-nums; letter-spacing: -.02em; }
.tile-levels { display: flex; flex-wrap: wrap; gap: 0 .7rem; font-size: .85rem; color: var(--soft); }
.tile.is-empty .tile-count { color: var(--soft); }
.bar { display: flex; gap: 3px; height: 8px; margin-top: .8rem; }
.bar span { flex: 1 1 0; min-width: 4px; border-radius: 3px; background: var(--tone); }
.icon { flex: none; }
`;

const FINDINGS = `
.finding-head { display: flex; flex-wrap: wrap; align-items: center; gap: .3rem .8rem; }
.finding-head h3 { font-size: 1.05rem; }
.verdict { display: inline-flex; align-items: center; gap: .4rem; color: var(--tone); font-weight: 550; font-size: .9rem; }
.level { display: inline-block; padding: 0 .5rem; border: 1px solid var(--line); border-radius: 99px; font-size: .8rem; line-height: 1.5; color: var(--soft); }
.is-must > .finding-head .level, .is-must .cell-level .level { color: var(--ink); border-color: currentColor; }
.promise { margin-top: .5rem; }
.cause { margin: 1rem 0 0; padding: .1rem 0 0 1rem; border-left: 3px solid var(--tone); }
.cause .summary { font-weight: 550; color: var(--tone); }
.cause h4 { margin-top: .9rem; }
.exchanges { margin-top: .35rem; padding: .8rem .95rem; border-radius: 7px; background: var(--wash); font: .82rem/1.55 var(--mono); }
.exchange + .exchange { margin-top: .8rem; }
.exchange .sent, .exchange .received { font-weight: 600; } .exchange .received { color: var(--accent); }
.exchange .body { padding-left: 1.5rem; color: var(--soft); }
.exchange .received, .exchange .body { white-space: pre-wrap; } .exchange .sent { white-space: pre-wrap; }
.script { margin-top: .8rem; } .script summary { color: var(--accent); font-size: .92rem; }
.script pre { margin: .4rem 0 0; padding: .8rem .95rem; max-height: 26rem; overflow: auto; border-radius: 7px; background: var(--wash);
  font-size: .8rem; line-height: 1.5; white-space: pre-wrap; -webkit-user-select: all; user-select: all; }
.pairs { padding-block: .35rem; }
.pairs > div { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1.25fr); gap: .2rem 1.75rem; padding: .7rem 0; }
.pairs > div + div { border-top: 1px solid var(--line); }
.pairs dt .small { display: block; } .pairs dd code { margin-right: .6rem; }
`;

const CLAUSES = `
.filters { display: flex; flex-wrap: wrap; gap: .6rem 2rem; margin-top: .8rem; }
.filters fieldset { border: 0; min-width: 0; display: flex; flex-wrap: wrap; align-items: center; gap: .35rem; }
.filters legend { float: left; margin-right: .5rem; font-size: .85rem; color: var(--soft); padding: 0; }
.filters label { position: relative; }
.filters input { position: absolute; inset: 0; opacity: 0; margin: 0; cursor: pointer; }
.filters label span { display: inline-block; padding: .2rem .75rem; border: 1px solid var(--line); border-radius: 99px; background: var(--card); font-size: .88rem; }
.filters b { font-weight: 500; color: var(--soft); font-variant-numeric: tabular-nums; }
.filters input:checked + span { background: var(--ink); border-color: var(--ink); color: var(--paper); }
.filters input:checked + span b { color: inherit; }
.filters input:disabled + span { color: var(--soft); border-style: dashed; background: none; }
.filters input:focus-visible + span { outline: 2px solid var(--focus); outline-offset: 2px; }
.none { display: none; color: var(--soft); }
.group { padding: 0; overflow: hidden; }
.group > summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: .1rem 1rem; padding: .8rem 1.25rem; list-style: none; }
.group > summary::-webkit-details-marker { display: none; }
.group > summary::before { content: ""; width: .45rem; height: .45rem; border: solid var(--soft); border-width: 0 2px 2px 0; transform: translateY(-.12rem) rotate(-45deg); }
.group[open] > summary::before { transform: translateY(-.2rem) rotate(45deg); }
.group:focus-within { overflow: visible; }
.group-counts { display: flex; flex-wrap: wrap; gap: 0 .8rem; font-size: .85rem; font-variant-numeric: tabular-nums; }
.group-counts span { color: var(--tone); }
table { width: 100%; border-collapse: collapse; }
th { text-align: left; font-weight: 550; font-size: .8rem; color: var(--soft); }
.group th { padding: .3rem 1.25rem; border-top: 1px solid var(--line); background: var(--wash); }
.group td { padding: .65rem 1.25rem; border-top: 1px solid var(--line); vertical-align: top; }
.group td:not(:last-child), .group th:not(:last-child) { padding-right: 0; }
.cell-verdict { width: 8.5rem; } .cell-level { width: 6rem; } .cell-evidence { width: 8rem; }
.cell-promise > code { display: block; font-weight: 550; } .cell-promise > span { display: block; }
.cell-evidence, .group th.number { text-align: right; }
.seqs summary { list-style: none; text-decoration: underline dotted var(--soft) 1px; text-underline-offset: .2em; }
.seqs summary::-webkit-details-marker { display: none; }
.seqs[open] { font-size: .85rem; color: var(--soft); }
.plain th { padding: .4rem 1.5rem .4rem 0; color: var(--ink); font-size: 1rem; font-weight: 450; }
.plain td { padding: .4rem 0 .4rem 1.5rem; } .plain td.number { padding-left: 0; text-align: right; font-weight: 600; white-space: nowrap; }
.plain tr + tr > * { border-top: 1px solid var(--line); }
`;

const LOAD = `
.ends { display: grid; grid-template-columns: repeat(3, 1fr); gap: .35rem 1.5rem; margin-top: .9rem; }
.ends > div { display: flex; gap: .8rem; align-items: baseline; } .ends dt { flex: 1; }
.ends dd { font-variant-numeric: tabular-nums; font-weight: 600; }
.swatch { display: inline-block; width: .7rem; height: .7rem; margin-right: .55rem; border-radius: 3px; background: var(--tone); }
.bar .end-finished, .swatch.end-finished { --tone: var(--kept); } .end-failed { --tone: var(--broken); } .end-refused { --tone: var(--recorded); }
.end-ambiguous { --tone: var(--warning); } .end-timed-out { --tone: var(--untested); } .end-cut { --tone: var(--soft); }
.statement { font-weight: 550; }
figure { margin-top: 1rem; }
.chart { display: block; width: 100%; height: auto; overflow: visible; font: 12px var(--sans); }
.narrow { display: none; }
.chart .grid { stroke: var(--line); } .chart text { fill: var(--soft); } .chart .row-name { fill: var(--ink); font-size: 13px; }
.chart .documented { stroke: var(--warning); stroke-width: 1.5; stroke-dasharray: 5 4; } .chart .documented-name { fill: var(--warning); font-weight: 600; }
.interval line { stroke: var(--tone); stroke-width: 2; stroke-linecap: round; } .interval circle { fill: var(--tone); stroke: var(--card); stroke-width: 1.5; }
.interval.is-completion { --tone: var(--ink); } .interval.is-inference { --tone: var(--accent); } .interval.is-queue { --tone: var(--untested); }
.chart .no-estimate { font-style: italic; paint-order: stroke; stroke: var(--card); stroke-width: 4px; }
.estimates { margin-top: 1.1rem; } .estimates th { white-space: nowrap; } .estimates th, .estimates td { padding: .5rem 1rem .5rem 0; vertical-align: top; }
.estimates tbody th { color: var(--ink); font-size: .95rem; } .estimates tbody tr > * { border-top: 1px solid var(--line); }
.estimates td { font-variant-numeric: tabular-nums; } .estimates td b { font-weight: 600; white-space: nowrap; } .estimates td .small { display: inline-block; }
.lane-waiting { fill: var(--line); stroke: var(--soft); stroke-width: .75; } .lane-running { fill: color-mix(in srgb, var(--accent) 78%, var(--card)); }
.end-completed { fill: var(--kept); } path.end-failed { fill: none; stroke: var(--broken); stroke-width: 2.2; } .end-unseen { fill: none; stroke: var(--soft); stroke-width: 1.6; }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; margin-top: .8rem; font-size: .88rem; color: var(--soft); }
.legend span { display: inline-flex; align-items: center; gap: .45rem; }
`;

const NARROW = `
@media (max-width: 44rem) {
  body { padding-inline: 1rem; }
  section { margin-top: 2.25rem; }
  .card { padding: .95rem 1rem; } .group { padding: 0; } .group > summary { padding: .75rem 1rem; }
  .tiles { grid-template-columns: repeat(2, 1fr); gap: .6rem; }
  .facts { display: grid; grid-template-columns: repeat(2, auto); gap: .6rem 1rem; } .sentence { font-size: 1.1rem; }
  .pairs { padding-block: .2rem; } .pairs > div { grid-template-columns: minmax(0, 1fr); }
  .cause { padding-left: .75rem; } .exchanges, .script pre { padding: .7rem .75rem; } .exchange .body { padding-left: .75rem; }
  .ends { grid-template-columns: 1fr; }
  .wide { display: none; } .narrow { display: block; }
  .group thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  .group table, .group tbody { display: block; }
  .group tr { display: grid; grid-template-columns: auto auto 1fr; gap: .25rem .9rem; align-items: center; padding: .75rem 1rem; border-top: 1px solid var(--line); }
  .group td { padding: 0; border: 0; width: auto; }
  .cell-promise { grid-column: 1 / -1; order: 4; } .cell-verdict, .cell-level { line-height: 1; } .group .verdict { vertical-align: middle; }
  .cell-evidence::before { content: "evidence "; color: var(--soft); font-size: .85rem; }
  .seqs { display: inline-block; } .seqs summary { display: inline-block; }
  .plain td:last-child { padding-left: 1rem; font-size: .85rem; }
  .estimates thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  .estimates, .estimates tbody { display: block; }
  .estimates tr { display: grid; grid-template-columns: minmax(0, 1fr); padding: .6rem 0; border-top: 1px solid var(--line); }
  .estimates tbody tr > * { border: 0; padding: .1rem 0; } .estimates .nothing { display: none; }
  .estimates td { display: grid; grid-template-columns: 4.6rem minmax(0, 1fr); align-items: baseline; }
  .estimates td::before { content: attr(data-label); color: var(--soft); font-size: .85rem; }
}
`;

const PRINT = `
@media print {
  :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb; --wash: #f4f4f4; --accent: #23507c;
    --broken: #ad2419; --kept: #1a6a41; --recorded: #245a9e; --untested: #6a5f45; --warning: #8a5300; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav, .skip, .filters, .script { display: none; }
  .exchange, .pairs > div, .group tr, .tile { break-inside: avoid; } h2, h3, .finding-head { break-after: avoid; }
  .bar span, .swatch, .lane-waiting, .lane-running { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
`;

/** The page's style: light and dark, wide and narrow, screen and paper. */
export const STYLE = new Markup(
  [COLOURS, GROUND, TOP, FINDINGS, CLAUSES, LOAD, NARROW, PRINT].join('').trim(),
);
