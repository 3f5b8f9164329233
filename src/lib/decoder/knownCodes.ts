/** Known codes, and the names that logs print for them. */
import type { DecoderData } from './data.ts';

/** A name of a code, word by word. */
interface PrintedName {
  words: string[];
  isRegistered: boolean;
}

/** What the site's own codes tell of the numbers in a text. */
export interface KnownCodes {
  /** Has the number a meaning: one of RFC 6455 or of IANA's registry, or what an application gives it (3000 to 4999)? */
  isCode(number: number): boolean;
  /** Is it a range of the site, such as 4000 to 4999, or both that a program may choose from, 3000 to 4999? */
  isRange(first: number, last: number): boolean;
  /** Names of a code as logs print them beside the number: first the registered ones, then what libraries make of them. */
  namesOf(code: number): readonly PrintedName[];
}

/**
 * What the pages of the site know.
 * @param pages a code with a page is known @param printed its names, with `|` between them: registered ones, then those of libraries
 */
export function createKnownCodes({
  pages,
  printed,
}: Pick<DecoderData, 'pages' | 'printed'>): KnownCodes {
  const ids = new Set(pages.map(([id]) => id));
  const listed = (names: string, isRegistered: boolean): PrintedName[] =>
    names.split('|').map((name) => ({ words: name.split(' '), isRegistered }));
  const names = new Map(
    printed.map(([code, registered, others]) => [
      code,
      [...listed(registered, true), ...(others ? listed(others, false) : [])],
    ]),
  );
  return {
    isCode: (number) => (number >= 3000 && number <= 4999) || ids.has(String(number)),
    isRange: (first, last) => ids.has(`${first}-${last}`) || (first === 3000 && last === 4999),
    namesOf: (code) => names.get(code) ?? [],
  };
}

/** Does a name stand here? Its words may have endings: `closures`. */
const follows = (all: string[], from: number, name: string[]): boolean =>
  name.every((word, place) => all[from + place]?.startsWith(word) ?? false);

/** The name of the code beside the number, behind it or before it: the registered one (2), another (1), none (0). */
export function nameBeside(
  all: string[],
  at: number,
  names: readonly PrintedName[],
): { grade: number; isBehind: boolean } {
  const isBehind = ({ words: name }: PrintedName) => follows(all, at + 1, name);
  const beside = names.find(
    (name) => isBehind(name) || follows(all, at - name.words.length, name.words),
  );
  return { grade: beside ? (beside.isRegistered ? 2 : 1) : 0, isBehind: names.some(isBehind) };
}
