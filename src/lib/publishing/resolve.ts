/** Where an address leads that is no page: the code, range or comparison that was meant, or what the number is instead. Pure; the 404 page runs it. */
import { matchLanguage } from './languages.ts';
import { displayName } from '../model/code.ts';

/** What a sentence of `notFound` says, with the values of its places. */
export interface Explained {
  word: 'range' | 'free' | 'http' | 'upgrade' | 'outside' | 'hex';
  values: Record<string, string>;
}

/** A page to offer, by the last part of its address; `word` names the link where the page's number does not. */
export interface Offered {
  page: string;
  anchor?: string;
  word?: 'refused' | 'notPassed' | 'asCode' | 'chooseFree';
}

/** `meaning`: say what the number is, and offer pages. `search`: words. */
export type Explanation =
  | { kind: 'meaning'; lang: string; explained: Explained[]; offered: Offered[] }
  | { kind: 'search'; lang: string; words: string };

/** `same`: another spelling of an address that we have; go to it. `tidy`: perhaps a page when spelt properly; only the host knows. */
export type Resolution = { kind: 'same' | 'tidy'; lang: string; page: string } | Explanation;

/** What of the site must be known: languages, the source language first; ids of all codes and ranges; numbers of systems; comparisons of ranges, for those of codes all exist. */
export interface Known {
  languages: readonly string[];
  pages: readonly string[];
  /** Numbers that have a page for what systems mean by them, and no comparison. */
  numbers: readonly string[];
  rangePairs: readonly string[];
  /** HTTP statuses with the code that is the same (`http` of its facts): `{ 401: '3000' }`. */
  asCode: Readonly<Record<string, string>>;
  /** Words for "or" in the languages of the site. */
  or: readonly string[];
}

/** Longer than any address that somebody typed. */
const LONGEST = 200;

/** HTTP statuses in IANA's registry; 101 is the one that opens a WebSocket (RFC 6455 section 4.1). */
const isHttpStatus = (number: number): boolean =>
  [
    [100, 104],
    [200, 208],
    [226, 226],
    [300, 308],
    [400, 418],
    [421, 426],
    [428, 429],
    [431, 431],
    [451, 451],
    [500, 508],
    [510, 511],
  ].some(([first, last]) => number >= first! && number <= last!);

