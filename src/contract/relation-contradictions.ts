import type { Contract } from './contract.ts';
import type { Condition, Parameter } from './parameter.ts';
import type { Problem } from './problem.ts';
import { flawsOf } from './value-flaws.ts';

/** What does not fit about which parameters must, and must not, be there together. */
export function contradictionsOfRelations({
  parameters,
  roles,
}: Pick<Contract, 'parameters' | 'roles'>): readonly Problem[] {
  return parameters.flatMap((parameter, place) => {
    const at = `parameters.${place}`;
    const { requiredIf, excludes = [] } = parameter;
    return [
      ...(requiredIf === undefined ? [] : ofCondition(parameters, parameter, requiredIf)),
      ...excludes.flatMap((other, index) =>
        ofExclusion(parameters, roles.nonce, parameter, other).map((message) => ({
          path: `excludes.${index}`,
          message,
        })),
      ),
    ].map(({ path, message }) => ({ path: `${at}.${path}`, message }));
  });
}

function ofCondition(
  parameters: readonly Parameter[],
  parameter: Parameter,
  { parameter: name, is }: Condition,
): readonly Problem[] {
  const other = parameters.find((one) => one.name === name);
  if (other === undefined || other === parameter) {
    return [{ path: 'requiredIf.parameter', message: `there is no other parameter ${name}` }];
  }
  const [flaw] = flawsOf(other, is);
  return [
    ...(flaw === undefined ? [] : [{ path: 'requiredIf.is', message: flaw.why }]),
    ...(other.default === is
      ? [{ path: 'requiredIf.is', message: `is the default of ${name}: it is required always` }]
      : []),
    ...(parameter.required
      ? [{ path: 'requiredIf', message: `${parameter.name} is required anyway` }]
      : []),
    ...(parameter.default === undefined
      ? []
      : [
          {
            path: 'requiredIf',
            message: `${parameter.name} has a default for when it is left out`,
          },
        ]),
  ];
}

function ofExclusion(
  parameters: readonly Parameter[],
  nonce: string,
  parameter: Parameter,
  name: string,
): readonly string[] {
  const other = parameters.find((one) => one.name === name);
  if (other === undefined || other === parameter) return [`there is no other parameter ${name}`];
  const both = [parameter, other];
  return [
    ...both.filter(({ required }) => required).map((one) => `${one.name} is required always`),
    ...both.filter((one) => one.name === nonce).map(() => 'the nonce has to go with everything'),
    ...(other.excludes?.includes(parameter.name) === true
      ? [`${name} excludes ${parameter.name} already`]
      : []),
  ];
}
