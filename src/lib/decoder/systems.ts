/**
 * Which system's private code is it? A number alone names no system: the text must show it by a host, a subprotocol, a package,
 * an exact message, or by the name that somebody typed.
 */
import { parseCode } from '../model/code.ts';
import { createPairs } from './pairs.ts';
import { countWords, holdsParts, lineOf, partsOf } from './parts.ts';
import { isForeign, isQuestion } from './question.ts';
import { signsOfWebSocket } from './subject.ts';
import { toWords } from './text.ts';

/** How a system is recognised, as content/systems/ has it; in short keys, because each byte is sent to the reader. */
export interface KnownSystem {
  id: string;
  name: string;
  /** Hosts, subprotocols, packages: as they stand in a text. */
  hosts?: string[];
  protocols?: string[];
  packages?: string[];
  /** Exact texts; what varies stands in <…>. */
  messages?: string[];
  aliases?: string[];
  /** Words of its names that are words of other logs: they name it only where somebody asks. */
  common?: string[];
  /** Its codes and ranges, each with its name and the reason text of its Close frame. */
  codes: [code: string, name: string, reason?: string][];
}

/** What the decoder knows of systems: the order is that of results. */
export interface SystemsData {
  systems: KnownSystem[];
  /** Numbers from 3000 to 4999 that have a page. */
  pages: number[];
}

/** A row of a system's page, or the system as a whole. */
export interface SystemHit {
  system: KnownSystem;
  /** The code or range of its row; absent if the text shows none of them. */
  code?: string;
  /** What the system calls it. */
  name?: string;
  /** The text holds a message of this system, word by word. */
  isSaid: boolean;
}

/** How surely a text shows a system. */
const SURE = 3;
const LIKELY = 2;
/** By a number with the name that only this system gives it: `4200 "Invalid message format"`. It says more than the name of a client beside it. */
const PAIRED = 1.5;
const NAMED = 1;
const PARTLY = 0.5;

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** Host names in a text: `*.pusher.com` is any below it. */
const hostPattern = (hosts: readonly string[]): RegExp =>
  new RegExp(
    `(?<![\\w.-])(?:${hosts.map((host) => escape(host).replaceAll('\\*', '[\\w.-]*')).join('|')})(?![\\w-])`,
    'i',
  );

/** A token by itself: what is joined to it by a letter, a digit or a hyphen is another; `gemini-*` is any that begins so. */
const tokenPattern = (tokens: readonly string[]): RegExp =>
  new RegExp(
    `(?<![\\w-])(?:${tokens.map((token) => escape(token).replaceAll('\\*', '[\\w.-]*')).join('|')})(?![\\w-])`,
    'i',
  );

/** So many words no other program says by chance. */
const LONG = 4;

/** How a text shows a system: how surely, and by which name if by nothing better. */
interface Shown {
  strength: number;
  alias?: string;
  /** By a message of its own, of so many words. */
  said?: number;
  /** That name is a word of other logs too, written here as a name is: it shows the system of a private code, and nothing else. */
  isCommon?: boolean;
}

/** `OpenAI`, `QQ`: no word of a sentence has two capitals. */
const isWrittenAsName = (text: string, alias: string): boolean =>
  Array.from(text.matchAll(new RegExp(`(?<![\\w-])${escape(alias)}(?![\\w-])`, 'gi'))).some(
    ([found]) => /[A-Z].*[A-Z]/.test(found),
  );

/** Before a thing, and not before the name of a system. */
const NOUN = ['the', 'a', 'our', 'my', 'its'];

/** A text, and what every system asks of it, found once. */
interface Reading {
  text: string;
  line: string;
  /** The same in small letters: `EventSub` is two words where it is cut, and one where it is typed. */
  small: string;
  isTyped: boolean;
  /** Does it say that a connection ended, or speak of a WebSocket? Without either, a log does not ask for its system. */
  speaksOfEnd: boolean;
}

const readingOf = (text: string): Reading => ({
  text,
  line: lineOf(text),
  small: lineOf(text.toLowerCase()),
  isTyped: isQuestion(text),
  speaksOfEnd:
    /clos(?:e|ed|es|ing)\b|disconnect/i.test(text) || signsOfWebSocket(toWords(text)) > 0,
});

interface Recogniser {
  system: KnownSystem;
  shownIn(reading: Reading): Shown | undefined;
}

