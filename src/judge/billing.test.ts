import { describe, expect, it, test } from 'vitest';
import type { JsonValue } from '../units/json.ts';
import { causesOf, summaryOf, verdictOn } from './fixtures/judged.ts';
import { HEADER, type Story, story } from './fixtures/story.ts';

const INVALID = { steps: 51 };
const BLOCKED = { prompt: HEADER.blockedPrompt };
const ONCE = 'billing.charged-once';
const FAILED = 'billing.failed-is-free';
const FREE = 'validation.invalid-is-free';

/** So many jobs that ran and said what they cost. */
function jobs(told: Story, count: number): Story {
  for (let place = 0; place < count; place += 1) told.submit().polls('COMPLETED').result();
  return told;
}

describe('the balance', () => {
  test.each<[string, Story, string]>([
    ['falls by one job', jobs(story().balance(10), 1).balance(9.937), 'kept'],
    ['falls by three', jobs(story().balance(10), 3).balance(9.811), 'kept'],
    ['falls by a synchronous call', story().balance(10).sync().balance(9.937), 'kept'],
    ['does not fall', jobs(story().balance(10), 1).balance(10), 'broken'],
    ['falls too little', jobs(story().balance(10), 3).balance(9.874), 'broken'],
    ['falls twice as much', jobs(story().balance(10), 1).balance(9.874), 'broken'],
    [
      'falls by a job and by a refusal',
      jobs(story().balance(10), 1).refused(INVALID).balance(9.874),
      'broken',
    ],
    ['was not looked at before', jobs(story(), 1).balance(9.937), 'untested'],
    [
      'was looked at while a job ran',
      story().submit().balance(10).polls('COMPLETED').balance(9.937),
      'untested',
    ],
    ['rose', jobs(story().balance(10), 1).balance(20), 'untested'],
    [
      "is another account's",
      jobs(story().balance(10, { key: 'other' }), 1).balance(10, { key: 'other' }),
      'untested',
    ],
    ['is told to the cent, and fits', jobs(story().balance(10), 1).balance(9.94), 'untested'],
    ['is told to the cent, and does not fit', jobs(story().balance(10), 1).balance(9.87), 'broken'],
  ])('%s', (_, told, expected) => {
    expect(verdictOn(ONCE, told).verdict).toBe(expected);
  });

  it('tells how much was charged wrongly, with the first job in between', () => {
    const much = jobs(story().balance(10), 2).balance(9.811);
    expect(causesOf(ONCE, much)).toEqual(['charged-too-much']);
    expect(summaryOf(ONCE, much)).toContain('fell by 0.063 USD more');
    const little = jobs(story().balance(10), 2).balance(9.937);
    expect(causesOf(ONCE, little)).toEqual(['charged-too-little']);
    const verdict = verdictOn(ONCE, little);
    expect(verdict.verdict === 'broken' && verdict.findings[0]?.exchanges).toEqual([1, 2, 3, 8]);
  });

  it('is held against what jobs say, not against the documented price', () => {
    const cheap = { metrics: { cost: 0.05, inference_time: 0.5 } };
    const told = story().balance(10).submit().polls('COMPLETED').result(cheap);
    expect(verdictOn(ONCE, told.balance(9.95)).verdict).toBe('kept');
  });

  it('takes what the others cost for what a job cost that does not say', () => {
    const cheap = { metrics: { cost: 0.05, inference_time: 0.5 } };
    const told = story().balance(10).submit().polls('COMPLETED').result(cheap);
    expect(verdictOn(ONCE, told.submit().polls('COMPLETED').balance(9.9)).verdict).toBe('kept');
    const dear = { metrics: { cost: 0.08, inference_time: 0.5 } };
    const mixed = story()
      .balance(10)
      .submit()
      .polls('COMPLETED')
      .result(cheap)
      .submit()
      .polls('COMPLETED')
      .result(dear)
      .submit()
      .polls('COMPLETED');
    expect(verdictOn(ONCE, mixed.balance(9.8)).verdict).toBe('untested');
  });

  it('takes the documented price for about what a job cost, where none says', () => {
    const told = (after: number): Story =>
      story().balance(10).submit().polls('COMPLETED').balance(after);
    expect(verdictOn(ONCE, told(9.9374)).verdict).toBe('kept');
    expect(verdictOn(ONCE, told(9.874)).verdict).toBe('broken');
  });

  it('says nothing of refusals while jobs run', () => {
    const told = jobs(story().balance(10).refused(INVALID), 1).balance(9.874);
    expect(verdictOn(FREE, told).verdict).toBe('untested');
  });
});

