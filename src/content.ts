/** Everything under content/, loaded once, as the pages want it. Data flows from here to the pages and never back. */
import type { MDXInstance } from 'astro';
import { getCollection, type CollectionEntry } from 'astro:content';
import { byLanguage, namesIn, type Kind, type TextKind } from './lib/content/layout.ts';
import {
  byKey,
  codesOf,
  systemsOf,
  type KnownSystem,
  type Translations,
} from './lib/content/read.ts';
import { partsOf, staleParts, type Part, type Stamps } from './lib/content/stamps.ts';
import type { CodeFacts } from './lib/model/facts.ts';
import type { ShownCode } from './lib/show/factHtml.ts';
import { SOURCE_LANGUAGE } from './lib/publishing/href.ts';
import { allPairs, pairId } from './lib/model/pairs.ts';
import { entryParts, sourceText } from './lib/text/entry.ts';
import { guideParts, type GuideParts } from './lib/text/guide.ts';
import type { GuideFacts } from './lib/model/guideFacts.ts';
import { plainAmongRtl, plainText } from './lib/text/markdown.ts';
import { buildLanguageData, buildSharedData, causeTexts } from './lib/decoder/build.ts';
import { buildSystemsData } from './lib/decoder/buildSystems.ts';
import type { SystemsData } from './lib/decoder/systems.ts';
import type { LanguageData, SharedData } from './lib/decoder/data.ts';
import { messagesFor, type KnownLibrary, type LibraryMessage } from './lib/model/libraries.ts';
import { implementationsOf, type Implementation } from './lib/show/matrix.ts';
import { allRows, type Measured } from './lib/model/measurements.ts';
import type { Source, Ui } from './lib/model/schema.ts';
import { isFresh, sentencesOf, type Sentence } from './lib/model/sentences.ts';
import { makeLocale, type Locale } from './lib/text/locale.ts';
import { inOrder } from './lib/model/systems.ts';
import { resolveSource } from './lib/model/sources.ts';

/** A cause of a code: its id, its title as Markdown of one line, and as plain text. */
export interface Cause {
  id: string;
  title: string;
  plain: string;
}

type Translated = { [K in TextKind]: CollectionEntry<K> }[TextKind];

/** A text in the wanted language, or in English with the reason why. */
export interface Text<E extends Translated = Translated> {
  entry: E;
  /** Language of the text, which may differ from the page's. */
  lang: string;
  status: 'fresh' | 'stale' | 'missing';
  Content: MDXInstance<{}>['Content'];
}

/** One code or range with its words in one language. */
export interface Code extends ShownCode {
  /** Language of the page. */
  locale: Locale;
  /** The name in this language. */
  title: string;
  text: Text<CollectionEntry<'codes'>>;
  /** What it says and what to do then, in one sentence; a range has none. */
  inShort: string | undefined;
  causes: Cause[];
  /** Ids of all sources: the definition first, then as the prose cites them. */
  sources: string[];
}

/**
 * The compiled texts by path. Not by `render(entry)`: what that returns collects styles for the head of every page that it
 * stands on, at a cost, and our texts have none.
 */
const compiled = import.meta.glob<MDXInstance<{}>>(
  '../content/{codes,comparisons,guides}/*/*.mdx',
  {
    eager: true,
  },
);

const byId = <E extends { id: string }>(entries: E[]) =>
  new Map(entries.map((entry) => [entry.id, entry] as const));

/** The entries of a collection with the names in their paths. */
const named = <K extends Kind, E extends { filePath?: string }>(kind: K, entries: E[]) =>
  entries.map((entry) => ({ ...entry, names: namesIn(kind, entry.filePath!)! }));

