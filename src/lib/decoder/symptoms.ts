/** Finds causes by what people notice: words of their titles, notices and signs, weighed by how rare they are. */
import type { DecoderData } from './data.ts';
import { pageOf } from './page.ts';
import { stems } from './stems.ts';
import { toWords } from './text.ts';

/** A cause that the words of a text point to; without `cause` they point to the page as a whole. */
export interface SymptomHit {
  page: string;
  cause?: string;
  title: string;
  score: number;
}

/** How much a word counts by where it stands. A title is chosen to say it in few words; a sign tells cases apart; a message may use any word. */
const WEIGHT = { name: 3, title: 2, notice: 2, signal: 2, sign: 1, message: 0.5 };
/** A synonym finds, but what was typed finds first. */
const SYNONYM = 0.5;
/** A whole phrase of a signal counts this part of its words once more. */
const PHRASE = 0.7;
/** Long causes hold more words by chance: as in BM25, with b = 0.4 because ours are of similar length. */
const LENGTH = 0.4;
/** A paste has hundreds of words; those beyond do not describe a symptom. */
const MOST_WORDS = 160;
const MOST_HITS = 8;

/** Codes are not met equally often: most threads are about 1006, few about the rarely used ones. Where words do not decide, that does. */
const usual = (page: string): number =>
  page === '1006' ? 1.15 : /^(?:10(?:04|1[045])|[03-9]\d*.*|1016.*)$/.test(page) ? 0.8 : 1;

interface Document {
  page: string;
  cause?: string;
  title: string;
  words: Map<string, number>;
  /** Signals of several words: all of them together say more than their words. */
  phrases: string[][];
  length: number;
}

const add = (words: Map<string, number>, text: string[], weight: number): void => {
  for (const word of text) words.set(word, Math.max(words.get(word) ?? 0, weight));
};

function documentsOf({ pages, causes, messages, signals }: DecoderData): Document[] {
  const pageDocuments = pages.map(([id, name, title]): Document => {
    const words = new Map<string, number>();
    add(words, stems(`${name} ${title}`), WEIGHT.name);
    return { page: id, title: title || name, words, phrases: [], length: 0 };
  });
  const causeDocuments = causes.map(([page, cause, title, notices, sign], place): Document => {
    const id = pages[page]![0];
    const words = new Map<string, number>();
    add(words, stems(title), WEIGHT.title);
    add(words, notices.split(' '), WEIGHT.notice);
    add(words, sign.split(' '), WEIGHT.sign);
    for (const [, ofLibrary] of messages)
      for (const [text, , at] of ofLibrary)
        if (at === place) add(words, stems(text), WEIGHT.message);
    const phrases = signals
      .filter(([at]) => at === place)
      .flatMap(([, list]) => list.split(',').map((phrase) => stems(phrase)));
    add(words, phrases.flat(), WEIGHT.signal);
    return {
      page: id,
      cause,
      title,
      words,
      phrases: phrases.filter(({ length }) => length > 1),
      length: 0,
    };
  });
  const all = [...pageDocuments, ...causeDocuments];
  for (const document of all)
    document.length = [...document.words.values()].reduce(
      (sum, weight) => sum + Math.min(1, weight),
      0,
    );
  return all;
}

/** Dates, times, addresses, versions and ids of a log: digits that say nothing of what happened. */
const STAMPS = /\b[\da-f]{1,8}(?:[:./T-][\da-f]{1,8}){1,6}Z?\b|\b(?=[a-f]*\d)[\da-f]{6,}\b/gi;

/** Frames of a stack trace name functions and files, not what happened. */
const FRAME = /^\s*(?:at\s|File "|#\d+\s|\.{3} \d+ more|---|[\w.<>`$]+:[\w.<>`$]+\s?\()/;

function withoutFrames(text: string): string {
  const lines = text.split('\n');
  const kept = lines.filter((line) => !FRAME.test(line));
  return kept.length ? kept.join('\n') : text;
}

/** The words of a query with their weights: as typed 1, as others say it less. */
function queryWords(text: string, synonyms: string[][]): Map<string, number> {
  const typed = [...new Set(stems(withoutFrames(text).replace(STAMPS, ' ')))].slice(0, MOST_WORDS);
  const words = new Map(typed.map((word) => [word, 1]));
  const line = ` ${typed.join(' ')} `;
  for (const group of synonyms) {
    if (!group.some((variant) => line.includes(` ${variant} `))) continue;
    // The words of `load balancer` mean something else one by one.
    for (const variant of group)
      for (const word of variant.split(' '))
        if (!words.has(word)) words.set(word, variant.includes(' ') ? SYNONYM / 3 : SYNONYM);
  }
  return words;
}

/**
 * The search of one language's data. A word counts by its inverse document frequency; any word may hit, more words are better.
 * A code named in the text lifts its page.
 */
export function createSymptoms(data: DecoderData): (text: string) => SymptomHit[] {
  const documents = documentsOf(data);
  const frequency = new Map<string, number>();
  for (const { words } of documents)
    for (const word of words.keys()) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const mean = documents.reduce((sum, { length }) => sum + length, 0) / documents.length;
  const synonyms = data.synonyms.map((group) =>
    group.map((variant) => stems(variant).join(' ')).filter(Boolean),
  );
  const idf = (word: string) =>
    Math.log(1 + documents.length / (frequency.get(word) ?? documents.length));

  return (text) => {
    const query = queryWords(text, synonyms);
    const named = new Set(
      toWords(text)
        .words.filter((word) => /^\d{4}$/.test(word))
        .map((word) => pageOf(Number(word), data.pages)),
    );
    const total = [...query].reduce(
      (sum, [word, weight]) => sum + (frequency.has(word) ? idf(word) * weight : 0),
      0,
    );
    if (total === 0) return [];
    const scoreOf = ({ words, phrases, length }: Document) => {
      const norm = 1 - LENGTH + (LENGTH * length) / mean;
      let score = Math.max(
        0,
        ...phrases.map((phrase) =>
          phrase.every((word) => query.get(word) === 1)
            ? PHRASE * phrase.reduce((sum, word) => sum + idf(word), 0)
            : 0,
        ),
      );
      for (const [word, weight] of query) {
        const found = words.get(word);
        if (found) score += weight * idf(word) * ((found * 2.2) / (found + 1.2 * norm));
      }
      return score;
    };
    const pageScores = new Map(
      documents.filter(({ cause }) => !cause).map((document) => [document.page, scoreOf(document)]),
    );
    const hits = documents.flatMap(({ page, cause, title, ...document }): SymptomHit[] => {
      const own = cause ? scoreOf({ page, title, ...document }) : 0;
      const ofPage = pageScores.get(page) ?? 0;
      if (cause ? own === 0 : ofPage === 0) return [];
      const score = (own + ofPage * (cause ? 0.6 : 0.8)) * (named.has(page) ? 1.5 : usual(page));
      return [{ page, ...(cause ? { cause } : {}), title, score: score / total }];
    });
    return hits.sort((a, b) => b.score - a.score).slice(0, MOST_HITS);
  };
}