/** @param distinct words that only the names of systems have */
function createRecogniser(system: KnownSystem, distinct: ReadonlySet<string>): Recogniser {
  const { hosts, protocols, packages, messages = [], aliases = [], name } = system;
  const common = new Set(system.common);
  const patterns = [
    ...(hosts ? [hostPattern(hosts)] : []),
    // `tty` and `derp` are words of other things.
    ...[protocols?.filter((one) => one.length > 7), packages].flatMap((tokens) =>
      tokens?.length ? [tokenPattern(tokens)] : [],
    ),
  ];
  const texts = messages.map(partsOf);
  // The longest first: it says most.
  const names = [...new Set([name, ...aliases].map(lineOf))].sort((a, b) => b.length - a.length);
  const parts = names
    .flatMap((one) => one.trim().split(' '))
    .filter((word) => distinct.has(word) && !common.has(word));
  return {
    system,
    shownIn({ text, line, small, isTyped }) {
      const said = Math.max(
        0,
        ...texts.filter((one) => holdsParts(line, one)).map((one) => countWords(...one)),
      );
      if (said >= LONG) return { strength: SURE, said };
      if (patterns.some((pattern) => pattern.test(text))) return { strength: SURE };
      if (said) return { strength: LIKELY };
      // `the pusher closes` is somebody's own; `the Pusher server` is not.
      const isNamed = (one: string) =>
        (line.includes(one) || small.includes(one)) &&
        !NOUN.some((article) => text.includes(`${article}${one.trimEnd()}`));
      const alias = names.find((one) => (isTyped || !common.has(one.trim())) && isNamed(one));
      // A name of several words is nobody else's.
      if (alias) return { strength: alias.trim().includes(' ') ? LIKELY : NAMED, alias };
      if ([...common].some((one) => small.includes(` ${one} `) && isWrittenAsName(text, one)))
        return { strength: NAMED, isCommon: true };
      // `discord 4017`: part of the name of Discord Voice.
      return isTyped && parts.some((word) => isNamed(` ${word} `))
        ? { strength: PARTLY }
        : undefined;
    },
  };
}

const isPrivate = (code: string): boolean => parseCode(code)!.first >= 3000;

const holds = (id: string, number: number): boolean => {
  const { first, last } = parseCode(id)!;
  return first <= number && number <= last;
};

/** A name or reason of one plain word stands in every log. */
const LEAST_NAME = 10;
const isTelling = (words: string): boolean =>
  words.trim().includes(' ') || words.trim().length >= LEAST_NAME;

/** More rows than this nobody compares. */
const MOST = 5;

export interface Systems {
  /**
   * Rows of systems for a text, the surest first.
   * @param numbers that the text names as close codes
   */
  find(text: string, numbers: readonly number[]): SystemHit[];
  /** Has this number a page of its own? */
  hasPage(number: number): boolean;
}

