/** What the decoder knows, as the browser loads it: the libraries' words, the causes of one language, and how people say the same thing. */
import { byUse, ORIGINS, type KnownLibrary } from '../model/libraries.ts';
import { entryParts } from '../text/entry.ts';
import { plainText } from '../text/markdown.ts';
import type { Node } from '../text/mdx.ts';
import { identifierKey } from './text.ts';
import { pageOf } from './page.ts';
import { stems } from './stems.ts';

/** Place in `ORIGINS`: sent, received, local. */
type OriginIndex = number;

/** Short keys and tuples, because each byte is sent to the reader: at most 25 KB with the scripts. */
export interface DecoderData {
  /** Names of libraries; others point here by place. The commonest come first, and win where two print the same. */
  libraries: string[];
  /** By library: text with placeholders, code, place in `causes` (-1: none of them fits), who closed. */
  messages: [
    library: number,
    messages: [text: string, code: number, cause: number, origin: OriginIndex][],
  ][];
  /** Names of a code by their last words: `going_away` stands for `CloseGoingAway` and `LWS_CLOSE_STATUS_GOING_AWAY` too. */
  constants: [code: number, names: string][];
  /** What stands before the dot of a name (`ws_close_code`), and the library if it is one alone (else -1). */
  qualifiers: [name: string, library: number][];
  /** Pages: id of the code or range, its name in English, its title in this language if that differs. */
  pages: [id: string, name: string, title: string][];
  /** Page, cause, title, its notices (what is seen when it happens), a line each, and further stems of what its sign quotes. */
  causes: [page: number, id: string, title: string, notices: string, sign: string][];
  /** Groups of words that mean the same to somebody who looks for a cause. */
  synonyms: string[][];
  /** Cause, and phrases of logs that point to it whichever library prints them, with commas between. */
  signals: [cause: number, phrases: string][];
}

/** A cause as its page tells it. */
export interface CauseText {
  page: string;
  id: string;
  title: string;
  notices: string[];
  /** What its sign quotes: the words of logs and tools. Its prose tells causes apart but is not what people type, and weighs 2 KB. */
  sign: string;
}

/** A code or range with its name (English) and its title in the language of the data. */
export interface PageName {
  id: string;
  name: string;
  title: string;
}

/** The causes of an entry's MDX body, with the words by which people may look for them. */
export function causeTexts(page: string, body: string): CauseText[] {
  const { notices, causes } = entryParts(body);
  return causes.map(({ id, title, sign }) => ({
    page,
    id,
    title: plainText(title),
    notices: notices.filter(({ cause }) => cause === id).map(({ text }) => plainText(text)),
    sign: quotedIn(sign.nodes).join(' '),
  }));
}

/** What stands in backquotes. */
const quotedIn = (nodes: readonly Node[]): string[] =>
  nodes.flatMap(({ type, value, children }) =>
    type === 'inlineCode' ? [value!] : quotedIn(children ?? []),
  );

/** The words of `text` that are not yet known, each once. */
const further = (text: string, known: Set<string>): string => {
  const found = [...new Set(stems(text))].filter((stem) => !known.has(stem));
  found.forEach((stem) => known.add(stem));
  return found.join(' ');
};

/** Names of codes, short ones first; a name that ends like one of two words or more need not be kept. */
function namesOf(
  libraries: readonly KnownLibrary[],
): Pick<DecoderData, 'constants' | 'qualifiers'> {
  const all = libraries
    .flatMap(({ constants }, library) =>
      Object.entries(constants?.names ?? {}).map(([code, name]) => {
        const path = name
          .split(/::|[.:]/)
          .filter(Boolean)
          .map(identifierKey);
        return { code: Number(code), library, key: path.at(-1) ?? '', qualifier: path.at(-2) };
      }),
    )
    .filter(({ code, key }) => Number.isInteger(code) && key);
  const byCode = Map.groupBy(all, ({ code }) => code);
  const owners = Map.groupBy(
    all.filter(({ qualifier }) => qualifier),
    ({ qualifier }) => qualifier!,
  );
  // A name that two libraries give to two codes is the commoner library's: they are sorted by that.
  const ownerOf = (key: string) => all.find((other) => other.key === key)!.code;
  return {
    constants: [...byCode]
      .sort(([a], [b]) => a - b)
      .map(([code, names]) => {
        const keys = [...new Set(names.map(({ key }) => key))]
          .filter((key) => ownerOf(key) === code)
          .sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
        return [
          code,
          keys
            .filter(
              (key) =>
                !keys.some(
                  (other) => other !== key && other.includes('_') && key.endsWith(`_${other}`),
                ),
            )
            .join(' '),
        ];
      }),
    qualifiers: [...owners].map(([name, uses]) => [
      name,
      new Set(uses.map(({ library }) => library)).size === 1 ? uses[0]!.library : -1,
    ]),
  };
}

/**
 * The data of one language. Everything is sorted, so that the same content gives the same bytes.
 * @param source the causes of the source language: a language that grows may lack some of them, and their signals with them
 * @param signals by `page#cause`; one that no language knows is an error, as a renamed cause would silently lose its words
 */
export function buildDecoderData(
  libraries: readonly KnownLibrary[],
  pages: readonly PageName[],
  causes: readonly CauseText[],
  { synonyms, signals }: { synonyms: string[][]; signals: Record<string, string[]> },
  source: readonly Pick<CauseText, 'page' | 'id'>[] = causes,
): DecoderData {
  const known = [...libraries].sort(byUse);
  const place = new Map(pages.map(({ id }, index) => [id, index]));
  const causePlace = new Map(causes.map(({ page, id }, index) => [`${page}#${id}`, index]));
  const written = new Set(source.map(({ page, id }) => `${page}#${id}`));
  const pageIds = pages.map(({ id }) => [id] as const);
  return {
    libraries: known.map(({ name }) => name),
    messages: known.flatMap(({ messages }, library): DecoderData['messages'] =>
      messages.length
        ? [
            [
              library,
              messages.map(({ text, code, cause, origin }) => [
                text,
                code,
                causePlace.get(`${pageOf(code, pageIds)}#${cause}`) ?? -1,
                ORIGINS.indexOf(origin),
              ]),
            ],
          ]
        : [],
    ),
    ...namesOf(known),
    pages: pages.map(({ id, name, title }) => [id, name, title === name ? '' : title]),
    causes: causes.map(({ page, id, title, notices, sign }) => {
      // What its title and its signals say need not be sent again.
      const words = new Set(
        stems([title, ...notices, ...(signals[`${page}#${id}`] ?? [])].join(' ')),
      );
      return [place.get(page)!, id, title, notices.join('\n'), further(sign, words)];
    }),
    synonyms,
    signals: Object.entries(signals).flatMap(([key, phrases]): DecoderData['signals'] => {
      const cause = causePlace.get(key);
      if (cause === undefined && written.has(key)) return [];
      if (cause === undefined)
        throw new Error(
          `signals: "${key}" is not a cause of this site; expected the id of a page, #, and the id of a cause on it`,
        );
      return [[cause, phrases.join(',')]];
    }),
  };
}
