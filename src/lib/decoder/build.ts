/** Makes what the decoder knows from the content, once a build. */
import { byUse, type KnownLibrary } from '../model/libraries.ts';
import { MET, type Facts } from '../model/schema.ts';
import { ORIGINS } from '../model/vocabulary.ts';
import { entryParts } from '../text/entry.ts';
import { plainText } from '../text/markdown.ts';
import type { Node } from '../text/mdx.ts';
import { systemWords, type SystemFacts } from './buildSystems.ts';
import type { LanguageData, SharedData, Signals } from './data.ts';
import { identifierKey, toWords } from './text.ts';
import { pageOf } from './page.ts';
import type { OwnWords } from './speech.ts';

/** `content/decoder/<lang>.yml`: what people of a language type; English belongs to all. */
export interface DecoderWords {
  synonyms?: string[][] | undefined;
  signals?: Record<string, string[]> | undefined;
  words?: OwnWords | undefined;
  names?: string[] | undefined;
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

/** A code or range with what its facts say to the decoder. */
export interface PageFacts extends Pick<Facts, 'name' | 'registeredAs' | 'printedAs' | 'met'> {
  id: string;
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

/** The words of a text that another has not, each once. */
const furtherWords = (text: string, known: string): string => {
  const there = new Set(toWords(known).words);
  return [...new Set(toWords(text).words)].filter((word) => !there.has(word)).join(' ');
};

/** Names of codes, short ones first; a name that ends like one of two words or more need not be kept. */
function namesOf(libraries: readonly KnownLibrary[]): Pick<SharedData, 'constants' | 'qualifiers'> {
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

/** Is a text the beginning of a name, each word the word or its beginning, and at least two? @example `no status` of No Status Received */
function abbreviates(text: string, name: string): boolean {
  const [words, whole] = [text.split(' '), toWords(name).words];
  return words.length >= 2 && words.every((word, place) => whole[place]?.startsWith(word));
}

/** Names of a single code as logs print them: the registered one, abbreviated where it is printed so, and others. */
function printedNames({
  id,
  name,
  registeredAs = name,
  printedAs = [],
}: PageFacts): SharedData['printed'] {
  if (id.includes('-')) return [];
  const isRegistered = (text: string) => [name, registeredAs].some((one) => abbreviates(text, one));
  const whole = toWords(name).words.join(' ');
  const short = printedAs.filter(isRegistered);
  const registered = short.some((text) => abbreviates(text, name)) ? short : [whole, ...short];
  return [
    [Number(id), registered.join('|'), printedAs.filter((text) => !isRegistered(text)).join('|')],
  ];
}

/** `page#cause`, as signals name it. */
const causeKey = ({ page, id }: Pick<CauseText, 'page' | 'id'>): string => `${page}#${id}`;

/** Phrases by the place of their cause. */
function placeSignals(
  signals: Record<string, string[]>,
  causes: readonly CauseText[],
  file: string,
): Signals {
  const places = new Map(causes.map((cause, place) => [causeKey(cause), place]));
  return Object.entries(signals).map(([key, phrases]) => {
    const cause = places.get(key);
    if (cause === undefined)
      throw new Error(
        `${file}: "${key}" is not a cause of this site; expected the id of a page, #, and the id of a cause on it`,
      );
    return [cause, phrases.join(',')];
  });
}

/**
 * What all languages share. Everything is sorted, so that the same content gives the same bytes.
 * @param causes of the source language, in the order of the pages
 * @param english `content/decoder/en.yml`; a signal of no cause is an error, as a renamed cause would silently lose its words
 */
export function buildSharedData(
  libraries: readonly KnownLibrary[],
  pages: readonly PageFacts[],
  causes: readonly CauseText[],
  { synonyms = [], signals = {}, names = [] }: DecoderWords,
  systems: readonly SystemFacts[] = [],
): SharedData {
  const known = [...libraries].sort(byUse);
  const place = new Map(pages.map(({ id }, index) => [id, index]));
  const causePlace = new Map(causes.map((cause, index) => [causeKey(cause), index]));
  const pageIds = pages.map(({ id }) => [id] as const);
  return {
    libraries: known.map(({ name }) => name),
    traces: known.flatMap(({ traces }, place): SharedData['traces'] =>
      traces ? [[place, traces.join('|')]] : [],
    ),
    commonNames: names.join(' '),
    messages: known.flatMap(({ messages }, library): SharedData['messages'] =>
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
    pages: pages.map(({ id, name }) => [id, name]),
    met: pages.map(({ met = 'rarely' }) => MET.indexOf(met)),
    printed: pages.flatMap(printedNames),
    // What its signals say need not be sent again.
    causes: causes.map(({ page, id, sign }) => [
      place.get(page)!,
      id,
      furtherWords(sign, (signals[`${page}#${id}`] ?? []).join(' ')),
    ]),
    signals: placeSignals(signals, causes, 'content/decoder/en.yml'),
    synonyms,
    systems: systemWords(
      systems,
      known.flatMap(({ messages }) => messages.map(({ text }) => text)),
    ),
  };
}

/**
 * The words of one language.
 * @param own causes as this language tells them; one that it has not yet is told as the source language does
 * @param causes of the source language, as `buildSharedData` had them
 */
export function buildLanguageData(
  own: readonly CauseText[],
  causes: readonly CauseText[],
  { synonyms = [], signals = {}, words = {} }: DecoderWords,
  file: string,
): LanguageData {
  const told = new Map(own.map((cause) => [causeKey(cause), cause]));
  return {
    causes: causes.map((cause) => {
      const { title, notices } = told.get(causeKey(cause)) ?? cause;
      return [title, notices.join('\n')];
    }),
    synonyms,
    signals: placeSignals(signals, causes, file),
    words,
  };
}
