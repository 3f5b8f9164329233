/** Finds causes by what people notice: words of their titles, notices and signs, weighed by how rare they are. */
import type { DecoderData } from './data.ts';
import type { Speech } from './speech.ts';
import { toWords } from './text.ts';

/** A cause that the words of a text point to; without `cause` they point to the page as a whole. */
export interface SymptomHit {
  page: string;
  cause?: string;
  title: string;
  /** What its page says is seen when it happens. */
  notice?: string;
  score: number;
}

/** What is known of the text beside its words. */
export interface Asked {
  /** Pages that were recognised in it. */
  pages: ReadonlySet<string>;
  /** Does it speak of WebSocket? If not, its words must be ours. */
  hasSign: boolean;
  /** Is it a question? A line without a sign must hold a whole phrase of a log. */
  isTyped: boolean;
  /** Does it speak of a connection, as other programs do too? */
  connects: boolean;
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
/** A page that the text names lifts its causes. */
const NAMED = 2;
/** A text without a sign of WebSocket must have so much of its words from us, by weight: else they are of another matter. */
const COVERED = 0.5;
/** If it does not even speak of a connection, so much of it must be about this very cause or its page. */
const ABOUT_IT = 0.5;
const UNKNOWN = 4;
/** Weight of the words that a hit shares with a question, and with a paste, which has more by chance. */
const SAID = 1.2;
const LOGGED = 3;
/** Weight of a phrase that tells something in a log of a WebSocket: `failed to connect`, of words that many say. */
const SHORT_PHRASE = 2;
/** Weight of a phrase that a line without a sign must hold: two words or three. */
const WHOLE_PHRASE = 4;
/** How far below the best a hit may be and still be worth a look. */
const WORTH = 0.25;

/** TLS failed: the code for that, and the cause of that name on the page of another. */
const isAboutTls = ({ page, cause }: { page: string; cause?: string }): boolean =>
  page === '1015' || cause === 'tls';

/** Codes are not met equally often (`MET`: often, sometimes, rarely). Where words do not decide, that does. */
const USUAL = [1.15, 1, 0.8];

interface Document {
  page: string;
  cause?: string;
  title: string;
  notices: string[];
  words: Map<string, number>;
  /** Signals of several words, and names of errors: all of them together say more than their words. */
  phrases: string[][];
  length: number;
}

const add = (words: Map<string, number>, text: string[], weight: number): void => {
  for (const word of text) words.set(word, Math.max(words.get(word) ?? 0, weight));
};

/** `ECONNREFUSED`: one word that says as much as a phrase. */
const ERRNO = /^\s*E[A-Z]{5,}\s*$/;

function documentsOf(
  { pages, causes, messages, signals }: DecoderData,
  { stems }: Speech,
): Document[] {
  const pageDocuments = pages.map(([id, name, title]): Document => {
    const words = new Map<string, number>();
    add(words, stems(`${name} ${title}`), WEIGHT.name);
    return { page: id, title: title || name, notices: [], words, phrases: [], length: 0 };
  });
  const causeDocuments = causes.map(([page, cause, title, notices, quoted], place): Document => {
    const id = pages[page]![0];
    const words = new Map<string, number>();
    add(words, stems(title), WEIGHT.title);
    add(words, stems(notices), WEIGHT.notice);
    add(words, stems(quoted), WEIGHT.sign);
    for (const [, ofLibrary] of messages)
      for (const [text, , at] of ofLibrary)
        if (at === place) add(words, stems(text), WEIGHT.message);
    const phrases = signals
      .filter(([at]) => at === place)
      .flatMap(([, list]) => list.split(','))
      .map((phrase) => ({ stems: stems(phrase), isErrno: ERRNO.test(phrase) }));
    add(
      words,
      phrases.flatMap((phrase) => phrase.stems),
      WEIGHT.signal,
    );
    return {
      page: id,
      cause,
      title,
      notices: notices.split('\n').filter(Boolean),
      words,
      phrases: phrases
        .filter((phrase) => phrase.stems.length > 1 || phrase.isErrno)
        .map((phrase) => phrase.stems),
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

/** The words of a query with their weights: as typed 1, as others say it less; and what else each word may be said as. */
function queryWords(
  text: string,
  synonyms: string[][],
  stems: Speech['stems'],
): { words: Map<string, number>; typed: string[]; othersFor: (word: string) => string[] } {
  const typed = [...new Set(stems(withoutFrames(text).replace(STAMPS, ' ')))].slice(0, MOST_WORDS);
  const words = new Map(typed.map((word) => [word, 1]));
  const line = ` ${typed.join(' ')} `;
  const others = new Map<string, string[]>();
  for (const group of synonyms) {
    const present = group.filter((variant) => line.includes(` ${variant} `));
    if (!present.length) continue;
    for (const word of present.flatMap((variant) => variant.split(' ')))
      others.set(word, [...(others.get(word) ?? []), ...group.flatMap((one) => one.split(' '))]);
    // The words of `load balancer` mean something else one by one.
    for (const variant of group)
      for (const word of variant.split(' '))
        if (!words.has(word)) words.set(word, variant.includes(' ') ? SYNONYM / 3 : SYNONYM);
  }
  return { words, typed, othersFor: (word) => others.get(word) ?? [] };
}

/**
 * The search of one language's data. A word counts by its inverse document frequency; any word may hit, more words are better.
 * A code named in the text lifts its page.
 */
export function createSymptoms(
  data: DecoderData,
  speech: Speech,
): (text: string, asked: Asked) => SymptomHit[] {
  const { stems, plain, speaksOfTls } = speech;
  const documents = documentsOf(data, speech);
  const usual = new Map(data.pages.map(([id], place) => [id, USUAL[data.met[place]!]!]));
  const frequency = new Map<string, number>();
  for (const { words } of documents)
    for (const word of words.keys()) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const wordsOfPage = new Map(
    documents.flatMap(({ page, cause, words }) => (cause ? [] : [[page, words] as const])),
  );
  const mean = documents.reduce((sum, { length }) => sum + length, 0) / documents.length;
  const synonyms = data.synonyms.map((group) =>
    group.map((variant) => stems(variant).join(' ')).filter(Boolean),
  );
  const idf = (word: string) =>
    Math.log(1 + documents.length / (frequency.get(word) ?? documents.length));
  const sum = (words: string[], weigh: (word: string) => number) =>
    words.reduce((all, word) => all + weigh(word), 0);

  return (text, { pages, hasSign, isTyped, connects }) => {
    const { words: query, typed, othersFor } = queryWords(text, synonyms, stems);
    const isOurs = (word: string) => frequency.has(word) || othersFor(word).length > 0;
    const said = typed.filter((word) => !/^\d+$/.test(word) && !plain.has(word));
    const weigh = (word: string) => (isOurs(word) ? idf(word) : UNKNOWN);
    const asked = sum(said, weigh);
    const total = [...query].reduce(
      (all, [word, weight]) => all + (frequency.has(word) ? idf(word) * weight : 0),
      0,
    );
    if (total === 0) return [];
    const isTls = pages.has('1015') || speaksOfTls(toWords(text));
    const scoreOf = ({ words, phrases, length }: Document) => {
      const norm = 1 - LENGTH + (LENGTH * length) / mean;
      let score = Math.max(
        0,
        ...phrases.map((phrase) =>
          phrase.every((word) => query.get(word) === 1) ? PHRASE * sum(phrase, idf) : 0,
        ),
      );
      const phrase = score;
      let telling = score;
      for (const [word, weight] of query) {
        const found = words.get(word);
        if (!found) continue;
        const gain = weight * idf(word) * ((found * 2.2) / (found + 1.2 * norm));
        score += gain;
        if (!plain.has(word) && !/^\d+$/.test(word)) telling += gain;
      }
      return { score, telling, phrase };
    };
    const pageScores = new Map(
      documents.filter(({ cause }) => !cause).map((document) => [document.page, scoreOf(document)]),
    );
    const hits = documents
      .filter((document) => isTls || !isAboutTls(document))
      .flatMap((document): SymptomHit[] => {
        const { page, cause, title, notices } = document;
        const own = cause ? scoreOf(document) : { score: 0, telling: 0, phrase: 0 };
        const ofPage = pageScores.get(page)!;
        const isTold = isTyped || (hasSign && own.phrase >= SHORT_PHRASE);
        if ((cause ? own : ofPage).telling < (isTold ? SAID : LOGGED)) return [];
        if (!hasSign && !isTyped && own.phrase < WHOLE_PHRASE) return [];
        const isSaid = (word: string) =>
          [word, ...othersFor(word)].some(
            (one) => document.words.has(one) || wordsOfPage.get(page)!.has(one),
          );
        if (!hasSign && own.telling + ofPage.telling < COVERED * asked) return [];
        if (
          !hasSign &&
          isTyped &&
          !connects &&
          own.phrase < WHOLE_PHRASE &&
          sum(said.filter(isSaid), weigh) < ABOUT_IT * asked
        )
          return [];
        const score =
          (own.score + ofPage.score * (cause ? 0.6 : 0.8)) *
          (pages.has(page) ? NAMED : usual.get(page)!);
        const notice = bestOf(notices, query, stems);
        return [
          {
            page,
            ...(cause ? { cause } : {}),
            title,
            ...(notice ? { notice } : {}),
            score: score / total,
          },
        ];
      })
      .sort((a, b) => b.score - a.score);
    return hits.filter(({ score }) => score >= hits[0]!.score * WORTH).slice(0, MOST_HITS);
  };
}

/** Of the notices of a cause the one that says most of what was asked. */
function bestOf(
  notices: string[],
  query: ReadonlyMap<string, number>,
  stems: Speech['stems'],
): string | undefined {
  const said = (notice: string) =>
    stems(notice).reduce((sum, word) => sum + (query.get(word) ?? 0), 0);
  return notices.length > 1 ? [...notices].sort((a, b) => said(b) - said(a))[0] : notices[0];
}
