/** What systems mean by close codes, as pages and files for programs want it: rows in a language, and the addresses that they have. */
import { codesIn, getCode, isKnown, languages, localeOf, systems, type Code } from './content.ts';
import type { KnownSystem } from './lib/content/read.ts';
import { displayName, parseCode, type CodeRange } from './lib/model/code.ts';
import { SYSTEM_KINDS } from './lib/model/system.ts';
import { onTheWire } from './lib/model/facts.ts';
import { isFresh, sentencesOfSystem } from './lib/model/sentences.ts';
import {
  BESIDE_A_CODE,
  BY_KIND,
  CODES_A_PAGE,
  IN_FULL,
  inPages,
  isOwn,
  ownNumbers,
  SYSTEMS_A_PAGE,
  USES_A_PAGE,
  usesByNumber,
  usesOf,
  type Use,
} from './lib/model/systems.ts';
import { SOURCE_LANGUAGE } from './lib/publishing/href.ts';
import type { Locale } from './lib/text/locale.ts';

/** A sentence in a language, or in English, named as `foreign`. */
export interface Said {
  text: string;
  foreign: string | undefined;
}

const byNumber = usesByNumber(systems);

/** What systems mean by a number. */
export const usesAt = (number: number): Use<KnownSystem>[] => byNumber.get(number) ?? [];

/** The numbers that have a page for what systems mean by them. */
export const numbers: number[] = ownNumbers(byNumber, isKnown);

const hasNumber = new Set(numbers.map(String));

/** The codes with a page of their own of which systems make something: 1000, 1008, 3000. */
export const codesWithUses = (): string[] =>
  codesIn(SOURCE_LANGUAGE)
    .filter(({ first, last }) => first === last && usesAt(first).length > 0)
    .map(({ id }) => id);

/**
 * What systems mean by a standard code, as far as its page has room: the best known. A code that is never sent has a link alone, for
 * systems can only explain it.
 */
export const besideCode = (code: Code): Use<KnownSystem>[] =>
  onTheWire(code) ? usesAt(code.first).slice(0, BESIDE_A_CODE) : [];

/** The codes of which more systems make something than their pages show. */
export const codesWithMoreUses = (): string[] =>
  codesWithUses().filter(
    (id) => usesAt(Number(id)).length > besideCode(getCode(id, SOURCE_LANGUAGE)).length,
  );

/** Are there numbers in a range that have a page for what systems mean by them? */
export const hasNumbers = ({ first, last }: CodeRange): boolean =>
  numbers.some((number) => first <= number && number <= last);

/** Is there a page for this number, or this range? */
export const hasPage = (id: string): boolean => isKnown(id) || hasNumber.has(id);

/** The numbers of a stretch that most systems use, the most used first. */
export const mostUsed = (
  first: number,
  last: number,
  most: number,
): { number: number; count: number }[] =>
  numbers
    .filter((number) => first <= number && number <= last)
    .map((number) => ({ number, count: usesAt(number).length }))
    .sort((a, b) => b.count - a.count || a.number - b.number)
    .slice(0, most);

/** All systems by kind, a list a page. */
export const systemPages: KnownSystem[][] = inPages(
  SYSTEM_KINDS.flatMap((kind) => systems.filter(({ facts }) => facts.kind === kind)),
  SYSTEMS_A_PAGE,
);

/** A sentence of a system: `about`, `4004/means`, `4004/do`, `differs/<id>`; undefined if it has none. */
export function said(
  { words, translations }: KnownSystem,
  key: string,
  { tag }: Locale,
): Said | undefined {
  const [code, what] = key.split('/') as [string, 'means' | 'do' | undefined];
  const english =
    key === 'about'
      ? words.about
      : code === 'differs'
        ? words.differs?.[what!]
        : words.codes[code]?.[what!];
  if (english === undefined) return undefined;
  const own = translations.get(tag)?.get(key);
  if (own && isFresh(own, english)) return { text: own.own, foreign: undefined };
  return { text: english, foreign: tag === SOURCE_LANGUAGE ? undefined : SOURCE_LANGUAGE };
}

/** A sentence of a system by language, as far as it is translated. */
export const saidInEach = (system: KnownSystem, key: string): Record<string, string> =>
  Object.fromEntries(
    languages.flatMap((lang) => {
      const found = said(system, key, localeOf(lang));
      return found && !found.foreign ? [[lang, found.text]] : [];
    }),
  );

