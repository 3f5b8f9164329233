/** A private number beside a name that only one system gives it: `4200 "Invalid message format"` shows that system as its message would. */
import { parseCode } from '../model/code.ts';
import { countWords, holdsParts, partsOf } from './parts.ts';
import { groupBy } from './text.ts';

/** A system as far as its codes go: each with its names. */
interface Named {
  codes: readonly (readonly [code: string, ...names: (string | undefined)[]])[];
}

interface Pair<T> {
  number: number;
  system: T;
  parts: string[];
}

/** So few words of a name tell no system: many have `3000 Go away!` and `4006 Invalid session`. */
const leastWords = (number: number): number => (number > 3000 && number < 4000 ? 2 : 3);

/** So many words may stand between a number and its name: `4000, message:`, `with code 4200 and reason`. */
const BETWEEN = 4;

/** Does another system say the same of this number, or a part of it? */
const isShared = <T>(pair: Pair<T>, ofNumber: readonly Pair<T>[]): boolean =>
  ofNumber.some(
    ({ system, parts }) =>
      system !== pair.system &&
      (holdsParts(pair.parts.join(' '), parts) || holdsParts(parts.join(' '), pair.parts)),
  );

/** Does the name stand right behind the number at this place of a line, or right before it? */
function standsBeside(line: string, at: number, { number, parts }: Pair<unknown>): boolean {
  const behind = line.slice(at + String(number).length);
  const before = line.slice(0, at);
  const next = behind.indexOf(parts[0]!);
  const last = before.lastIndexOf(parts.at(-1)!);
  return (
    (next >= 0 && countWords(behind.slice(0, next)) <= BETWEEN && holdsParts(behind, parts)) ||
    (last >= 0 &&
      countWords(before.slice(last + parts.at(-1)!.length)) <= BETWEEN &&
      holdsParts(before, parts))
  );
}

/**
 * Finds the systems that a text shows so.
 * @returns a function of a text on one line, as `lineOf` makes it; it costs as much as there are private numbers in the text
 */
export function createPairs<T extends Named>(systems: readonly T[]): (line: string) => Set<T> {
  const all = systems.flatMap((system) =>
    system.codes.flatMap(([code, ...names]): Pair<T>[] => {
      const { first: number, last } = parseCode(code)!;
      return number < 3000 || last > number
        ? []
        : names.flatMap((name) => (name ? [{ number, system, parts: partsOf(name) }] : []));
    }),
  );
  const byNumber = new Map(
    [...groupBy(all, ({ number }) => number)].map(([number, pairs]) => [
      number,
      pairs.filter(
        (pair) => countWords(...pair.parts) >= leastWords(number) && !isShared(pair, pairs),
      ),
    ]),
  );
  return (line) =>
    new Set(
      [...line.matchAll(/(?<= )[34]\d{3}(?= )/g)].flatMap(({ 0: number, index }) =>
        (byNumber.get(Number(number)) ?? [])
          .filter((pair) => standsBeside(line, index, pair))
          .map(({ system }) => system),
      ),
    );
}
