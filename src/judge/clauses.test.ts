import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import type { Clause } from '../contract/clause.ts';
import { clausesOf } from '../contract/clauses.ts';
import type { Exchange } from '../history/exchange.ts';
import { judgeHistory } from './court.ts';
import { storiesOf } from './fixtures/stories.ts';
import { HEADER, type Story, story } from './fixtures/story.ts';
import type { Verdict } from './verdict.ts';

const clauses = clausesOf(contract);

function judge(exchanges: readonly Exchange[], clause: Clause): Verdict {
  const [judged] = judgeHistory(contract, HEADER, exchanges, [clause]);
  if (judged === undefined) throw new Error('a clause without a verdict');
  return judged.verdict;
}

const bytesOf = (exchanges: readonly Exchange[]): string =>
  JSON.stringify(judgeHistory(contract, HEADER, exchanges, clauses).map(({ verdict }) => verdict));

const brokenIn = (exchanges: readonly Exchange[]): readonly string[] =>
  judgeHistory(contract, HEADER, exchanges, clauses)
    .filter(({ verdict }) => verdict.verdict === 'broken')
    .map(({ clause }) => clause.id);

const evidenceOf = (verdict: Verdict): readonly number[] =>
  verdict.verdict === 'untested' ? [] : verdict.evidence;

const told = (clause: Clause): readonly Story[] => {
  const { kept, broken } = storiesOf(clause);
  return broken === undefined ? [kept] : [kept, broken];
};

test.for(clauses)('$id passes the history that keeps it', (clause) => {
  const { kept } = storiesOf(clause);
  const { verdict } = judge(kept.exchanges, clause);
  expect(verdict).toBe(clause.level === 'record' ? 'recorded' : 'kept');
});

test.for(clauses.filter(({ level }) => level !== 'record'))(
  '$id fails the history that breaks it',
  (clause) => {
    const { broken } = storiesOf(clause);
    expect(broken && judge(broken.exchanges, clause).verdict).toBe('broken');
  },
);

describe.for(clauses)('$id', (clause) => {
  it('is untested once the exchanges named as evidence are taken out', () => {
    for (const { exchanges } of told(clause)) {
      const evidence = new Set(evidenceOf(judge(exchanges, clause)));
      expect(evidence.size).toBeGreaterThan(0);
      const rest = exchanges.filter(({ seq }) => !evidence.has(seq));
      expect(judge(rest, clause).verdict).toBe('untested');
    }
  });

  it('names evidence that exists, once each and in order', () => {
    for (const { exchanges } of told(clause)) {
      const evidence = evidenceOf(judge(exchanges, clause));
      const existing = exchanges.map(({ seq }) => seq).filter((seq) => evidence.includes(seq));
      expect(evidence).toEqual(existing);
    }
  });

  it('shows each finding with at most four exchanges, of its evidence', () => {
    const verdict = judge(storiesOf(clause).broken?.exchanges ?? [], clause);
    const findings = verdict.verdict === 'broken' ? verdict.findings : [];
    for (const { cause, summary, exchanges } of findings) {
      expect(cause).toMatch(/^[\w.-]+$/);
      expect(summary).toMatch(/[.…]$|: \S/);
      expect(exchanges.length).toBeGreaterThan(0);
      expect(exchanges.length).toBeLessThanOrEqual(4);
      expect(evidenceOf(verdict)).toEqual(expect.arrayContaining([...exchanges]));
    }
  });

  it('raises no alarm on promises that are kept', () => {
    const { kept, broken, alsoInKept = [], also = [] } = storiesOf(clause);
    expect(brokenIn(kept.exchanges).toSorted()).toEqual([...alsoInKept].toSorted());
    const alarms = brokenIn(broken?.exchanges ?? []).filter((id) => id !== clause.id);
    expect(alarms.toSorted()).toEqual([...also].toSorted());
  });

  it('says what it would need, where nothing tells of it', () => {
    const verdict = judge([], clause);
    expect(verdict.verdict === 'untested' && verdict.reason).toMatch(/\w{2} \w/);
  });
});

describe('a court', () => {
  const stories = clauses.flatMap(told);

  it('judges twice alike, byte for byte', () => {
    for (const { exchanges } of stories) expect(bytesOf(exchanges)).toBe(bytesOf(exchanges));
  });

  it('does not change what it hears', () => {
    for (const { exchanges } of stories) {
      const before = JSON.stringify(exchanges);
      bytesOf(exchanges);
      expect(JSON.stringify(exchanges)).toBe(before);
    }
  });

  it('takes what a planner meant for no evidence', () => {
    for (const { exchanges } of stories) {
      const meant = exchanges.map((exchange): Exchange => ({
        ...exchange,
        case: { id: 'steps.outside-bound.51', parameter: 'steps', kind: 'null', expect: 'refuse' },
      }));
      expect(bytesOf(meant)).toBe(bytesOf(exchanges));
    }
  });

  it('hears exchanges in any order', () => {
    const some = fc.constantFrom(...stories);
    fc.assert(
      fc.property(
        some.chain(({ exchanges }) => fc.tuple(fc.constant(exchanges), shuffled(exchanges))),
        ([exchanges, order]) => {
          expect(withoutWords(order)).toEqual(withoutWords(exchanges));
        },
      ),
    );
  });

  it('hears the exchanges of unrelated jobs in between', () => {
    fc.assert(
      fc.property(fc.constantFrom(...clauses), fc.array(fc.boolean()), (clause, turns) => {
        const { kept, broken } = storiesOf(clause);
        for (const { exchanges } of broken === undefined ? [kept] : [kept, broken]) {
          const others = unrelated(exchanges.length);
          const mixed = interleaved(exchanges, others, turns);
          expect(withoutWords(mixed)).toEqual(withoutWords([...exchanges, ...others]));
        }
      }),
      { numRuns: 50 },
    );
  });
});

/** Verdicts but for observations, which list what was seen in the order in which it was heard. */
function withoutWords(exchanges: readonly Exchange[]): readonly Verdict[] {
  return judgeHistory(contract, HEADER, exchanges, clauses).map(({ verdict }) =>
    verdict.verdict === 'recorded' ? { ...verdict, observation: '' } : verdict,
  );
}

function shuffled(exchanges: readonly Exchange[]): fc.Arbitrary<readonly Exchange[]> {
  return fc.shuffledSubarray([...exchanges], { minLength: exchanges.length });
}

/** A job that runs as it should, numbered after so many exchanges, at the same time. */
function unrelated(after: number): readonly Exchange[] {
  const { exchanges } = story().submit({}, { job: 'another' }).polls('PROCESSING', 'COMPLETED');
  return exchanges.map((exchange) => ({ ...exchange, seq: exchange.seq + after }));
}

function interleaved(
  one: readonly Exchange[],
  other: readonly Exchange[],
  turns: readonly boolean[],
): readonly Exchange[] {
  const queues = [[...one], [...other]];
  const mixed: Exchange[] = [];
  for (const turn of turns) mixed.push(...(queues[turn ? 1 : 0]?.splice(0, 1) ?? []));
  return [...mixed, ...queues.flat()];
}
