/** Which two codes are compared, and where. */
import { byNumber, isRange, type CodeRange } from './code.ts';

/** The one pair of ranges that people choose between: registered or private? */
export const RANGE_PAIR = ['3000-3999', '4000-4999'] as const;

/** Address of a comparison: the smaller code first, `1003-vs-1008`. */
export const pairId = (left: string, right: string): string => `${left}-vs-${right}`;

/** Every comparison of the site: all pairs of single codes, and the one pair of ranges. */
export function allPairs<T extends CodeRange>(codes: readonly T[]): { left: T; right: T }[] {
  const singles = codes.filter((code) => !isRange(code)).sort(byNumber);
  const pairs = singles.flatMap((left, place) =>
    singles.slice(place + 1).map((right) => ({ left, right })),
  );
  const [left, right] = RANGE_PAIR.map((id) => codes.find((code) => code.id === id));
  return left && right ? [...pairs, { left, right }] : pairs;
}