const codeTexts = byId(await getCollection('codes'));
const comparisonTexts = byId(await getCollection('comparisons'));
const guideTexts = byId(await getCollection('guides'));
const ownWords = new Map((await getCollection('ui')).map((entry) => [entry.id, entry.data]));
const english = ownWords.get(SOURCE_LANGUAGE) as unknown as Ui;
const locales = new Map([...ownWords].map(([lang, own]) => [lang, makeLocale(lang, own, english)]));
const knownSources = new Map(
  (await getCollection('sources')).flatMap(({ data }) => Object.entries(data)),
);

/** Every library and product whose names and messages we know. */
export const libraries: KnownLibrary[] = (await getCollection('libraries')).map(({ id, data }) => ({
  ...data,
  id,
}));

/** Every system that gives close codes a meaning of its own, the best known first. */
export const systems: KnownSystem[] = inOrder(
  systemsOf(
    named('systems', await getCollection('systems')),
    named('systemWords', await getCollection('systemWords')),
    named('systemSentences', await getCollection('systemSentences')),
  ),
);

/** Everything that was measured. */
export const measured: Measured[] = allRows(
  (await getCollection('measurements')).map(({ data }) => data),
);

/** Who was measured, each role for itself. */
export const implementations: Implementation[] = implementationsOf(measured, libraries);

const codeFacts: CodeFacts[] = codesOf(
  named('facts', await getCollection('facts')),
  named('codes', [...codeTexts.values()]),
);

/** The languages of the site: English first, then by name of the file. */
export const languages: string[] = [...locales.keys()].sort(byLanguage);

/** A language with its words. @param lang its tag, or the rest parameter of an address: none is English */
export function localeOf(lang: string = SOURCE_LANGUAGE): Locale {
  const found = locales.get(lang);
  if (!found)
    throw new Error(
      `content/ui/${lang}.yml: not found; the file's existence is what makes "${lang}" a language`,
    );
  return found;
}

/** Value of the rest parameter for `getStaticPaths`. */
export const languageParam = (lang: string): string | undefined =>
  lang === SOURCE_LANGUAGE ? undefined : lang;

/** A source by its id; an unknown one stops the build. */
export function sourceOf(id: string): Source {
  const found = resolveSource(id, knownSources);
  if (!found)
    throw new Error(
      `<Source id="${id}" />: no such source; expected a key of content/sources/*.yml or a section such as rfc6455-7.4.1`,
    );
  return found;
}

const englishParts = new Map<string, Part[]>();

/** The parts of an English text, read once for all languages. */
function partsOnce({ filePath = '', data, body = '' }: Translated, facts?: CodeFacts): Part[] {
  const ofCode = facts && { file: 'facts.yml', value: facts.facts };
  if (!englishParts.has(filePath))
    englishParts.set(filePath, partsOf({ value: data, body, facts: ofCode }));
  return englishParts.get(filePath)!;
}

/** `fresh` if the translation follows every part of the English text as it is now. */
function statusOf(entry: Translated, english: Translated, facts?: CodeFacts): Text['status'] {
  if (entry === english) return 'fresh';
  return staleParts(entry.data.translates ?? {}, partsOnce(english, facts)).length
    ? 'stale'
    : 'fresh';
}

function textIn<E extends Translated>(
  all: ReadonlyMap<string, E>,
  id: string,
  lang: string,
  facts?: CodeFacts,
): Text<E> | undefined {
  const english = all.get(`${id}/${SOURCE_LANGUAGE}`);
  if (!english) return undefined;
  const entry = all.get(`${id}/${lang}`) ?? english;
  const missing = entry === english && lang !== SOURCE_LANGUAGE;
  return {
    entry,
    lang: missing ? SOURCE_LANGUAGE : lang,
    status: missing ? 'missing' : statusOf(entry, english, facts),
    Content: compiled[`../${entry.filePath}`]!.Content,
  };
}

