import { closest, distance } from 'fastest-levenshtein';

/** ` Did you mean X?`, or nothing where no known name is near. */
export function suggestion(given: string, known: readonly string[]): string {
  if (known.length === 0) return '';
  const nearest = closest(given, known);
  return distance(given, nearest) <= Math.max(2, given.length / 3)
    ? ` Did you mean ${nearest}?`
    : '';
}