/** One value for each thing, made when first asked for: sitemaps and pages ask again in every language. */
function once<K, T>(make: (of: K) => T): (of: K) => T {
  const made = new Map<K, T>();
  return (of) => {
    if (!made.has(of)) made.set(of, make(of));
    return made.get(of)!;
  };
}

/** Languages in which every sentence of a system is written. */
export const systemIn = once((system: KnownSystem): string[] =>
  languages.filter((lang) =>
    sentencesOfSystem(system.words).every(
      ({ key }) => said(system, key, localeOf(lang))!.foreign === undefined,
    ),
  ),
);

/** Languages in which every meaning of a number is written. */
export const numberIn = once((number: number): string[] =>
  languages.filter((lang) =>
    usesAt(number).every(({ system, code }) =>
      ['means', 'do'].every(
        (what) => said(system, `${code.code}/${what}`, localeOf(lang))?.foreign === undefined,
      ),
    ),
  ),
);

const pages = new Map(
  systems.map((system) => {
    const uses = usesOf(system);
    const ordered = [...uses.filter(isOwn), ...uses.filter((use) => !isOwn(use))];
    return [system.id, inPages(ordered, CODES_A_PAGE)] as const;
  }),
);

/** The codes of a system, a list a page, its own before the standard ones; the first page stands at the system's address. */
export const pagesOf = ({ id }: KnownSystem): Use<KnownSystem>[][] => pages.get(id)!;

/** Last part of the address of one page of several: `discord`, `discord-codes-2`; `systems`, `systems-2`. @param place from 0 */
export const pageName = (name: string, place: number, kind?: string): string =>
  place === 0 ? name : [name, kind, place + 1].filter(Boolean).join('-');

/** Uses of a number by kind of system, in order; without the kinds that have none. */
export const byKind = (
  uses: readonly Use<KnownSystem>[],
): { kind: (typeof SYSTEM_KINDS)[number]; own: Use<KnownSystem>[] }[] =>
  SYSTEM_KINDS.map((kind) => ({
    kind,
    own: uses.filter(({ system }) => system.facts.kind === kind),
  })).filter(({ own }) => own.length > 0);

/** What systems mean by a number, a list a page: as many of the best known as the first has room for, then the others by kind. */
export const usePages = once((number: number): Use<KnownSystem>[][] => {
  const [first, others] = [
    usesAt(number).slice(0, IN_FULL + BY_KIND),
    usesAt(number).slice(IN_FULL + BY_KIND),
  ];
  const further = byKind(others).flatMap(({ own }) => own);
  return further.length ? [first, ...inPages(further, USES_A_PAGE)] : [first];
});

/**
 * The page that holds so many of the uses of a number: `4000`, `4000-systems-2`; of a standard code `1000-systems`, `1000-systems-2`.
 * @param place from 0
 */
export const usePage = (number: number, place: number): string =>
  place === 0 && isKnown(String(number))
    ? `${number}-systems`
    : pageName(String(number), place, 'systems');

/** The name of a system that uses a number; a range is named with it, for it is not the number of the page. */
export const nameOfUse = (
  locale: Locale,
  { system, code, first, last }: Use<KnownSystem>,
): string =>
  first === last ? system.facts.name : locale.labelled(system.facts.name, displayName(code.code));

/** Where the row of a system stands among those that use a number: an anchor of the first page, or of a further one. */
export function rowOfUse(locale: Locale, number: number, { id }: KnownSystem): string {
  const place = usePages(number).findIndex((own) => own.some(({ system }) => system.id === id));
  return place === 0 ? `#${id}` : locale.href(usePage(number, place), id);
}

/** Where a page says what a system means by a code. */
export function addressOfUse(locale: Locale, { system, code }: Use<KnownSystem>): string {
  const place = pagesOf(system).findIndex((page) => page.some((use) => use.code === code));
  return locale.href(pageName(system.id, place, 'codes'), code.code);
}

/** The page of a code or range that a system names: its own, that of its first number, else that of the range around it. */
export function pageOfCode(id: string): string {
  const { first } = parseCode(id)!;
  const own = [id, String(first)].find(hasPage);
  return (
    own ?? codesIn(SOURCE_LANGUAGE).find((code) => code.first <= first && first <= code.last)!.id
  );
}

/** The line that was read. */
export function sourceOfUse({ system, code }: Use<KnownSystem>): string {
  const [key, place] = code.source.split('#') as [string, string | undefined];
  return [system.facts.sources[key]!.url, place].filter(Boolean).join('#');
}