function loadCode(facts: CodeFacts, lang: string): Code {
  const text = textIn(codeTexts, facts.id, lang, facts)!;
  const parts = entryParts(text.entry.body ?? '');
  const isRtl = localeOf(lang).dir === 'rtl';
  const { definedIn, amendedBy, reconnect } = facts.facts;
  const cited = [definedIn, amendedBy, reconnect.source, ...parts.sources].filter(
    (id) => id !== undefined,
  );
  return {
    ...facts,
    locale: localeOf(lang),
    text,
    title: text.entry.data.title ?? facts.facts.name,
    means: text.entry.data.means,
    inShort: text.entry.data.inShort,
    foreign: text.lang === lang ? undefined : text.lang,
    definedIn: sourceOf(definedIn),
    amendedBy: amendedBy === undefined ? undefined : sourceOf(amendedBy),
    causes: parts.causes.map(({ id, title }) => ({
      id,
      title: sourceText(title),
      plain: isRtl ? plainAmongRtl(title) : plainText(title),
    })),
    sources: [...new Set(cited)],
  };
}

/** One value for each language, made when first asked for. */
function perLanguage<T>(make: (lang: string) => T): (lang: string) => T {
  const made = new Map<string, T>();
  return (lang) => {
    if (!made.has(lang)) made.set(lang, make(lang));
    return made.get(lang)!;
  };
}

/** All codes and ranges in one language, in order of number. */
export const codesIn = perLanguage((lang) => codeFacts.map((facts) => loadCode(facts, lang)));

/** Does the site have a page for this code or range? */
export const isKnown = (id: string): boolean => codeFacts.some((code) => code.id === id);

/** One code in one language; an unknown one stops the build. */
export function getCode(id: string, lang: string): Code {
  const found = codesIn(lang).find((code) => code.id === id);
  if (!found)
    throw new Error(`"${id}" is not a code of this site; expected a folder of content/codes/`);
  return found;
}

const programs = byId(await getCollection('programs'));

/** The program that makes a code appear, and what it prints; both without the line end of the file. */
export function programOf(id: string): { program: string; output: string } {
  const [program, output] = ['mjs', 'out'].map((ending) =>
    programs.get(`${id}/${ending}`)?.body?.trimEnd(),
  );
  if (!program || !output)
    throw new Error(
      `content/codes/${id}/reproduce.mjs: no program or no output; expected reproduce.mjs and, in reproduce.out, what it prints; write them`,
    );
  return { program, output };
}

const librarySentences = new Map(
  (await getCollection('librarySentences')).map(({ id, data }) => [id, byKey(data.translations)]),
);

/** A sentence of a library in one language; while that is not there or not fresh, English, named as `foreign`. */
export function sentenceIn(
  lang: string,
  { key, english }: Sentence,
): { text: string; foreign: string | undefined } {
  const found = librarySentences.get(lang)?.get(key);
  if (found && isFresh(found, english)) return { text: found.own, foreign: undefined };
  return { text: english, foreign: lang === SOURCE_LANGUAGE ? undefined : SOURCE_LANGUAGE };
}

/** All sentences of the libraries, and what a language has of them. */
export const sentencesIn = (lang: string): [Sentence[], Translations | undefined] => [
  libraries.flatMap((library) => sentencesOf(library.id, library)),
  librarySentences.get(lang),
];

/** The stamps of the words of the site in a language. */
export const wordStamps = (lang: string): Stamps =>
  (ownWords.get(lang)?.translates ?? {}) as Stamps;

/** A sentence of a library in each language that has it, English first. */
export const inEachLanguage = (sentence: Sentence): Record<string, string> =>
  Object.fromEntries(
    languages.flatMap((lang) => {
      const { text, foreign } = sentenceIn(lang, sentence);
      return foreign === undefined ? [[lang, text]] : [];
    }),
  );

/** The error messages that lead to this code or range. */
export const messagesOf = (code: Code): LibraryMessage[] =>
  messagesFor(code, libraries, (number) => isKnown(String(number)));

/** A comparison of two codes; `text` is there if somebody wrote one, else the page composes it from the facts. */
export interface Comparison {
  id: string;
  left: Code;
  right: Code;
  text: Text<CollectionEntry<'comparisons'>> | undefined;
}

