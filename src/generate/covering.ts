import { isSameJson } from '../contract/canonical.ts';
import type { Contract, Payload } from '../contract/contract.ts';
import type { Parameter } from '../contract/parameter.ts';
import { hasRelations } from '../contract/relations.ts';
import { flawsOf } from '../contract/value-flaws.ts';
import { type Random, randomStream } from '../units/random.ts';
import type { Seed } from '../units/units.ts';
import { changed } from './change.ts';
import { fitted } from './company.ts';
import { type Level, levelsOf } from './level.ts';
import { type Nonces, nonces } from './nonces.ts';
import { promptOf } from './prompt.ts';

/**
 * A smallest set of valid payloads in which every level of every parameter appears. The first is
 * the page's own example, the second leaves out all that is optional, the others are mixed anew
 * by each seed. Text is a new prompt each time, and what only the page knows to exist (URLs,
 * other texts) stays as in the example.
 */
export function coveringPayloads(
  contract: Contract,
  seed: Seed,
  drawnFrom: Nonces = nonces(contract, seed),
): readonly Payload[] {
  const random = randomStream(seed, 'generate.covering');
  const toCover = contract.parameters.map((parameter) => uncovered(contract, parameter));
  const rows = Math.max(0, ...toCover.map(({ length }) => length));
  const columns = contract.parameters.map((parameter, index) => ({
    name: parameter.name,
    cells: column(
      toCover[index] ?? [],
      rows,
      random,
      filler(contract, parameter, random, drawnFrom),
    ),
  }));
  const mixed = Array.from({ length: rows }, (_, row) =>
    payloadOf(columns.map(({ name, cells }) => [name, cells[row]])),
  );
  const payloads = [contract.example, ...mixed.map((payload) => fitted(contract, payload, []))];
  return hasRelations(contract) ? completed(contract, payloads, drawnFrom) : payloads;
}

/** Adds what is not covered yet because of the company that parameters have to keep. */
function completed(
  contract: Contract,
  payloads: readonly Payload[],
  drawnFrom: Nonces,
): readonly Payload[] {
  const all = [...payloads];
  const { nonce } = contract.roles;
  for (const parameter of contract.parameters) {
    const { name } = parameter;
    for (const level of levelsOf(parameter)) {
      if (all.some((payload) => isSameJson(payload[name], level))) continue;
      const fresh = name === nonce ? {} : { [nonce]: drawnFrom.next() };
      const example = { ...contract.example, ...fresh };
      all.push(fitted(contract, changed(example, name, level), [name]));
    }
  }
  return all;
}

/** The levels that the example does not have. */
function uncovered(contract: Contract, parameter: Parameter): readonly Level[] {
  const example = contract.example[parameter.name];
  return levelsOf(parameter).filter((level) => !isSameJson(level, example));
}

/** The levels that must appear, and fillers, in random order. */
function column(
  levels: readonly Level[],
  rows: number,
  random: Random,
  fill: () => Level,
): readonly Level[] {
  const fillers = Array.from({ length: rows - levels.length }, fill);
  const mixed = shuffled([...levels, ...fillers], random);
  // The barest payload is the commonest in practice: all that can be left out is, together.
  return levels.includes(undefined) ? absenceFirst(mixed) : mixed;
}

function absenceFirst(cells: readonly Level[]): readonly Level[] {
  const place = cells.indexOf(undefined);
  return [undefined, ...cells.slice(0, place), ...cells.slice(place + 1)];
}

/** Where a payload's cell is free: what it takes. */
function filler(
  contract: Contract,
  parameter: Parameter,
  random: Random,
  drawnFrom: Nonces,
): () => Level {
  const { name, type } = parameter;
  if (name === contract.roles.nonce) return () => drawnFrom.next();
  if (name === contract.roles.text) {
    return () => {
      const prompt = promptOf(random.integer(0, 0x7fff_ffff));
      return flawsOf(parameter, prompt).length === 0 ? prompt : contract.example[name];
    };
  }
  if (type === 'uri' || type === 'string' || type === 'array' || type === 'object') {
    return () => contract.example[name];
  }
  const levels = levelsOf(parameter);
  return () =>
    levels.length === 0 ? contract.example[name] : levels[random.integer(0, levels.length - 1)];
}

function payloadOf(members: readonly (readonly [name: string, level: Level])[]): Payload {
  return Object.fromEntries(
    members.flatMap(([name, level]) => (level === undefined ? [] : [[name, level]])),
  );
}

/** Fisher and Yates. */
function shuffled<Item>(items: readonly Item[], random: Random): readonly Item[] {
  const order = items.map((item) => ({ item, at: random.next() }));
  return order.toSorted((one, other) => one.at - other.at).map(({ item }) => item);
}
