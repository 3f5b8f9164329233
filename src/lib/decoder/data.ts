/** What the decoder knows, as the browser loads it: the libraries' words, the causes of one language, and how people say the same thing. */
import type { OwnWords } from './speech.ts';

/** Place in `ORIGINS`: sent, received, local. */
type OriginIndex = number;

/**
 * What all languages share: the libraries' words, names of codes, which causes there are.
 * Short keys and tuples, because each byte is sent to the reader: at most 25 KB with the scripts.
 */
export interface SharedData {
  /** Names of libraries; others point here by place. The commonest come first, and win where two print the same. */
  libraries: string[];
  /** How else a paste shows a library, with `|` between: instead of its name, which is a word of every log. */
  traces: [library: number, texts: string][];
  /** Parts of libraries' names that are words of every log, with spaces between. */
  commonNames: string;
  /** By library: text with placeholders, code, place in `causes` (-1: none of them fits), who closed. */
  messages: [
    library: number,
    messages: [text: string, code: number, cause: number, origin: OriginIndex][],
  ][];
  /** Names of a code by their last words: `going_away` stands for `CloseGoingAway` and `LWS_CLOSE_STATUS_GOING_AWAY` too. */
  constants: [code: number, names: string][];
  /** What stands before the dot of a name (`ws_close_code`), and the library if it is one alone (else -1). */
  qualifiers: [name: string, library: number][];
  /** Pages: id of the code or range, its name in English. */
  pages: [id: string, name: string][];
  /** By page: how often people meet it, as its place in `MET`. */
  met: number[];
  /** Names of codes as logs print them beside the number, with `|` between: the registered one, as far as it is printed, and others. */
  printed: [code: number, registered: string, others: string][];
  /** Page, cause, and further words that its sign quotes, the same in every language. */
  causes: [page: number, id: string, quoted: string][];
  /** Phrases of logs that point to a cause, whichever library prints them. */
  signals: Signals;
  /** Groups of words that mean the same to somebody who looks for a cause: what logs say is English. */
  synonyms: string[][];
  /** Words by which a text may show a system, with spaces between. */
  systems: string;
}

/** Cause, and phrases that point to it, with commas between. */
export type Signals = [cause: number, phrases: string][];

/** The words of one language beside the titles of its pages; places are those of `SharedData`. */
export interface LanguageData {
  /** By cause: its title, its notices (what is seen when it happens), a line each. */
  causes: [title: string, notices: string][];
  /** Further synonyms and signals: what people of this language type. */
  synonyms: string[][];
  signals: Signals;
  words: OwnWords;
}

/** What the decoder knows in one language. */
export interface DecoderData extends Omit<SharedData, 'pages' | 'causes'> {
  /** Pages: id of the code or range, its name in English, its title in this language if that differs. */
  pages: [id: string, name: string, title: string][];
  /** Page, cause, title, its notices, a line each, and further words that its sign quotes. */
  causes: [page: number, id: string, title: string, notices: string, quoted: string][];
  words: OwnWords;
}

/**
 * What is shared, and one language of it, as the decoder takes them.
 * @param titles of the pages in that language: the table of the search has them already
 */
export const joinData = (
  shared: SharedData,
  own: LanguageData,
  titles: readonly { id: string; title: string }[],
): DecoderData => ({
  ...shared,
  pages: shared.pages.map(([id, name]) => {
    const title = titles.find((page) => page.id === id)?.title;
    return [id, name, title === undefined || title === name ? '' : title];
  }),
  causes: shared.causes.map(([page, id, quoted], place) => [
    page,
    id,
    ...own.causes[place]!,
    quoted,
  ]),
  signals: [...shared.signals, ...own.signals],
  synonyms: [...shared.synonyms, ...own.synonyms],
  words: own.words,
});

/** Words of `search` in content/ui that say how something was found: all that the decoder's results need beside those of other groups. */
export const FOUND_BY = [
  'exact',
  'similar',
  'constant',
  'bytes',
  'inText',
  'symptom',
  'unknown',
  'nothing',
  'cloudflare',
  'page',
  'system',
] as const;
/** Words of `messages` that say who closed. */
export const CLOSED_BY = ['sent', 'received', 'local'] as const;

/** The words for what the decoder finds, as `words.json` has them. */
export type FindingWords = Record<
  (typeof FOUND_BY)[number] | (typeof CLOSED_BY)[number] | 'fix' | 'notes' | 'labelled',
  string
>;
