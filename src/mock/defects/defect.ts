import type { GatewayRule, Level, Rule } from '../../contract/clause.ts';
import type { Behaviour } from '../behaviour.ts';
import type { Setting } from '../setting.ts';

/** One small deviation from what a contract promises. */
export interface Defect {
  /** Short, in words joined by hyphens. */
  readonly id: string;
  /** The promise that it breaks. */
  readonly breaks: Rule;
  /** What the server does, in one sentence. */
  readonly describe: string;
  /** What of the behaviour it replaces. @param next the behaviour without it. */
  readonly change: (next: Behaviour, setting: Setting) => Partial<Behaviour>;
}

/** A defect as a list shows it. */
export interface DefectInfo {
  readonly id: string;
  /** The clause that it breaks. */
  readonly clause: string;
  /** The first word of the clause's id. */
  readonly group: string;
  readonly level: Level;
  readonly describe: string;
}

/** A defect that breaks a rule of the gateway. */
export function gatewayDefect(
  id: string,
  rule: GatewayRule,
  describe: string,
  change: Defect['change'],
): Defect {
  return { id, breaks: { of: rule }, describe, change };
}
