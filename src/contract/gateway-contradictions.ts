import type { Gateway } from './gateway.ts';
import { type Problem, repeated } from './problem.ts';

/** What does not fit together in a gateway. */
export function contradictionsOfGateway(gateway: Gateway): readonly Problem[] {
  const { authentication, errors } = gateway;
  const { keyPattern, keyPrefix, keyHexDigits } = authentication;
  const key = `${keyPrefix}${'0'.repeat(keyHexDigits)}`;
  return [
    ...repeated(errors, 'gateway.errors', ({ role }) => role, 'role'),
    ...(new RegExp(keyPattern, 'u').test(key)
      ? []
      : [{ path: 'gateway.authentication.keyPattern', message: `does not fit the key ${key}` }]),
    ...ofStates(gateway),
  ];
}

function ofStates({ states }: Gateway): readonly Problem[] {
  const known = new Map(states.all.map(({ name, terminal }) => [name, terminal]));
  const { initial, running, completed, failed } = states;
  /** Where a state is named, and whether it has to be terminal there. */
  const named: readonly (readonly [path: string, name: string, terminal?: boolean])[] = [
    ['initial', initial, false],
    ['running', running, false],
    ['completed', completed, true],
    ['failed', failed, true],
    ...states.transitions.flatMap(([from, to], index) => [
      [`transitions.${index}.0`, from, false] as const,
      [`transitions.${index}.1`, to] as const,
    ]),
  ];
  const misnamed = named.flatMap(([place, name, terminal]) => {
    const path = `gateway.states.${place}`;
    const actual = known.get(name);
    if (actual === undefined) return { path, message: `${name} is no state` };
    if (terminal === undefined || terminal === actual) return [];
    return { path, message: `${name} is ${actual ? 'terminal' : 'not terminal'}` };
  });
  return [...repeated(states.all, 'gateway.states.all', ({ name }) => name, 'name'), ...misnamed];
}
