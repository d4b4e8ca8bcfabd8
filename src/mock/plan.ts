import { type Contract, defaultOf, type Payload } from '../contract/contract.ts';
import { milliseconds } from '../units/units.ts';
import type { Draft, Plan } from './job.ts';
import { serviceTimes } from './service-time.ts';
import type { Setting } from './setting.ts';
import { describeFaults } from './trouble.ts';

/** How long a job runs that is refused before the model does. */
const REFUSAL = milliseconds(3);
const BLOCK = milliseconds(800);

/** Plans jobs as documented: invalid input and blocked text fail soon, the rest completes. */
export function planner(setting: Setting): (draft: Draft) => Plan {
  const { contract, profile } = setting;
  const random = setting.random('mock.service');
  const service = serviceTimes(contract, profile.sigma, profile.slowdown, random);
  return ({ faults, inputs }) => {
    if (faults.length > 0) {
      const outcome = { kind: 'failed', cause: 'invalid', detail: describeFaults(faults) } as const;
      return { outcome, service: REFUSAL, queued: false };
    }
    if (isBlocked(contract, inputs, setting.blockedPrompt)) {
      const detail = 'The prompt was refused by the safety system';
      const outcome = { kind: 'failed', cause: 'blocked', detail } as const;
      return { outcome, service: BLOCK, queued: true };
    }
    return { outcome: { kind: 'completed' }, service: service(inputs), queued: true };
  };
}

/** Whether the safety system refuses the text: it contains the phrase, and tolerance is not high. */
export function isBlocked(contract: Contract, inputs: Payload, phrase: string): boolean {
  const { text, tolerance } = contract.roles;
  const given = text === undefined ? undefined : inputs[text];
  if (typeof given !== 'string' || !given.includes(phrase)) return false;
  return tolerance === undefined || toleranceOf(contract, tolerance, inputs) <= 0.5;
}

/** 0 at the default tolerance, 1 at the most permissive. */
function toleranceOf(contract: Contract, name: string, inputs: Payload): number {
  const parameter = contract.parameters.find((candidate) => candidate.name === name);
  const usual = defaultOf(contract, name);
  const given = inputs[name] ?? usual;
  if (parameter === undefined || !('max' in parameter) || parameter.max === undefined) return 0;
  if (typeof usual !== 'number' || typeof given !== 'number') return 0;
  return parameter.max > usual ? (given - usual) / (parameter.max - usual) : 0;
}