describe('a failed job', () => {
  test.each<[string, Story, string]>([
    [
      'costs nothing, by the balance',
      story().balance(10).submit(BLOCKED).polls('FAILED').balance(10),
      'kept',
    ],
    [
      'costs nothing, by its own word',
      story()
        .submit(BLOCKED)
        .polls('FAILED')
        .result({ metrics: { cost: 0 } }),
      'kept',
    ],
    [
      'costs nothing, by the request history',
      story().submit(BLOCKED).polls('FAILED').ledger(0),
      'kept',
    ],
    [
      'costs, by the balance',
      story().balance(10).submit(BLOCKED).polls('FAILED').balance(9.937),
      'broken',
    ],
    [
      'costs, by its own word',
      story()
        .submit(BLOCKED)
        .polls('FAILED')
        .result({ metrics: { cost: 0.063 } }),
      'broken',
    ],
    [
      'costs, by the request history',
      story().submit(BLOCKED).polls('FAILED').ledger(0.063),
      'broken',
    ],
    [
      'costs, by a text in the request history',
      story().submit(BLOCKED).polls('FAILED').ledger('0.063'),
      'broken',
    ],
  ])('%s', (_, told, expected) => {
    expect(verdictOn(FAILED, told).verdict).toBe(expected);
  });

  it('is told apart from an invalid input that is rejected late', () => {
    const late = story().balance(10).submit(INVALID).fails('steps').balance(9.937);
    expect([verdictOn(FREE, late).verdict, verdictOn(FAILED, late).verdict]).toEqual([
      'broken',
      'untested',
    ]);
    const booked = story().submit(INVALID).fails('steps').ledger(0.063);
    expect(causesOf(FREE, booked)).toEqual(['charged-for-rejection']);
    expect(verdictOn(FREE, story().submit(INVALID).fails('steps').ledger(0)).verdict).toBe('kept');
  });
});

describe('the price', () => {
  const costing = (cost: JsonValue): Story =>
    story().submit().polls('COMPLETED').result({ metrics: { cost } });

  test.each<[string, Story, string]>([
    ['is the documented one', costing(0.063), 'kept'],
    ['is about the documented one', costing(0.0634), 'kept'],
    ['is another', costing(0.064), 'broken'],
    ['is nothing', costing(0), 'broken'],
    ['is a text', costing('1'), 'untested'],
    ['is that of a synchronous call', story().sync(), 'kept'],
    [
      'is another for a synchronous call',
      story().sync({}, { headers: [['X-Cost', '0.126']] }),
      'broken',
    ],
    [
      'is not told by a synchronous call',
      story().sync({}, { headers: [['x-cost', ' ']] }),
      'untested',
    ],
    [
      'is told by a refused call',
      story().refused({}, { headers: [['x-cost', '1']] }, 'sync'),
      'untested',
    ],
    [
      'is told by the answer to a submit',
      story().submit({}, { headers: [['x-cost', '1']] }),
      'untested',
    ],
  ])('%s', (_, told, expected) => {
    expect(verdictOn('billing.price', told).verdict).toBe(expected);
  });
});

describe('the request history', () => {
  const ran = (): Story => jobs(story(), 1);

  test.each<[string, Story, string]>([
    ['agrees with a job', ran().ledger(0.063), 'kept'],
    ['charges more', ran().ledger(0.126), 'broken'],
    ['charges nothing', ran().ledger(0), 'broken'],
    ['has settled when it is asked again', ran().ledger(0).ledger(0.063), 'kept'],
    ['has no charge yet', ran().ledger(null), 'untested'],
    ['has an empty charge', ran().ledger(''), 'untested'],
    [
      'is of a job that does not say what it cost',
      story().submit().polls('COMPLETED').ledger(1),
      'untested',
    ],
  ])('%s', (_, told, expected) => {
    expect(verdictOn(ONCE, told).verdict).toBe(expected);
  });

  test.each([
    ['an array', (rows: object[]) => rows],
    ['the rows of a page', (rows: object[]) => ({ page: 1, items: rows })],
    ['a page within a page', (rows: object[]) => ({ ok: true, data: { total: 1, list: rows } })],
    ['one row', ([row]: object[]) => row],
    ['a row for each of two outputs', ([row]: object[]) => ({ rows: [row, row] })],
  ])('is read as %s', (_, page) => {
    const told = ran();
    const row = {
      request_id: told.exchanges[1]?.job,
      model_status: 'COMPLETED',
      credits_deduction: 1,
    };
    const answer = JSON.stringify(page([row]));
    told.tell('ledger', 'GET', 'https://ledger.invalid/history', { answer });
    expect(causesOf(ONCE, told)).toEqual(['request-history-differs']);
  });

  test.each([
    ['{"rows":[{"request_id":7}]}'],
    ['{"rows":[]}'],
    ['{"error":"no"}'],
    ['[[{}]]'],
    ['null'],
    ['<html>'],
  ])('says nothing in %s', (answer) => {
    const told = ran().tell('ledger', 'GET', 'https://ledger.invalid/history', { answer });
    expect(verdictOn(ONCE, told).verdict).toBe('untested');
  });
});
