/** The languages of the site as /languages shows them. */
import { getCollection, type CollectionEntry } from 'astro:content';
import {
  codesIn,
  comparisonsIn,
  guidesIn,
  languages,
  localeOf,
  sentencesIn,
  systems,
  wordStamps,
  type Text,
} from './content.ts';
import { guidePage } from './guides.ts';
import { readFiles } from './lib/content/files.ts';
import { pathTo } from './lib/content/layout.ts';
import { partsIn } from './lib/content/read.ts';
import { partStates, progressOf, sentenceStates, type Progress } from './lib/content/state.ts';
import type { Review } from './lib/model/schema.ts';
import { sentencesOfSystem } from './lib/model/sentences.ts';
import { SOURCE_LANGUAGE } from './lib/publishing/href.ts';
import type { Locale } from './lib/text/locale.ts';

/** A text that does not follow English as it is now. */
export interface BehindText {
  /** Last part of its address. */
  page: string;
  /** The English text in the repository. */
  source: string;
}

/** How far a language has come. */
export interface LanguageState {
  locale: Locale;
  /** Codes and ranges, comparisons, guides. */
  texts: Progress;
  /** The words of the site, a group each. */
  words: Progress;
  /** Of libraries and systems. */
  sentences: Progress;
  behind: BehindText[];
  reviews: Review[];
}

const glossaries = new Map(
  (await getCollection('glossary')).map((entry: CollectionEntry<'glossary'>) => [
    entry.id,
    entry.data,
  ]),
);

const englishWords = pathTo('ui', { lang: SOURCE_LANGUAGE });
/** From the file itself: stamps are of what is written, in its order. */
const wordParts = partsIn(
  englishWords,
  readFiles(process.cwd(), (path) => path === englishWords)[englishWords]!,
);

/** Every text that is translated: its address, its file in English, its state in a language. */
function textsIn(lang: string): (BehindText & { status: Text['status'] })[] {
  const english = (kind: 'codes' | 'comparisons' | 'guides', folder: string) =>
    pathTo(kind, { folder, lang: SOURCE_LANGUAGE });
  return [
    ...codesIn(lang).map(({ id, text }) => ({
      page: id,
      source: english('codes', id),
      status: text.status,
    })),
    ...comparisonsIn(lang).flatMap(({ id, text }) =>
      text ? [{ page: id, source: english('comparisons', id), status: text.status }] : [],
    ),
    ...guidesIn(lang).map(({ id, text }) => ({
      page: guidePage(id),
      source: english('guides', id),
      status: text.status,
    })),
  ];
}

function stateOf(lang: string): LanguageState {
  const texts = textsIn(lang);
  return {
    locale: localeOf(lang),
    texts: progressOf(texts.map(({ status }) => (status === 'stale' ? 'behind' : status))),
    words: progressOf(partStates(wordStamps(lang), wordParts)),
    sentences: progressOf([
      ...sentenceStates(...sentencesIn(lang)),
      ...systems.flatMap(({ words, translations }) =>
        sentenceStates(sentencesOfSystem(words), translations.get(lang)),
      ),
    ]),
    behind: texts.filter(({ status }) => status === 'stale'),
    reviews: glossaries.get(lang)?.reviews ?? [],
  };
}

/** The state of every language but English, which is the source. */
export const languageStates: LanguageState[] = languages
  .filter((lang) => lang !== SOURCE_LANGUAGE)
  .map(stateOf);
