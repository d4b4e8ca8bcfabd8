import { DOMParser, type Document, type Element } from '@xmldom/xmldom';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { clausesOf } from '../contract/clauses.ts';
import type { RunRecord } from '../record/run-record.ts';
import { withTexts } from './fixtures/hostile.ts';
import { sampleRecord } from './fixtures/sample-record.ts';
import { junitReport } from './junit.ts';
import { clausesThatAre, countOf } from './summary.ts';

const record = sampleRecord(contract, clausesOf(contract));

function onError(level: string, message: string): void {
  if (level !== 'warning') throw new Error(`${level}: ${message}`);
}

/** @throws on anything that is not well-formed. */
function parsed(xml: string): Document {
  return new DOMParser({ onError }).parseFromString(xml, 'text/xml');
}

function elements(of: Document | Element, name: string): readonly Element[] {
  return Array.from(of.getElementsByTagName(name));
}

function caseOf(document: Document, id: string): Element | undefined {
  return elements(document, 'testcase').find((each) => each.getAttribute('name') === id);
}

function counts(of: Element | undefined): readonly (string | null | undefined)[] {
  return ['tests', 'failures', 'skipped', 'errors'].map((name) => of?.getAttribute(name));
}

function expectedCounts(clauses: RunRecord['clauses']): readonly string[] {
  const are = (verdict: string): number =>
    clauses.filter((clause) => clause.verdict === verdict).length;
  return [clauses.length, are('broken'), are('untested'), 0].map(String);
}

test('there is a test case for each clause, and all counts agree', () => {
  const document = parsed(junitReport(record));
  const names = elements(document, 'testcase').map((each) => each.getAttribute('name'));
  expect(names).toHaveLength(record.clauses.length);
  expect(new Set(names)).toEqual(new Set(record.clauses.map(({ id }) => id)));
  expect(elements(document, 'failure')).toHaveLength(countOf(record, 'broken'));
  expect(elements(document, 'skipped')).toHaveLength(countOf(record, 'untested'));
  expect(counts(document.documentElement ?? undefined)).toEqual(expectedCounts(record.clauses));
});

test('there is a suite for each group of clauses', () => {
  const document = parsed(junitReport(record));
  for (const suite of elements(document, 'testsuite')) {
    const prefix = suite.getAttribute('name')?.replace(`${record.spec}.`, '');
    const clauses = record.clauses.filter(({ id }) => id.split('.')[0] === prefix);
    expect(counts(suite)).toEqual(expectedCounts(clauses));
  }
  expect(elements(document, 'testsuite').length).toBeGreaterThan(5);
});

test('a failure tells the finding, its counterexample and how to see it again', () => {
  const document = parsed(junitReport(record));
  const [broken] = clausesThatAre(record, 'broken');
  const failure = caseOf(document, broken?.id ?? '')?.getElementsByTagName('failure')[0];
  const [finding] = broken?.findings ?? [];
  expect(failure?.getAttribute('message')).toContain(finding?.summary);
  expect(failure?.textContent).toContain(finding?.counterexample);
  expect(failure?.textContent).toContain(finding?.curl);
});

test('a skipped clause says what it would need, a recorded one what was observed', () => {
  const document = parsed(junitReport(record));
  const [untested] = clausesThatAre(record, 'untested');
  const skipped = caseOf(document, untested?.id ?? '')?.getElementsByTagName('skipped')[0];
  expect(skipped?.getAttribute('message')).toBe(untested?.reason);
  const [recorded] = clausesThatAre(record, 'recorded');
  expect(caseOf(document, recorded?.id ?? '')?.textContent).toContain(recorded?.observation);
});

test('a record without clauses is a report without tests', () => {
  const document = parsed(junitReport({ ...record, clauses: [], startedAt: 1e300 }));
  expect(counts(document.documentElement ?? undefined)).toEqual(['0', '0', '0', '0']);
});

// oxlint-disable-next-line no-control-regex -- what XML 1.0 has no characters for
const INVALID = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

test('whatever texts a record has, the report is well-formed and counts the same', () => {
  const small = { ...record, clauses: record.clauses.slice(-14) };
  const nasty = fc.string({
    unit: fc.oneof(
      fc.constantFrom(']]>', '<!--', '&', '"', '<', '\uffff'),
      fc.string({ unit: 'binary' }),
    ),
    minLength: 1,
  });
  fc.assert(
    fc.property(nasty, (text) => {
      const xml = junitReport(withTexts(small, () => text));
      expect(xml).not.toMatch(INVALID);
      const { documentElement } = parsed(xml);
      expect(counts(documentElement ?? undefined)).toEqual(expectedCounts(small.clauses));
    }),
  );
});
