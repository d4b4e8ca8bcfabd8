import junit, { type Builder, type TestCase } from 'junit-report-builder';
import { printable } from '../record/printable.ts';
import type { ClauseRecord, FindingRecord, RunRecord } from '../record/run-record.ts';
import { counted } from './amounts.ts';
import { groupsOf } from './summary.ts';

/** The package is one builder; its types are those of a module that has it as a member. */
const factory = junit as unknown as Builder;

/**
 * A run record as JUnit XML: a test suite for each group of clauses, a test case for each clause.
 * Broken clauses fail, untested ones are skipped with their reason, recorded ones pass and say
 * what was observed.
 */
export function junitReport(record: RunRecord): string {
  const builder = factory
    .newBuilder()
    .name(printable(`leadline: ${record.spec} on ${record.target}`));
  for (const group of groupsOf(record)) {
    const suite = builder.testSuite().name(printable(`${record.spec}.${group.name}`));
    const begun = new Date(record.startedAt);
    if (!Number.isNaN(begun.getTime())) suite.timestamp(begun.toISOString().slice(0, 19));
    suite.property('target', printable(record.target));
    suite.property('seed', String(record.seed));
    for (const clause of group.clauses) {
      const testCase = suite.testCase().name(printable(clause.id));
      report(testCase.className(printable(`${record.spec}.${group.name}`)), clause);
    }
  }
  return builder.build();
}

function report(testCase: TestCase, clause: ClauseRecord): void {
  const promise = `${clause.text}\n${clause.level}; ${clause.source}`;
  switch (clause.verdict) {
    case 'kept':
      say(testCase, `${promise}\nevidence: ${counted(clause.evidence, 'exchange')}`);
      return;
    case 'broken': {
      const summaries = clause.findings.map(({ summary }) => summary).join(' ');
      const details = clause.findings.map((finding) => findingText(finding)).join('\n\n');
      testCase.failure(printable(`${clause.text} ${summaries}`), clause.level);
      amend(testCase, (element) => {
        childOf(element, 'failure')?.txt(printable(`${promise}\n\n${details}`));
      });
      return;
    }
    case 'recorded':
      say(testCase, `${promise}\n${clause.observation}`);
      return;
    case 'untested':
      testCase.skipped();
      amend(testCase, (element) => {
        childOf(element, 'skipped')?.att('message', printable(clause.reason));
      });
      say(testCase, `${promise}\nuntested: ${clause.reason}`);
      return;
  }
}

function say(testCase: TestCase, words: string): void {
  amend(testCase, (element) => {
    element.ele('system-out').txt(printable(words));
  });
}

type XmlElement = ReturnType<TestCase['build']>;

/**
 * Changes a test case as it is written: the builder knows no reason for a skip, and its own texts
 * are CDATA sections that a second `]]>` ends.
 */
function amend(testCase: TestCase, change: (element: XmlElement) => void): void {
  const build = testCase.build.bind(testCase);
  testCase.build = (parent) => {
    const element = build(parent);
    change(element);
    return element;
  };
}

function childOf(element: XmlElement, name: string): XmlElement | undefined {
  const found = element.children.find((child) => 'name' in child && child.name === name);
  return found as XmlElement | undefined;
}

function findingText({ id, summary, counterexample, curl }: FindingRecord): string {
  return `${id}\n${summary}\n\n${counterexample}\n\nTo see it again:\n${curl}`;
}
