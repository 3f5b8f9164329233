/** The pastes of the decoder's tests, and how well it reads them: used by the tests and by `npm run bench`. */
import { globSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readFiles } from '../../src/lib/content/files.ts';
import {
  inLanguage,
  readCodes,
  readKind,
  readLibraries as librariesOf,
  readSystems,
} from '../../src/lib/content/read.ts';
import { createDecoder, type Decoder } from '../../src/lib/decoder/decoder.ts';
import { buildLanguageData, buildSharedData, causeTexts } from '../../src/lib/decoder/build.ts';
import { buildSystemsData } from '../../src/lib/decoder/buildSystems.ts';
import { joinData, type DecoderData } from '../../src/lib/decoder/data.ts';
import {
  findSystems,
  type SystemHit,
  type Systems,
  type SystemsData,
} from '../../src/lib/decoder/systems.ts';
import type { KnownLibrary } from '../../src/lib/model/libraries.ts';
import { numberHits, type TableCode } from '../../src/lib/decoder/query.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (...path: string[]): string => readFileSync(join(ROOT, ...path), 'utf8');

/** A paste and the pages that are right for it; behind # the cause, where only one is right. */
export interface Paste {
  paste: string;
  expect: string[];
  /** The thread that it was seen in; ids and addresses are changed. */
  source?: string;
  library?: string;
  side?: string;
  /** The libraries that may be named for it, as content/libraries/ names them. */
  names?: string[];
  /** Who may be said to have closed. */
  closers?: string[];
  /** Its failure was looked at while the decoder was made, so it proves nothing. */
  tuned?: boolean;
}

const readPastes = (...path: string[]): Paste[] => JSON.parse(read(...path)) as Paste[];

/** What people type in a language that is not English, as tests/questions/<lang>.json has it: only the decoder of that language knows its words. */
export const questions = (lang: string): Paste[] =>
  readPastes('tests', 'questions', `${lang}.json`);

/** The languages with questions of their own. */
export const askedIn: readonly string[] = globSync('*.json', {
  cwd: join(ROOT, 'tests', 'questions'),
})
  .map((name) => name.replace('.json', ''))
  .sort();

/** The pastes that the decoder of a language is to read: those that programs printed, and questions in English and in its language. */
export const pastes = (lang = 'en'): Paste[] => [
  ...readPastes('tests', 'pastes.json'),
  ...(askedIn.includes(lang) ? questions(lang) : []),
];
export const negatives = (): string[] => JSON.parse(read('tests', 'negatives.json')) as string[];

/** A third of the pastes is never looked at while the decoder is tuned: which, their own bytes decide. */
export const isHeldOut = ({ paste, tuned }: Paste): boolean =>
  !tuned && createHash('sha256').update(paste).digest()[0]! % 3 === 0;

const files = readFiles(ROOT);

const readContent = () => ({
  codes: readCodes(files),
  texts: readKind('codes', files),
  words: readKind('decoder', files),
  systems: readSystems(files),
});
let known: ReturnType<typeof readContent> | undefined;
/** What the decoder's data is made of, read once for all languages. */
const content = () => (known ??= readContent());

/** The libraries of content/. */
export const readLibraries = (): KnownLibrary[] => librariesOf(files);

/** The decoder's data as the site builds it, from the files of content/. */
export function readDecoderData(
  lang: string,
  libraries: readonly KnownLibrary[] = readLibraries(),
): DecoderData {
  const { codes, texts, words, systems } = content();
  const wordsOf = (id: string) => words.find(({ names }) => names.id === id)?.data ?? {};
  const pagesIn = (language: string) =>
    codes.map(({ id, facts: { name } }) => ({
      id,
      name,
      title: inLanguage(texts, id, language)!.data.title ?? name,
    }));
  const causesIn = (language: string) =>
    codes.flatMap(({ id }) => causeTexts(id, inLanguage(texts, id, language)!.body));
  return joinData(
    buildSharedData(
      libraries,
      codes.map(({ id, facts }) => ({ ...facts, id })),
      causesIn('en'),
      wordsOf('en'),
      systems,
    ),
    buildLanguageData(
      causesIn(lang),
      causesIn('en'),
      lang === 'en' ? {} : wordsOf(lang),
      `content/decoder/${lang}.yml`,
    ),
    pagesIn(lang),
  );
}

/** The codes as the search field lists them. */
export const tableOf = ({ pages }: DecoderData): TableCode[] =>
  pages.map(([id, name]) => ({ id, title: name, family: '', hollow: false, answer: '' }));

/** What the decoder knows of systems, as the site builds it. */
export const readSystemsData = (): SystemsData =>
  buildSystemsData(
    content().systems,
    content().codes.map(({ id }) => id),
  );

const rowOf = ({ system, code }: SystemHit): string => (code ? `${system.id}#${code}` : system.id);

/**
 * All results for a text in the order of the search field: rows of systems, recognised, numbers, causes that its words point to.
 * @param systems absent: as if none had codes of its own
 */
