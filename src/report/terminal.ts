import { styleText } from 'node:util';
import type { ClauseRecord, FindingRecord, RunRecord, VerdictName } from '../record/run-record.ts';
import { VERDICTS } from '../record/run-record.ts';
import { counted, dollars, instant, lasting } from './amounts.ts';
import { withoutCommands, wrapped } from './lines.ts';
import {
  clausesThatAre,
  countOf,
  LEVEL_NAMES,
  tallyOf,
  untestedByReason,
  verdictSentence,
} from './summary.ts';
import { loadLines } from './terminal-load.ts';

/** How a report is shown in a terminal. */
export interface TerminalOptions {
  readonly color: boolean;
  /** Characters in a line; at least 50 are used. */
  readonly width: number;
  /** The out directory, to say where the files are. */
  readonly directory?: string;
}

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue';

/** Puts lines together: indented, wrapped, and coloured where that is wanted. */
export interface Pen {
  readonly width: number;
  /** A text that is safe to show, in lines. */
  lines(text: string, indent?: number, style?: Style): readonly string[];
  styled(style: Style, text: string): string;
}

const NARROWEST = 50;

/** A run record for people in a terminal. Nothing in it acts on the terminal but its colours. */
export function terminalReport(record: RunRecord, options: TerminalOptions): string {
  const pen = penOf(options);
  const sections = [
    summaryLines(record, pen),
    brokenLines(record, pen),
    recordedLines(record, pen),
    record.load === undefined ? [] : loadLines(record.load, pen),
    untestedLines(record, pen),
    totalLines(record, pen),
    options.directory === undefined ? [] : fileLines(options.directory, pen),
    [...pen.lines(verdictSentence(record), 0, 'bold')],
  ];
  const text = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return withoutCommands(`${text.join('\n\n')}\n`);
}

function penOf({ color, width }: TerminalOptions): Pen {
  const wide = Math.max(NARROWEST, Math.floor(width));
  const styled = (style: Style, text: string): string =>
    color ? styleText(style, text, { validateStream: false }) : text;
  return {
    width: wide,
    styled,
    lines: (text, indent = 0, style) =>
      wrapped(text, wide - indent).map((line) => {
        const shown = style === undefined || line === '' ? line : styled(style, line);
        return line === '' ? '' : `${' '.repeat(indent)}${shown}`;
      }),
  };
}

const MARKS: Readonly<Record<VerdictName, { readonly mark: string; readonly style: Style }>> = {
  broken: { mark: '✗', style: 'red' },
  kept: { mark: '✓', style: 'green' },
  recorded: { mark: '•', style: 'blue' },
  untested: { mark: '○', style: 'dim' },
};

function summaryLines(record: RunRecord, pen: Pen): readonly string[] {
  const { leadline, spec, target, seed, startedAt, endedAt } = record;
  const tally = tallyOf(record);
  const head = ['', ...VERDICTS].map((name) => name.padStart(10)).join('');
  const rows = LEVEL_NAMES.map((level) => {
    const cells = VERDICTS.map((verdict) => {
      const value = tally[level][verdict];
      const cell = String(value === 0 ? '·' : value).padStart(10);
      return value === 0 ? pen.styled('dim', cell) : pen.styled(MARKS[verdict].style, cell);
    });
    return `${level.padEnd(10)}${cells.join('')}`;
  });
  return [
    ...pen.lines(`${spec} on ${target}`, 0, 'bold'),
    ...pen.lines(
      `leadline ${leadline}, seed ${seed}, ${instant(startedAt)}, ${lasting(endedAt - startedAt)}`,
      0,
      'dim',
    ),
    '',
    pen.styled('dim', head),
    ...rows,
  ];
}

function brokenLines(record: RunRecord, pen: Pen): readonly string[] {
  const broken = clausesThatAre(record, 'broken');
  if (broken.length === 0) return [];
  const byLevel = LEVEL_NAMES.flatMap((level) => broken.filter((clause) => clause.level === level));
  return [
    ...pen.lines('Broken', 0, 'bold'),
    ...byLevel.flatMap((clause) => ['', ...brokenClauseLines(clause, pen)]),
    '',
    ...pen.lines(
      'Each finding has a shell script that shows it again: in report.html, and at findings[].curl in run.json.',
      0,
      'dim',
    ),
  ];
}

function brokenClauseLines(clause: ClauseRecord, pen: Pen): readonly string[] {
  return [
    ...clauseLines(clause, `${clause.id} (${clause.level})`, pen),
    ...pen.lines(clause.text, 2),
    ...pen.lines(clause.source, 2, 'dim'),
    ...clause.findings.flatMap((finding) => findingLines(finding, pen)),
  ];
}

function findingLines(finding: FindingRecord, pen: Pen): readonly string[] {
  const style = finding.severity === 'error' ? 'red' : 'yellow';
  return [
    ...pen.lines(finding.summary, 2, style),
    ...pen.lines(finding.counterexample, 6),
    ...pen.lines(finding.id, 2, 'dim'),
  ];
}

function clauseLines({ verdict }: ClauseRecord, title: string, pen: Pen): readonly string[] {
  const { mark, style } = MARKS[verdict];
  const [first = '', ...rest] = wrapped(title, pen.width - 2);
  return [`${pen.styled(style, mark)} ${first}`, ...rest.map((line) => `  ${line}`)];
}

function recordedLines(record: RunRecord, pen: Pen): readonly string[] {
  const recorded = clausesThatAre(record, 'recorded');
  if (recorded.length === 0) return [];
  return [
    ...pen.lines('Recorded: the documentation is silent, the server does this', 0, 'bold'),
    ...recorded.flatMap((clause) => [
      ...clauseLines(clause, clause.id, pen),
      ...pen.lines(clause.observation, 2),
    ]),
  ];
}

function untestedLines(record: RunRecord, pen: Pen): readonly string[] {
  const untested = untestedByReason(record);
  if (untested.size === 0) return [];
  if (record.load !== undefined) {
    // A load sends one payload over and over: most promises are none of its business.
    const told = `Untested: ${countOf(record, 'untested')} clauses that this load says nothing of; leadline check does.`;
    return pen.lines(told, 0, 'dim');
  }
  return [
    ...pen.lines(`Untested: ${countOf(record, 'untested')}`, 0, 'bold'),
    ...[...untested].flatMap(([reason, clauses]) => [
      ...pen.lines(reason, 0),
      ...pen.lines(clauses.map(({ id }) => id).join(', '), 2, 'dim'),
    ]),
  ];
}

function totalLines({ totals }: RunRecord, pen: Pen): readonly string[] {
  const { exchanges, submits, jobs, completed, failed, refused, ambiguous, costUsd } = totals;
  const unclear = ambiguous === 0 ? '' : `, ${ambiguous} without a usable answer`;
  return pen.lines(
    `${counted(exchanges, 'exchange')}; ${counted(submits, 'submit')}, ${refused} refused${unclear}; ` +
      `${counted(jobs, 'job')}: ${completed} completed, ${failed} failed; ${dollars(costUsd)}`,
  );
}

function fileLines(directory: string, pen: Pen): readonly string[] {
  const at = directory.endsWith('/') ? directory : `${directory}/`;
  return ['report.html', 'run.json', 'junit.xml', 'history.ndjson'].flatMap((name) =>
    pen.lines(`${at}${name}`, 0, name === 'report.html' ? 'bold' : 'dim'),
  );
}