/** Every comparison in one language. */
export const comparisonsIn = perLanguage((lang): Comparison[] =>
  allPairs(codesIn(lang)).map(({ left, right }) => {
    const id = pairId(left.id, right.id);
    return { id, left, right, text: textIn(comparisonTexts, id, lang) };
  }),
);

const guideFactsById = byId(await getCollection('guideFacts'));
const guidePrograms = named('guidePrograms', await getCollection('guidePrograms'));
const guideProgramsOf = (id: string) =>
  new Map(
    guidePrograms
      .filter(({ names }) => names.folder === id)
      .map(({ names, body }) => [names.file!, body?.trimEnd() ?? '']),
  );

/** A guide in one language. */
export interface Guide {
  /** Name of its folder, and the last part of its address. */
  id: string;
  /** Language of the page. */
  locale: Locale;
  text: Text<CollectionEntry<'guides'>>;
  parts: GuideParts;
  facts: GuideFacts;
  /** What it shows, by name of the file. */
  programs: ReadonlyMap<string, string>;
}

/** All guides in one language, by id. */
export const guidesIn = perLanguage((lang): Guide[] =>
  [...new Set([...guideTexts.keys()].map((id) => id.split('/')[0]!))].sort().flatMap((id) => {
    const text = textIn(guideTexts, id, lang);
    if (!text) return [];
    const parts = guideParts(text.entry.body ?? '');
    const facts = guideFactsById.get(id)?.data ?? {};
    return { id, locale: localeOf(lang), text, parts, facts, programs: guideProgramsOf(id) };
  }),
);

/**
 * The guides that say more about a place of an entry.
 * @param place a cause, `1006#proxy-idle`, or `as-sender`
 */
export const guidesServing = (place: string, lang: string): Guide[] =>
  guidesIn(lang).filter(({ facts }) => facts.serves?.includes(place));

/** The title of a guide by the address that a link names, `guides/find-the-cause`; undefined if it is none. */
export const guideTitled = (to: string, lang: string): string | undefined =>
  guidesIn(lang).find(({ id }) => to === `guides/${id}`)?.text.entry.data.title;

const TEXTS: Record<TextKind, ReadonlyMap<string, Translated>> = {
  codes: codeTexts,
  comparisons: comparisonTexts,
  guides: guideTexts,
};

/** Languages in which this text is complete: only these are named as alternates. */
export const translatedIn = (kind: TextKind, id: string): string[] => {
  const all = TEXTS[kind];
  return languages.filter((lang) => lang === SOURCE_LANGUAGE || all.has(`${id}/${lang}`));
};

const decoderFiles = byId(await getCollection('decoder'));

const causesIn = perLanguage((lang) =>
  codesIn(lang).flatMap(({ id, text }) => causeTexts(id, text.entry.body ?? '')),
);

/** What the decoder knows in every language. */
export const decoderShared = (): SharedData =>
  buildSharedData(
    libraries,
    codeFacts.map(({ id, facts }) => ({ ...facts, id })),
    causesIn(SOURCE_LANGUAGE),
    decoderFiles.get(SOURCE_LANGUAGE)?.data ?? {},
    systems,
  );

/** What the decoder knows of systems that have codes of their own; the same in every language. */
export const decoderSystems = (): SystemsData =>
  buildSystemsData(
    systems,
    codesIn(SOURCE_LANGUAGE).map(({ id }) => id),
  );

/** The words by which the decoder understands one language. */
export const decoderLanguage = (lang: string): LanguageData =>
  buildLanguageData(
    causesIn(lang),
    causesIn(SOURCE_LANGUAGE),
    (lang !== SOURCE_LANGUAGE && decoderFiles.get(lang)?.data) || {},
    `content/decoder/${lang}.yml`,
  );

/** What stands between two codes that are compared, in any language: an address may be typed in each. */
export const wordsForOr = (): string[] =>
  [...decoderFiles.values()].flatMap(({ data }) => data.words?.or ?? []);