export function resultsFor(
  text: string,
  decoder: Decoder,
  table: readonly TableCode[],
  systems?: Systems,
): string[] {
  const found = decoder.decode(text);
  const {
    first,
    later,
    numbers: own,
  } = systems
    ? findSystems(
        text,
        found.map(({ code }) => code),
        decoder.numbersIn(text),
        systems,
      )
    : { first: [], later: [], numbers: [] };
  const decoded = [
    ...first.map(rowOf),
    ...found.map(({ code, page, cause }) =>
      own.includes(code) ? String(code) : cause ? `${page}#${cause}` : page,
    ),
    ...own.map(String),
    ...later.map(rowOf),
  ];
  const numbers = numberHits(decoder.numbersIn(text), table).map(({ id }) => id);
  const symptoms = decoder
    .symptoms(text)
    .map(({ page, cause }) => (cause ? `${page}#${cause}` : page));
  return [...decoded, ...numbers, ...symptoms];
}

const pageIn = (result: string): string => result.split('#')[0]!;

/** Place of the first right page among the results, each page once; -1 if it is not there. */
export function placeOf({ expect }: Paste, results: readonly string[]): number {
  const wanted = new Set(
    expect.flatMap((page) => [
      pageIn(page),
      ...(Number(pageIn(page)) >= 4000 ? ['4000-4999'] : []),
    ]),
  );
  return [...new Set(results.map(pageIn))].findIndex((page) => wanted.has(page));
}

export interface Score {
  count: number;
  top1: number;
  top3: number;
  cause1: number;
  causes: number;
  missed: { paste: Paste; results: string[] }[];
}

/** Share of pastes whose page comes first, and among the first three, in percent. */
export function scoreOf(
  all: readonly Paste[],
  decoder: Decoder,
  table: readonly TableCode[],
): Score {
  const read = all.map((paste) => ({ paste, results: resultsFor(paste.paste, decoder, table) }));
  const share = (found: number, of: number) => (of ? (100 * found) / of : 100);
  const withCause = read.filter(({ paste }) => paste.expect.every((page) => page.includes('#')));
  return {
    count: all.length,
    top1: share(
      read.filter(({ paste, results }) => placeOf(paste, results) === 0).length,
      all.length,
    ),
    top3: share(
      read.filter(({ paste, results }) => {
        const place = placeOf(paste, results);
        return place >= 0 && place < 3;
      }).length,
      all.length,
    ),
    causes: withCause.length,
    cause1: share(
      withCause.filter(({ paste, results }) =>
        paste.expect.includes(results.find((result) => result.includes('#')) ?? ''),
      ).length,
      withCause.length,
    ),
    missed: read.filter(({ paste, results }) => placeOf(paste, results) !== 0),
  };
}

export interface Evaluation {
  lang: string;
  tuning: Score;
  heldOut: Score;
  prepareMs: number;
  tenKilobytesMs: number;
  claimedNegatives: string[];
}

/** How well the decoder of one language reads the pastes, the held-out third apart, and how long 10 KB take. */
export function evaluate(data: DecoderData, lang: string): Evaluation {
  const began = performance.now();
  const decoder = createDecoder(data);
  decoder.decode('websocket: close 1006');
  decoder.symptoms('closed');
  const prepareMs = performance.now() - began;
  const table = tableOf(data);
  const all = pastes(lang);
  const long = all
    .map(({ paste }) => paste)
    .join('\n')
    .slice(0, 10_240);
  const times = Array.from({ length: 5 }, (_, place) => {
    // The decoder knows the text that it read last: each time it is another.
    const text = long + ' '.repeat(place);
    const start = performance.now();
    decoder.decode(text);
    decoder.symptoms(text);
    return performance.now() - start;
  });
  return {
    lang,
    prepareMs,
    tenKilobytesMs: times.sort((a, b) => a - b)[2]!,
    tuning: scoreOf(
      all.filter((paste) => !isHeldOut(paste)),
      decoder,
      table,
    ),
    heldOut: scoreOf(all.filter(isHeldOut), decoder, table),
    claimedNegatives: negatives().filter((text) => decoder.decode(text).length > 0),
  };
}

/** The lines of a report, for `npm run bench`. */
export function evaluationLines({
  lang,
  tuning,
  heldOut,
  prepareMs,
  tenKilobytesMs,
  claimedNegatives,
}: Evaluation): string[] {
  const row = (name: string, { count, top1, top3, cause1, causes }: Score) =>
    `${lang} ${name.padEnd(8)} ${String(count).padStart(4)} pastes  top-1 ${top1.toFixed(1)} %  top-3 ${top3.toFixed(1)} %  cause first ${cause1.toFixed(1)} % of ${causes}`;
  return [
    row('tuning', tuning),
    row('held out', heldOut),
    `${lang} prepared in ${prepareMs.toFixed(0)} ms, 10 KB in ${tenKilobytesMs.toFixed(0)} ms, ${claimedNegatives.length} negatives claimed`,
  ];
}