/** A server that did not get the `Upgrade` header answers with one of these: statuses of HTTP, facts of no code. */
const NOT_PASSED = [400, 426];

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Folders and name without what people and programs add: slashes, `.html`, the full stop of the sentence around a link. */
function segmentsOf(path: string): string[] {
  const segments = path
    .slice(0, LONGEST)
    .split('/')
    .map((segment) =>
      decode(segment)
        .trim()
        .replace(/[).,;:!?'"”»>\]]+$/, '')
        .toLowerCase(),
    );
  return segments
    .map((segment) => segment.replace(/\.html?$/, ''))
    .filter((segment, place, all) => segment && !(segment === 'index' && place === all.length - 1));
}

/** `vi`, `VI` and `vi-VN` are one language. */
const languageOf = (segment: string, languages: readonly string[]): string | undefined =>
  /^[a-z]{2,3}(?:[-_](?:[a-z]{2,4}|\d{3}))*$/.test(segment)
    ? matchLanguage(segment, languages)
    : undefined;

/** What one number is. `exact`: a page is spelt so, but for zeros before it and the kind of dash. */
interface Meaning {
  page?: string;
  exact: boolean;
  explained: Explained[];
  offered: Offered[];
}

const short = (digits: string): string => (digits.length > 20 ? `${digits.slice(0, 20)}…` : digits);

/** A number as people write it, or the id of a range; undefined for anything else. */
function meaningOf(text: string, known: Known): Meaning | undefined {
  const { pages, numbers } = known;
  const range = text.replace(/[–—]/, '-');
  if (pages.includes(range))
    return { page: range, exact: true, explained: [], offered: [{ page: range }] };
  if (/^0x[\da-f]+$/.test(text)) return hexMeaning(text, known);
  const [, sign, digits] = /^([-−–]?)0*(\d+)$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const number = Number(digits);
  if (sign || number > 65_535) {
    const meant = pages.includes(digits) ? digits : '5000-65535';
    return {
      exact: false,
      explained: [{ word: 'outside', values: { code: `${sign ? '−' : ''}${short(digits)}` } }],
      offered: offer(meant, pages),
    };
  }
  if (pages.includes(digits) || numbers.includes(digits))
    return { page: digits, exact: true, explained: [], offered: [{ page: digits }] };
  const page = pages.find((id) => {
    const [first, last] = id.split('-').map(Number);
    return last !== undefined && number >= first! && number <= last;
  });
  if (isHttpStatus(number)) return httpMeaning(number, page, known);
  return page
    ? {
        page,
        exact: false,
        explained: [
          { word: 'range', values: { code: digits, range: displayName(page) } },
          ...(isPrivate(number) ? [{ word: 'free', values: { code: digits } } as const] : []),
        ],
        offered: [{ page }, ...(isPrivate(number) ? [CHOOSE] : [])],
      }
    : undefined;
}

/** Any system may take such a number, and no system that the site knows has. */
const isPrivate = (number: number): boolean => number >= 4000 && number <= 4999;
const CHOOSE: Offered = { page: 'systems', anchor: 'choose', word: 'chooseFree' };

const offer = (page: string, pages: readonly string[]): Offered[] =>
  pages.includes(page) ? [{ page }] : [];

function hexMeaning(text: string, known: Known): Meaning | undefined {
  const code = text.length > 18 ? '99999999' : String(Number(text));
  const meant = meaningOf(code, known);
  // 0x194 is a number of the field, whatever 404 is in HTTP.
  const explained: Explained[] =
    Number(code) > 65_535
      ? [{ word: 'outside', values: { code: short(text) } }]
      : [{ word: 'hex', values: { code: text, number: code } }];
  return (
    meant && {
      ...meant,
      exact: false,
      explained: [
        ...explained,
        ...meant.explained.filter(({ word }) => word === 'range' || word === 'free'),
      ],
      offered: meant.page
        ? [{ page: meant.page }, ...meant.offered.filter((offered) => offered === CHOOSE)]
        : meant.offered,
    }
  );
}

/** An HTTP status ends a handshake, which the client reports as 1006 (RFC 6455 sections 4.1 and 7.1.5): the causes are that page's. */
function httpMeaning(number: number, page: string | undefined, { asCode: codes }: Known): Meaning {
  const counterpart = codes[number];
  const cause: Offered = NOT_PASSED.includes(number)
    ? { page: '1006', anchor: 'fix-upgrade-not-proxied', word: 'notPassed' }
    : { page: '1006', anchor: 'fix-handshake-refused', word: 'refused' };
  const asCode: Offered[] = counterpart ? [{ page: counterpart, word: 'asCode' }] : [];
  return {
    ...(page ? { page } : {}),
    exact: false,
    explained: [{ word: number === 101 ? 'upgrade' : 'http', values: { code: String(number) } }],
    offered: [cause, { page: '1006' }, ...asCode],
  };
}

/** What stands between two codes: `-vs-`, `vs`, a word for "or", `,`, `+`, `&`, `/`; a hyphen only between two of four digits, for ranges have one. */
const betweenCodes = (or: readonly string[]): RegExp =>
  new RegExp(
    `^(.+?)(?:[-_ .]*(?:${['vs?', 'or', 'and', ...or].join('|')})[-_ .]*|\\s*[,+&/|]\\s*|(?<=^\\d{4})-(?=\\d{4}$)| +)(.+)$`,
  );

/** Whoever compares two codes chooses none. */
const withoutChoice = (meaning: Meaning | undefined): Meaning | undefined =>
  meaning && {
    ...meaning,
    explained: meaning.explained.filter(({ word }) => word !== 'free'),
    offered: meaning.offered.filter((offered) => offered !== CHOOSE),
  };

/** `1008-vs-1003`: the comparison if there is one, else what each is. */
function pairMeaning(text: string, known: Known): Meaning | undefined {
  const { pages, rangePairs, or } = known;
  const [, first = '', second = ''] = betweenCodes(or).exec(text) ?? [];
  const [a, b] = [first, second].map((side) => withoutChoice(meaningOf(side, known)));
  if (!a || !b) return undefined;
  const explained = [...a.explained, ...b.explained];
  const sides = [a.page, b.page];
  const [left, right] = sides.every((side) => side !== undefined)
    ? sides.toSorted((x, y) => Number.parseInt(x!) - Number.parseInt(y!))
    : [];
  if (left && left === right)
    return { page: left, exact: a.exact && b.exact, explained, offered: [{ page: left }] };
  const isSingle = (id: string) => !id.includes('-') && pages.includes(id);
  const page = `${left}-vs-${right}`;
  const exists =
    left && right && ((isSingle(left) && isSingle(right)) || rangePairs.includes(page));
  const isHttp = explained.some(({ word }) => word === 'http' || word === 'upgrade');
  if (!exists || isHttp) return { exact: false, explained, offered: [...a.offered, ...b.offered] };
  return {
    page,
    exact: a.exact && b.exact && /-vs-/.test(text),
    explained,
    offered: [{ page }, ...a.offered, ...b.offered],
  };
}

/** Numbers that close codes can be, in words such as `ws-code-1006`. */
function numbersIn(text: string, pages: readonly string[]): Offered[] {
  return [...new Set(text.match(/\d+/g) ?? [])]
    .filter((number) => pages.includes(number))
    .slice(0, 4)
    .map((page) => ({ page }));
}

const uniqueOffers = (offered: Offered[]): Offered[] =>
  offered.filter(
    ({ page, anchor }, place) =>
      offered.findIndex((other) => other.page === page && other.anchor === anchor) === place,
  );

/**
 * Reads an address that is not a page.
 * @param path path of the address without the site's folder, as the browser has it: `/VI/01006.html`
 * @example resolve('/1008-vs-1003', known) is { kind: 'same', lang: 'en', page: '1003-vs-1008' }
 */
export function resolve(path: string, known: Known): Resolution {
  const { languages, pages } = known;
  const segments = segmentsOf(path);
  const lang =
    segments.map((segment) => languageOf(segment, languages)).find(Boolean) ?? languages[0]!;
  const rest = segments.filter((segment) => !languageOf(segment, languages));
  const addressOf = (page: string) => (lang === languages[0] ? `/${page}` : `/${lang}/${page}`);
  // A page that the host ought to have and has not: an address never leads to itself.
  const same = (page: string): Resolution =>
    addressOf(page) === path ? { kind: 'search', lang, words: '' } : { kind: 'same', lang, page };
  if (rest.length === 0) return same('');
  const text = rest.join('/');
  const meaning = meaningOf(text, known) ?? pairMeaning(text, known);
  if (meaning?.exact && meaning.page) return same(meaning.page);
  if (meaning)
    return {
      kind: 'meaning',
      lang,
      explained: meaning.explained,
      offered: uniqueOffers(meaning.offered),
    };
  const name = rest.map(encodeURIComponent).join('/');
  if (path !== addressOf(name) && /^(?:guides\/)?\w+(?:-[\w.-]+)?$/.test(text))
    return { kind: 'tidy', lang, page: name };
  return otherwise(text, lang, pages);
}

/** What is left when no page is spelt so: numbers among words, else the words. */
export function otherwise(text: string, lang: string, pages: readonly string[]): Explanation {
  const offered = numbersIn(text, pages);
  if (offered.length) return { kind: 'meaning', lang, explained: [], offered };
  return { kind: 'search', lang, words: text.replace(/[-_/+]+/g, ' ').trim() };
}
