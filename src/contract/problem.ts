/** One thing that is wrong with a contract. */
export interface Problem {
  /** Where, as in `parameters.7.min`; empty where it is the whole. */
  readonly path: string;
  readonly message: string;
}

/** Every later item with a key that an earlier one has. */
export function repeated<Item>(
  items: readonly Item[],
  path: string,
  keyOf: (item: Item) => string,
  member: string,
): readonly Problem[] {
  const keys = items.map(keyOf);
  return keys.flatMap((key, index) =>
    keys.indexOf(key) === index
      ? []
      : { path: `${path}.${index}.${member}`, message: `${key} is there twice` },
  );
}