/** A number by itself that a text may mean as a code of the system that it shows. */
const NUMBER =
  /(?<![\w./#-]|[\w\]]:|\b(?:port|pid|line|id|after|every) )(?:[34]\d{3}|10(?:0\d|1[0-5]))(?![\w%]|[.:/-]\d| ?(?:ms|s|px|kb|mb|users|messages|times|connections|clients)\b)/gi;
/** The same, called a code, or in brackets. */
const MARKED =
  /(?:\b(?:code|status|closed?)|error)\b\W{1,6}(?:[a-z]+\W{1,3}){0,2}([1-4]\d{3})(?!\d)|[([]([34]\d{3})[)\]:]/gi;

const writtenNumbers = (text: string): number[] => [
  ...new Set((text.match(NUMBER) ?? []).map(Number)),
];
const markedNumbers = (text: string): number[] => [
  ...new Set(Array.from(text.matchAll(MARKED), ([, called, held]) => Number(called ?? held))),
];

interface Candidate extends Shown {
  hits: SystemHit[];
  place: number;
}

/** Is it shown by a name that is a part of the name of another: `discord` in `discord rich presence`? */
const isOutnamed = ({ alias }: Candidate, all: readonly Candidate[]): boolean =>
  alias !== undefined &&
  all.some(
    (other) => other.alias !== undefined && other.alias !== alias && other.alias.includes(alias),
  );

/** Is its message the beginning of what another says: `App key … does not exist` of `App key … does not exist in this cluster`? */
const isOutsaid = ({ said }: Candidate, all: readonly Candidate[]): boolean =>
  said !== undefined && all.some((other) => (other.said ?? 0) > said);

/** The systems of the site, ready to be found. @param words of `SharedData.systems` */
export function createSystems(
  { systems, pages }: SystemsData,
  words: ReadonlySet<string>,
): Systems {
  const recognisers = systems.map((system) => createRecogniser(system, words));
  const pairedIn = createPairs(systems);
  const known = new Set(pages);
  return {
    hasPage: (number) => known.has(number),
    find(text, numbers) {
      const reading = readingOf(text);
      const { line, isTyped, speaksOfEnd } = reading;
      const [written, marked] = [writtenNumbers(text), markedNumbers(text)];
      const paired = isForeign(text) ? new Set() : pairedIn(line);
      const shown = recognisers.flatMap(({ system, shownIn }, place): Candidate[] => {
        const found: Shown = shownIn(reading) ?? { strength: 0 };
        if (paired.has(system)) found.strength = Math.max(found.strength + 1, PAIRED);
        if (!found.strength) return [];
        // What the text shows surely may say its code in words of its own.
        const isSure = found.strength >= LIKELY || isTyped;
        const saysNumber = isSure || (found.strength >= NAMED && speaksOfEnd);
        const rows = rowsOf(
          system,
          [...numbers, ...marked, ...(saysNumber ? written : [])],
          isSure ? line : '',
        );
        const isAsked =
          (found.strength >= SURE && (isTyped || speaksOfEnd)) ||
          (isTyped && found.strength >= NAMED) ||
          // A long name, typed by itself, reads like a log.
          found.alias === line;
        if (!rows.length && !isAsked) return [];
        if (found.isCommon && !rows.some(({ code }) => isPrivate(code!))) return [];
        const isSaid = found.said !== undefined;
        return [
          {
            ...found,
            place,
            hits: rows.length ? rows.map((row) => ({ ...row, isSaid })) : [{ system, isSaid }],
          },
        ];
      });
      const named = shown.filter((one) => !isOutnamed(one, shown) && !isOutsaid(one, shown));
      const hasRow = ({ hits }: Candidate) => hits[0]!.code !== undefined;
      const withRow = named.filter(hasRow);
      const candidates = withRow.length ? withRow : named;
      const best = Math.max(0, ...candidates.map(({ strength }) => strength));
      return candidates
        .filter(({ strength }) => strength === best)
        .sort((a, b) => a.place - b.place)
        .flatMap(({ hits }) => hits)
        .slice(0, MOST);
    },
  };
}

/** The rows of a system for the numbers of a text; where it has none, those whose name or reason the text says. */
function rowsOf(
  system: KnownSystem,
  numbers: readonly number[],
  line: string,
): Omit<SystemHit, 'isSaid'>[] {
  const byNumber = numbers.flatMap((number) =>
    system.codes.filter(([code]) => holds(code, number)),
  );
  const byName = system.codes.filter(([, name, reason]) =>
    [reason, name].some((said) => {
      const parts = said === undefined ? [] : partsOf(said);
      return parts.some(isTelling) && holdsParts(line, parts);
    }),
  );
  const rows = byNumber.length ? byNumber : numbers.length ? [] : byName;
  return [...new Set(rows)].map(([code, name]) => ({ system, code, name }));
}

/** What a text says of systems, in the order of the search. */
export interface SystemsFound {
  /** Rows of private codes, those whose system's own message stands in the text, and a system that was asked for by name alone: they answer the question. */
  first: SystemHit[];
  /** Numbers that have a page of their own, whichever system sent them. */
  numbers: number[];
  /** Other rows of standard codes: after the code's own page. */
  later: SystemHit[];
}

/** Reads a text. @param codes that the decoder found in it @param numbers those of a question, as text */
export function findSystems(
  text: string,
  codes: readonly number[],
  numbers: string,
  systems: Systems,
): SystemsFound {
  const asked = (numbers.match(/(?<!-)\b\d{4}\b(?!-)/g) ?? []).map(Number);
  const named = [...new Set([...codes, ...asked])];
  const hits = systems.find(text, named);
  // Who types a system and a standard code asks for that row, and a message of its own is that row; another log with both is about the code first.
  const isTyped = isQuestion(text);
  const isAnswer = ({ code, isSaid }: SystemHit) =>
    code === undefined ? named.length === 0 : isTyped || isSaid || isPrivate(code);
  return {
    first: hits.filter(isAnswer),
    numbers: named.filter((number) => systems.hasPage(number)),
    later: hits.filter((hit) => !isAnswer(hit)),
  };
}

/** A number that the search asks the systems for. */
const PRIVATE = /(?<!\d)[34]\d{3}(?!\d)/;

/** A name whose words are words of every log: it names its system only where nothing else was typed. */
export const wholeName = (words: readonly string[]): string => words.join('_');

/** Must the systems be loaded for this text? What a program printed may be a system's own message. @param words of `SharedData.systems` */
export function speaksOfSystems(text: string, words: ReadonlySet<string>): boolean {
  if (!isQuestion(text) || PRIVATE.test(text)) return true;
  const said = toWords(text).words;
  return said.some((word) => words.has(word)) || words.has(wholeName(said));
}
