import type { Contract } from './contract.ts';
import type { GatewayRoute } from './gateway.ts';

/** What stands for `{slug}` and `{id}` in a route's path. */
export interface PathParts {
  readonly slug?: string;
  readonly id?: string;
}

/** The path of a route, each part percent-encoded. */
export function pathOf(contract: Contract, route: GatewayRoute, parts: PathParts = {}): string {
  const { slug = contract.slug, id = '' } = parts;
  return contract.gateway.routes[route].path
    .replace('{slug}', encodeURIComponent(slug))
    .replace('{id}', encodeURIComponent(id));
}

/** The parts that make `path` an instance of a route's template, or undefined where it is none. */
export function partsOf(
  contract: Contract,
  route: GatewayRoute,
  path: string,
): PathParts | undefined {
  const wanted = contract.gateway.routes[route].path.split('/');
  const given = path.split('/');
  if (given.length !== wanted.length) return undefined;
  const parts: { slug?: string; id?: string } = {};
  for (const [place, segment] of wanted.entries()) {
    const value = decoded(given[place] ?? '');
    if (segment === '{slug}' && value !== '') parts.slug = value;
    else if (segment === '{id}' && value !== '') parts.id = value;
    else if (segment !== value) return undefined;
  }
  return parts;
}

/** Routes by how closely their template names a path: literal paths before those with parts. */
const BY_CLOSENESS: readonly GatewayRoute[] = [
  'credits',
  'status',
  'result',
  'poll',
  'submit',
  'sync',
];

export interface RouteMatch {
  readonly route: GatewayRoute;
  readonly parts: PathParts;
  /** Whether the method is the route's own. */
  readonly ownMethod: boolean;
}

/** Which route of the gateway a request goes to, or undefined where it is none of them. */
export function routeOf(contract: Contract, method: string, url: string): RouteMatch | undefined {
  const pathname = URL.parse(url)?.pathname;
  if (pathname === undefined) return undefined;
  for (const route of BY_CLOSENESS) {
    const parts = partsOf(contract, route, pathname);
    if (parts === undefined) continue;
    return { route, parts, ownMethod: contract.gateway.routes[route].method === method };
  }
  return undefined;
}

function decoded(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
