/** Results of systems that have codes of their own; their data are loaded when somebody types such a number or name. */
import { displayName } from '../lib/model/code.ts';
import type { TableCode } from '../lib/decoder/query.ts';
import type { KnownSystem, SystemHit, SystemsData } from '../lib/decoder/systems.ts';
import { joined } from '../lib/text/template.ts';
import { loadSystems } from './load.ts';
import type { Result } from './results.ts';

/** What a result needs of the site. */
export interface Place {
  addressOf: (page: string) => string;
  codes: readonly TableCode[];
}

const holds = (code: string, number: number): boolean => {
  const [first, last = first] = code.split('-').map(Number);
  return number >= first! && number <= last!;
};

/** The ink of private codes is that of their range. */
const familyOf = (id: string, codes: readonly TableCode[]): string =>
  (
    codes.find((code) => code.id === id) ??
    codes.find((code) => code.id.includes('-') && holds(code.id, Number.parseInt(id)))
  )?.family ?? '';

/** The row of a system's page, or the page. @param words what the result is called, and how notes are joined */
export function systemResult(
  { system, code, name }: SystemHit,
  words: { system: string; notes: string },
  { addressOf, codes }: Place,
): Result {
  return {
    id: code ?? '',
    family: code ? familyOf(code, codes) : '',
    href: addressOf(code ? `${system.id}#${code}` : system.id),
    kind: joined(words.notes, [words.system, ...(code ? [system.name] : [])]),
    title: name ?? system.name,
    excerpt: code
      ? []
      : [
          joined(
            words.notes,
            system.codes.map(([one]) => displayName(one)),
          ),
        ],
  };
}

/** Names side by side, as `Locale.list` writes them. */
const names = new Intl.ListFormat(document.documentElement.lang, { style: 'narrow' });

/** More names than this nobody reads. */
const MOST_NAMES = 6;

const usersOf = (number: number, systems: readonly KnownSystem[]): string[] =>
  systems
    .filter(({ codes }) => codes.some(([code]) => holds(code, number)))
    .map(({ name }) => name);

/** The page of a private number: whoever uses it. */
export function numberResult(
  number: number,
  kind: string,
  { systems }: SystemsData,
  { addressOf, codes }: Place,
): Result {
  const users = usersOf(number, systems);
  return {
    id: String(number),
    family: familyOf(String(number), codes),
    href: addressOf(String(number)),
    kind,
    // The dots are a mark of what is cut off, in every language.
    title: `${names.format(users.slice(0, MOST_NAMES))}${users.length > MOST_NAMES ? ' …' : ''}`,
    excerpt: [],
  };
}

/** The pages of the private numbers of a query that holds nothing else. */
export async function numberResults(query: string, kind: string, place: Place): Promise<Result[]> {
  const data = await loadSystems();
  const numbers = (query.match(/\d{4}/g) ?? []).map(Number);
  return numbers
    .filter((number) => data.pages.includes(number))
    .map((number) => numberResult(number, kind, data, place));
}
