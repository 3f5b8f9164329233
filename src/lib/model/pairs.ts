/** Which two codes are compared, and where. */
import { byNumber, isRange, type CodeRange } from './code.ts';

/** Address of a comparison: the smaller code first, `1003-vs-1008`. */
export const pairId = (left: string, right: string): string => `${left}-vs-${right}`;

/**
 * The pairs with a range that people choose between; somebody has written each. A range meets every code, and most of these
 * meetings answer nothing: 1002 or any private number?
 */
export const RANGE_PAIRS: readonly string[] = ['1008-vs-4000-4999', '3000-3999-vs-4000-4999'];

/** Is there a comparison at this address? Of two single codes always. */
export const isPair = (id: string): boolean => /^\d+-vs-\d+$/.test(id) || RANGE_PAIRS.includes(id);

/** Every comparison of the site, the smaller code first: all pairs of single codes, then those with a range. */
export function allPairs<T extends CodeRange>(codes: readonly T[]): { left: T; right: T }[] {
  const sorted = [...codes].sort(byNumber);
  const pairs = sorted.flatMap((left, place) =>
    sorted
      .slice(place + 1)
      .flatMap((right) => (isPair(pairId(left.id, right.id)) ? { left, right } : [])),
  );
  const hasRange = ({ left, right }: { left: T; right: T }) => isRange(left) || isRange(right);
  return [...pairs.filter((pair) => !hasRange(pair)), ...pairs.filter(hasRange)];
}
