/** Messages, codes and symptoms in what was typed or pasted, read on this device. */
import { createDecoder, type Decoded, type Decoder } from '../lib/decoder/decoder.ts';
import type { DecoderData, FindingWords } from '../lib/decoder/data.ts';
import { lineWith } from '../lib/decoder/line.ts';
import type { NumberHit, TableCode } from '../lib/decoder/query.ts';
import { numberHits } from '../lib/decoder/query.ts';
import { isErrorPageOfCloudflare, isQuestion } from '../lib/decoder/question.ts';
import {
  createSystems,
  findSystems,
  speaksOfSystems,
  type SystemHit,
  type Systems,
} from '../lib/decoder/systems.ts';
import { loadDecoder, loadSystems } from './load.ts';
import { fill, joined } from '../lib/text/template.ts';
import { numberResult, systemResult } from './systems.ts';
import { markLine } from './mark.ts';
import type { Result } from './results.ts';
import { findPages } from './pages.ts';

/** What the decoder makes of a text. */
export interface Reading {
  recognised: Result[];
  /** Numbers that may be meant as codes. */
  numbers: NumberHit[];
  /** Causes that the words point to. */
  symptoms: Result[];
  /** What is said of the whole, in the place of the number of results. */
  note?: string | undefined;
  /** Shows in the field which of many lines was recognised. */
  mark?: ((field: HTMLTextAreaElement) => void) | undefined;
}

export interface Reader {
  read: (text: string) => Promise<Reading>;
  /** Pages that hold the words of a question; of a paste none, as its words stand everywhere. */
  findPages: (text: string) => Promise<Result[]>;
}

/** More causes than this nobody compares; Pagefind's pages follow. */
const MOST_SYMPTOMS = 5;

/** Nobody types more. */
const LONGEST_QUERY = 400;

/** Loads what the decoder knows and returns a reader of texts. */
export async function loadReader(
  addressOf: (page: string) => string,
  codes: readonly TableCode[],
): Promise<Reader> {
  const { words, data } = await loadDecoder(codes);
  const decoder = createDecoder(data);
  const systemWords = new Set(data.systems.split(' '));
  const kinds = { page: words.page, section: words.fix, notes: words.notes };
  return {
    read: (text) => read(text, decoder, data, { addressOf, codes, words, systemWords }),
    findPages: async (text) =>
      isQuestion(text) ? findPages(text.slice(0, LONGEST_QUERY), codes, kinds) : [],
  };
}

interface Site {
  addressOf: (page: string) => string;
  codes: readonly TableCode[];
  words: FindingWords;
  /** Words by which a text may show a system. */
  systemWords: ReadonlySet<string>;
}

/** What the systems say of a text; nothing is loaded for one that has no number or name of theirs. */
async function readSystems(
  text: string,
  decoded: readonly Decoded[],
  decoder: Decoder,
  { words, addressOf, codes, systemWords }: Site,
): Promise<{ first: Result[]; later: Result[]; numbers: Map<number, Result> }> {
  if (!speaksOfSystems(text, systemWords)) return { first: [], later: [], numbers: new Map() };
  const data = await loadSystems();
  const found = findSystems(
    text,
    decoded.map(({ code }) => code),
    decoder.numbersIn(text),
    (systems ??= createSystems(data, systemWords)),
  );
  const place = { addressOf, codes };
  const resultOf = (hit: SystemHit) => systemResult(hit, words, place);
  return {
    first: found.first.map(resultOf),
    later: found.later.map(resultOf),
    numbers: new Map(
      found.numbers.map((number) => [number, numberResult(number, words.inText, data, place)]),
    ),
  };
}

let systems: Systems | undefined;

async function read(
  text: string,
  decoder: Decoder,
  data: DecoderData,
  site: Site,
): Promise<Reading> {
  const decoded = decoder.decode(text);
  const { first, later, numbers: pages } = await readSystems(text, decoded, decoder, site);
  const recognised = [
    ...first,
    ...decoded.flatMap((one) => pages.get(one.code) ?? decodedResult(one, data, site)),
    ...[...pages.values()],
    ...later,
  ];
  const numbers = numberHits(decoder.numbersIn(text), site.codes, false);
  const symptoms = decoder
    .symptoms(text)
    .slice(0, MOST_SYMPTOMS)
    .flatMap(({ page, cause, title, notice }) => {
      const code = site.codes.find(({ id }) => id === page);
      return code
        ? [
            {
              ...code,
              href: site.addressOf(cause ? `${page}#fix-${cause}` : page),
              kind: joined(site.words.notes, [site.words.symptom, code.title]),
              title,
              excerpt: notice ? [notice] : [],
            },
          ]
        : [];
    });
  const { cloudflare, unknown, nothing } = site.words;
  const isPaste = !isQuestion(text);
  const isKnown = recognised.length + numbers.length > 0;
  const note = isErrorPageOfCloudflare(text)
    ? cloudflare
    : isPaste && !isKnown
      ? symptoms.length
        ? unknown
        : nothing
      : undefined;
  const words = text.includes('\n') ? decoded[0]?.line : undefined;
  const line = words && lineWith(text, words);
  return {
    recognised,
    numbers,
    symptoms,
    note,
    mark: line ? (field) => markLine(field, line) : undefined,
  };
}

function decodedResult(
  decoded: Decoded,
  data: DecoderData,
  { addressOf, codes, words }: Site,
): Result[] {
  const code = codes.find(({ id }) => id === decoded.page);
  if (!code) return [];
  const place = data.pages.findIndex(([id]) => id === decoded.page);
  const cause = data.causes.find(([page, id]) => page === place && id === decoded.cause);
  const kind = {
    message: decoded.exact ? words.exact : words.similar,
    constant: words.constant,
    bytes: words.bytes,
    code: words.inText,
  }[decoded.by];
  // A message that fits several causes leads to the signs that tell them apart.
  const anchor = cause ? `#fix-${cause[1]}` : decoded.message ? '#when' : '';
  const isPrivate = String(decoded.code) !== decoded.page;
  return [
    {
      ...code,
      href: addressOf(`${decoded.page}${anchor}`),
      id: isPrivate ? String(decoded.code) : code.id,
      kind: joined(
        words.notes,
        [kind, decoded.library, decoded.origin && words[decoded.origin]].filter(
          (note) => note !== undefined,
        ),
      ),
      title: cause ? fill(words.labelled, { label: code.title, value: cause[2] }) : code.title,
      sample: decoded.message,
      excerpt: decoded.message ? [] : [code.answer ?? ''],
    },
  ];
}
