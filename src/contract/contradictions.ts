import type { Contract, Roles } from './contract.ts';
import { clausesOf } from './clauses.ts';
import { expectationOf } from './expectation.ts';
import { contradictionsOfGateway } from './gateway-contradictions.ts';
import type { Parameter } from './parameter.ts';
import { contradictionsOfParameter } from './parameter-contradictions.ts';
import { type Problem, repeated } from './problem.ts';
import { contradictionsOfRelations } from './relation-contradictions.ts';

/** What has to hold between parts of a contract that are each well-formed. */
interface Check {
  /** The members that it reads. */
  readonly needs: readonly (keyof Contract)[];
  readonly find: (contract: Contract) => readonly Problem[];
}

const CHECKS: readonly Check[] = [
  { needs: ['parameters'], find: ofParameters },
  { needs: ['parameters', 'roles'], find: ofRoles },
  { needs: ['parameters', 'roles'], find: ofNonce },
  { needs: ['parameters', 'roles'], find: contradictionsOfRelations },
  { needs: ['parameters', 'example'], find: ofExample },
  { needs: ['parameters', 'output'], find: ofOutput },
  { needs: ['gateway'], find: ({ gateway }) => contradictionsOfGateway(gateway) },
  { needs: ['parameters', 'gateway', 'clauses'], find: ofClauses },
];

/**
 * What does not fit together in a contract.
 * @param malformed the members that cannot be relied on; what needs them goes unchecked.
 */
export function contradictionsIn(
  contract: Contract,
  malformed: ReadonlySet<PropertyKey> = new Set(),
): readonly Problem[] {
  return CHECKS.filter(({ needs }) => !needs.some((member) => malformed.has(member))).flatMap(
    ({ find }) => find(contract),
  );
}

function ofParameters({ parameters }: Contract): readonly Problem[] {
  const each = parameters.flatMap((parameter, index) =>
    contradictionsOfParameter(parameter).map(({ path, message }) => ({
      path: `parameters.${index}.${path}`,
      message,
    })),
  );
  return [...each, ...repeated(parameters, 'parameters', ({ name }) => name, 'name')];
}

/** The types that a parameter may have to serve in a role. */
const FIT_FOR: Readonly<Record<keyof Roles, readonly Parameter['type'][]>> = {
  nonce: ['integer', 'number', 'string'],
  text: ['string'],
  work: ['integer', 'number'],
  tolerance: ['integer', 'number'],
};

function ofRoles({ parameters, roles }: Contract): readonly Problem[] {
  return (Object.keys(FIT_FOR) as (keyof Roles)[]).flatMap((role) => {
    const name = roles[role];
    if (name === undefined) return [];
    const path = `roles.${role}`;
    const type = parameters.find((parameter) => parameter.name === name)?.type;
    if (type === undefined) return { path, message: `there is no parameter ${name}` };
    const fit = FIT_FOR[role];
    return fit.includes(type)
      ? []
      : { path, message: `${name} is of type ${type}, not ${fit.join(' or ')}` };
  });
}

const BEYOND_RANGES = [
  'multipleOf',
  'exclusiveMin',
  'exclusiveMax',
  'minLength',
  'maxLength',
  'pattern',
  'format',
];

/** Whoever makes up values of the nonce, load scenarios too, knows inclusive bounds alone. */
function ofNonce({ parameters, roles }: Contract): readonly Problem[] {
  const nonce = parameters.find(({ name }) => name === roles.nonce) ?? {};
  return BEYOND_RANGES.filter((rule) => rule in nonce).map((rule) => ({
    path: 'roles.nonce',
    message: `${roles.nonce} has a ${rule}, which a made-up value could break`,
  }));
}

function ofExample(contract: Contract): readonly Problem[] {
  const { faults } = expectationOf(contract, JSON.stringify(contract.example));
  return faults.map(({ parameter, why }) => ({
    path: parameter === undefined ? 'example' : `example.${parameter}`,
    message: why,
  }));
}

/** Every value of the output's parameter picks a media type. */
function ofOutput({ parameters, output }: Contract): readonly Problem[] {
  const picks = parameters.find(({ name }) => name === output.parameter);
  if (picks === undefined) {
    return [{ path: 'output.parameter', message: `there is no parameter ${output.parameter}` }];
  }
  if (picks.type !== 'enum') {
    return [{ path: 'output.parameter', message: `${picks.name} is no enumeration` }];
  }
  return [
    ...picks.values
      .filter((value) => output.mediaTypes[value] === undefined)
      .map((value) => ({ path: 'output.mediaTypes', message: `has none for ${value}` })),
    ...Object.keys(output.mediaTypes)
      .filter((value) => !picks.values.includes(value))
      .map((value) => ({
        path: `output.mediaTypes.${value}`,
        message: `is no value of ${picks.name}`,
      })),
  ];
}

function ofClauses(contract: Contract): readonly Problem[] {
  const ids = clausesOf(contract).map(({ id }) => id);
  const listed = [
    ...contract.gateway.clauses.map((clause, at) => ({ clause, path: `gateway.clauses.${at}` })),
    ...contract.clauses.map((clause, at) => ({ clause, path: `clauses.${at}` })),
  ];
  const derived = ids.length - listed.length;
  const names = contract.parameters.map(({ name }) => name);
  return listed.flatMap(({ clause: { id, rule }, path }, index) => [
    ...(ids.indexOf(id) < derived + index
      ? [{ path: `${path}.id`, message: `${id} is there twice` }]
      : []),
    ...(rule.of === 'parameter' && !names.includes(rule.parameter)
      ? [{ path: `${path}.rule.parameter`, message: `there is no parameter ${rule.parameter}` }]
      : []),
  ]);
}
