/** What systems make of close codes: every number with the systems that use it, and what they advise. Pure. */
import { holds, isRange, parseCode, RANGES, type CodeRange } from './code.ts';
import { RETRIES, type System, type SystemCode } from './system.ts';

/** A system as far as this module reads it. */
export interface Listed {
  id: string;
  facts: System;
}

/** A code or a range with what a system means by it. */
export interface Use<S extends Listed = Listed> extends CodeRange {
  system: S;
  code: SystemCode;
}

export type Retry = (typeof RETRIES)[number];

/** A range of more numbers makes no pages of its own: it says how to read numbers, and no number means anything yet. */
const WIDEST = 20;

/** Most systems that a page explains one by one; the others follow by kind, a line each. */
export const IN_FULL = 24;
/** Most of those others; what is left is on further pages. */
export const BY_KIND = 200;
/** Most systems on such a further page. */
export const USES_A_PAGE = 300;
/** Most codes that the page of a system holds; the others are on further pages. */
export const CODES_A_PAGE = 50;
/** Most systems on a page of all of them. */
export const SYSTEMS_A_PAGE = 300;
/** Most systems that the page of a standard code names. */
export const BESIDE_A_CODE = 6;

/** Those without a rank follow those that have one. */
const rankOf = ({ facts }: Listed): number => facts.rank ?? Number.MAX_SAFE_INTEGER;
const nameOf = ({ facts }: Listed): string => facts.name.toLowerCase();

/** The best known first (`rank`), then by name. */
export const inOrder = <S extends Listed>(systems: readonly S[]): S[] =>
  [...systems].sort(
    (a, b) => rankOf(a) - rankOf(b) || (nameOf(a) < nameOf(b) ? -1 : Number(nameOf(a) > nameOf(b))),
  );

/** Every code of a system, in order of number. */
export const usesOf = <S extends Listed>(system: S): Use<S>[] =>
  system.facts.codes
    .map((code) => ({ ...parseCode(code.code)!, system, code }))
    .sort((a, b) => a.first - b.first || a.last - b.last);

/** Is it one of the numbers that each system may choose: not one that RFC 6455 or IANA has given a meaning? */
export const isOwn = ({ first }: CodeRange): boolean => first >= 3000;

const isWide = ({ first, last }: CodeRange): boolean => last - first >= WIDEST;

/** The numbers of a range. */
const numbersIn = ({ first, last }: CodeRange): number[] =>
  Array.from({ length: last - first + 1 }, (_, place) => first + place);

/**
 * What systems mean by a number, in order: those that name it, then those with a range that holds it, then those with a wide one.
 * @param systems in the order in which they are to stand
 */
export function usesByNumber<S extends Listed>(
  systems: readonly S[],
): ReadonlyMap<number, Use<S>[]> {
  const uses = systems.flatMap(usesOf);
  const wide = uses.filter(isWide);
  const narrow = uses
    .filter((use) => !isWide(use))
    .flatMap((use) => numbersIn(use).map((number) => ({ number, use })));
  return new Map(
    [...Map.groupBy(narrow, ({ number }) => number)].map(([number, own]) => [
      number,
      [...own.filter(({ use }) => !isRange(use)), ...own.filter(({ use }) => isRange(use))]
        .map(({ use }) => use)
        .concat(wide.filter(({ first, last }) => first <= number && number <= last)),
    ]),
  );
}

const [REGISTERED, PRIVATE] = [RANGES.registered, RANGES.private].map((id) => parseCode(id)!);

/** Anchors of the sections that the page of a number has; its rows have the ids of their systems. */
export const NUMBER_SECTIONS: readonly string[] = ['reconnect', 'meanings', 'which', 'further'];

/**
 * The numbers from 3000 to 4999 that get a page for what systems mean by them, in order.
 * @param hasPage tells whether a number is a code with a page of its own, such as 3000
 */
export const ownNumbers = (
  uses: ReadonlyMap<number, unknown>,
  hasPage: (id: string) => boolean,
): number[] =>
  [...uses.keys()]
    .filter((number) => {
      const code = parseCode(String(number))!;
      return (holds(REGISTERED!, code) || holds(PRIVATE!, code)) && !hasPage(code.id);
    })
    .sort((a, b) => a - b);

/** Does the same attempt help, at once or after a wait? If not, something has to change first, or all is over. */
const AGAIN: readonly Retry[] = ['now', 'later', 'new-session'];

/** Those that say to connect again, and those that say not to, or not before something has changed. */
export interface Advice<S extends Listed = Listed> {
  stop: Use<S>[];
  again: Use<S>[];
}

/**
 * Where systems give opposite advice on the same number; undefined where they agree. Codes that nobody sends any more do not count, nor
 * do wide ranges, which speak of no number.
 */
export function oppositeAdvice<S extends Listed>(uses: readonly Use<S>[]): Advice<S> | undefined {
  const sent = uses.filter((use) => !use.code.unused && !isWide(use));
  const [again, stop] = [true, false].map((wanted) =>
    sent.filter(({ code }) => AGAIN.includes(code.retry) === wanted),
  );
  return again!.length && stop!.length ? { stop: stop!, again: again! } : undefined;
}

/** Numbers as people write them: neighbours as a range. @example asRanges(of 4010, 4011, 4012 and 4020) → ['4010-4012', '4020'] */
export function asRanges(codes: readonly CodeRange[]): string[] {
  const joined: { first: number; last: number }[] = [];
  for (const { first, last } of codes.toSorted((a, b) => a.first - b.first)) {
    const before = joined.at(-1);
    if (before && first <= before.last + 1) before.last = Math.max(before.last, last);
    else joined.push({ first, last });
  }
  return joined.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`));
}

/** When to connect again, and the numbers for which that holds, as a program can follow it. */
export interface ReconnectRule {
  retry: Retry;
  codes: string[];
  /** Those after which the session can be resumed. */
  resume: string[];
}

/** What to do after each code of a system: a rule for each of `RETRIES` that it has. */
export function reconnectRules(system: Listed): ReconnectRule[] {
  const uses = usesOf(system);
  return RETRIES.flatMap((retry) => {
    const own = uses.filter(({ code }) => code.retry === retry);
    return own.length
      ? [{ retry, codes: asRanges(own), resume: asRanges(own.filter(({ code }) => code.resume)) }]
      : [];
  });
}

/** Is the number made up by clients of these systems alone, and never sent? */
export const isLocalOnly = (uses: readonly Use[]): boolean =>
  uses.every(({ code }) => code.sender === 'local');

/** Systems that are spoken of together: the same first word in their names of folders, or a subprotocol that both speak. */
export function relatedTo<S extends Listed>(system: S, all: readonly S[]): S[] {
  const family = ({ id }: Listed) => id.split('-')[0];
  const spoken = ({ facts }: Listed) => facts.recognised.subprotocols ?? [];
  return all.filter(
    (other) =>
      other.id !== system.id &&
      (family(other) === family(system) ||
        spoken(other).some((name) => spoken(system).includes(name))),
  );
}

/** Cut into pages of at most `most`; at least one. */
export const inPages = <T>(all: readonly T[], most: number): T[][] =>
  Array.from({ length: Math.max(1, Math.ceil(all.length / most)) }, (_, place) =>
    all.slice(place * most, (place + 1) * most),
  );
