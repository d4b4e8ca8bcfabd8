import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { clausesOf } from '../contract/clauses.ts';
import type { LoadRecord } from '../record/run-record.ts';
import { withTexts } from './fixtures/hostile.ts';
import { sampleLoad } from './fixtures/sample-load.ts';
import { sampleJobs, sampleLoadRecord, sampleRecord } from './fixtures/sample-record.ts';
import { htmlReport } from './html.ts';
import { clausesThatAre } from './summary.ts';

const record = sampleRecord(contract, clausesOf(contract));
const loaded = sampleLoadRecord(contract, clausesOf(contract));
const jobs = sampleJobs(contract, 60);

/** The tags of a page in order, without what is in them. */
function tagsOf(page: string): readonly string[] {
  return page.match(/<[a-z!/][^\s>]*/gi) ?? [];
}

test('is one page that asks for nothing and runs nothing', () => {
  const page = htmlReport(loaded, { jobs });
  expect(page).toMatch(/^<!doctype html>/);
  const quoted = page.replaceAll('&#39;', "'");
  expect(quoted).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; img-src data:`);
  expect(page).not.toMatch(/<(script|iframe|object|embed|img|link rel="stylesheet)/i);
  expect(page).not.toMatch(/ on[a-z]+="|url\(|@import|javascript:/i);
  const links = [...page.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, target]) => target ?? '');
  expect(links.filter((target) => !target.startsWith('#'))).toEqual(['data:,']);
});

test('every link leads to a part that is there, and no id is there twice', () => {
  for (const page of [htmlReport(loaded, { jobs }), htmlReport({ ...record, clauses: [] })]) {
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of page.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(id);
    for (const [, id] of page.matchAll(/labelledby="([^"]*)"/g)) expect(ids).toContain(id);
  }
});

test('tells the verdict, every clause, every finding and all that it cost', () => {
  const page = htmlReport(record);
  expect(page).toContain('4 promises are broken, 2 of them a must.');
  for (const { id } of record.clauses) expect(page).toContain(`<code>${id}</code>`);
  for (const { findings } of clausesThatAre(record, 'broken')) {
    for (const { id } of findings) expect(page).toContain(`Script for ${id}`);
  }
  expect(page).toContain('3.654 USD');
  expect(page.match(/class="clause /g)).toHaveLength(record.clauses.length);
});

test('parts without content are left out', () => {
  const page = htmlReport({ ...record, clauses: clausesThatAre(record, 'kept') });
  expect(page).toContain('Every judged promise was kept.');
  for (const id of ['findings', 'recorded', 'untested', 'load', 'jobs']) {
    expect(page).not.toContain(`id="${id}"`);
  }
});

test('shows what a load run measured, and says what cannot be estimated', () => {
  const page = htmlReport(loaded);
  for (const text of ['Load: baseline', '27.9 s', 'documented 25.35 s', 'Rate limiter', '5,624']) {
    expect(page).toContain(text);
  }
  expect(page).toContain('not estimable: 202 of 368 jobs');
});

test('a load run without any estimate has a report too', () => {
  const none = { reason: 'not estimable: 0 of 6 jobs' };
  const load: LoadRecord = {
    ...sampleLoad,
    routes: {},
    completion: { p50: none, p95: none, p99: none },
    inference: { p50: none, p95: none },
    queue: { p50: none, p95: none },
    baseline: { ...sampleLoad.baseline, documentedMs: 0, ratio: none },
  };
  expect(htmlReport({ ...loaded, load })).not.toMatch(/NaN|undefined|Infinity/);
});

test('shows jobs over time, as many as tell something', () => {
  const page = htmlReport(record, { jobs });
  expect(page).toContain('The first 48 of 60 polled jobs');
  expect(page).not.toMatch(/NaN|Infinity/);
  expect(htmlReport(record, { jobs: jobs.slice(0, 1) })).toContain(
    '1 polled job, by what polling saw',
  );
});

const nasty = fc.string({
  unit: fc.oneof(
    fc.constantFrom('<script>', '"><', "' onerror=", '-->', '</style>', '&lt;', '`', '!', '\n\n#'),
    fc.string({ unit: 'binary' }),
  ),
  minLength: 1,
});

test('no text makes a tag: the page has those of its own alone', () => {
  const small = { ...loaded, clauses: loaded.clauses.filter((_, place) => place % 3 === 0) };
  fc.assert(
    fc.property(nasty, (text) => {
      // One group, one reason, one block each: the tags that texts decide are the same.
      const plain = tagsOf(htmlReport(withTexts(small, () => 'x')));
      const flat = text.replaceAll(/[`,\n]/g, '');
      const page = htmlReport(withTexts(small, () => `x${flat.replaceAll('.', '')}`));
      expect(tagsOf(page)).toEqual(plain);
      // oxlint-disable-next-line no-control-regex -- these must not be there
      expect(page).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    }),
  );
});

test('whatever texts there are, no tag is there but those of the page', () => {
  const known = new Set(tagsOf(htmlReport(loaded, { jobs })));
  const small = { ...loaded, clauses: loaded.clauses.slice(-20) };
  fc.assert(
    fc.property(nasty, (text) => {
      const page = htmlReport(withTexts(small, (given) => `${given.slice(0, 40)}${text}`));
      expect(tagsOf(page).filter((tag) => !known.has(tag))).toEqual([]);
    }),
  );
});
