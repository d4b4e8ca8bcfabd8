import type { Plan, PlannedCase } from '../collect/plan.ts';
import { clockTime } from './progress-line.ts';

/** A plan in two or three lines. */
export function planInBrief({ cases, jobs, usd, durationMs, untested }: Plan): string {
  const left = untested.length === 0 ? '' : `; ${untested.length} clauses stay untested`;
  return [
    `  plan: ${cases.length} cases, ${jobs.ifKept} jobs (${usd.ifKept.toFixed(2)} USD) if every promise is kept,`,
    `  at most ${jobs.atMost} (${usd.atMost.toFixed(2)} USD); about ${clockTime(durationMs)} of the target's time${left}`,
    '',
  ].join('\n');
}

/** A plan for people: what is sent and why, what it costs, what stays untested. */
export function planInFull(plan: Plan): string {
  const width = Math.max(...plan.cases.map(({ id }) => id.length), 0);
  const lines = plan.cases.map(
    (one) => `  ${one.id.padEnd(width)}  ${billsInWords(one).padEnd(13)} ${one.why}`,
  );
  const untested = plan.untested.map(({ clause, reason }) => `  ${clause}: ${reason}`);
  return [
    `Plan for ${plan.spec}, seed ${plan.seed}: ${plan.clauses} clauses`,
    planInBrief(plan),
    ...lines,
    ...(untested.length === 0 ? [] : ['', 'Untested, whatever happens:', ...untested]),
    '',
  ].join('\n');
}

function billsInWords({ bills }: PlannedCase): string {
  switch (bills) {
    case 'no':
      return 'free';
    case 'if-broken':
      return 'free if kept';
    case 'if-taken':
      return 'bills if run';
    case 'yes':
      return 'bills';
  }
}
