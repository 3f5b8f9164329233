/**
 * From a log line to its close code: exact messages of libraries, codes that the text names, names of constants, bytes of Close frames.
 * It runs in the browser on what somebody pasted; nothing is sent anywhere, nothing is invented: without a sign of WebSocket a number is a number.
 */
import type { DecoderData } from './data.ts';
import { findFrame, findPayload } from './bytes.ts';
import { findCodes, plainNumbers, type Claim } from './codes.ts';
import { createConstants, findConstants, type Constants } from './constants.ts';
import { contextOf } from './context.ts';
import { createVocabulary, findMessages, type Match, type Vocabulary } from './messages.ts';
import { pageOf } from './page.ts';
import { clean, groupBy, toWords, type Words } from './text.ts';
import { ORIGINS } from '../model/libraries.ts';
import type { Message } from '../model/schema.ts';
import { createSymptoms, type SymptomHit } from './symptoms.ts';

/** What a text was recognised as. */
export interface Decoded {
  code: number;
  /** The page of the code, or of the range that holds it. */
  page: string;
  /** A cause of that page. */
  cause?: string;
  /** Name of the library that prints it so. */
  library?: string;
  /** The message as the library's source has it. */
  message?: string;
  /** Who closed, as far as the text tells. */
  origin?: Message['origin'];
  by: 'message' | 'constant' | 'code' | 'bytes';
  /** False where the text resembles a message, or names a code only by the way. */
  exact: boolean;
}

export interface Decoder {
  decode(text: string): Decoded[];
  symptoms(text: string): SymptomHit[];
  /** The part of a text whose numbers may be meant as codes: for `numberHits`, which itself takes any number. */
  numbersIn(text: string): string;
}

const MOST = 5;

/** A finding with what decides its place. */
interface Finding extends Decoded {
  score: number;
  at: number;
}

interface Knowledge {
  data: DecoderData;
  vocabulary: Vocabulary;
  constants: Constants;
  libraryWords: string[][];
}

/**
 * How much of a message must be found, gaps counted against it. 0.8 allows a typo and a prefix in the middle;
 * below 0.5 most of its words are of somebody else's sentence.
 */
const EXACT = 0.8;
const SIMILAR = 0.55;
/**
 * Weight of the words found, as sums of log(1 + messages / messages that have the word). A rare word weighs 5.8, a common one 2:
 * 20 are five or six words, which no other program says by chance; 7 are two words, which need a sign of WebSocket.
 */
const ENOUGH_ALONE = 22;
const ENOUGH = 7;

/** Short names of libraries are words of every log. */
const libraryWordsOf = (name: string): string[] =>
  toWords(name).words.filter(
    (word) =>
      word.length > 3 &&
      ![
        'websocket',
        'client',
        'python',
        'node',
        'java',
        'built',
        'apache',
        'server',
        'session',
      ].includes(word),
  );

/** Does it stand by itself: after a colon, a quote, a bracket or the start of a line, and before the end of one? */
const isDelimited = ({ from, to }: Match, { text, start, end }: Words): boolean =>
  /(?:^|[:"'([{>=,;-]|\n)\s*$/.test(text.slice(Math.max(0, start[from]! - 4), start[from])) &&
  /^\s*(?:$|[\n"')\]},.;!(<|]|\\|-)/.test(text.slice(end[to], end[to]! + 4));

/**
 * A message is accepted if enough of it is there, and either it is unmistakable, or the paste is about WebSocket, or the paste is nothing else.
 * Short ones (`transport close`) must stand by themselves besides: their words are in every second sentence.
 */
function isAcceptable(match: Match, words: Words, context: number, isHome: boolean): boolean {
  const { template, score, weight, from, to, truncated } = match;
  if (score < SIMILAR) return false;
  if (score < EXACT || truncated) return weight >= 14 && context > 0;
  if (weight >= ENOUGH_ALONE || (template.speaksOfIt && weight >= 10)) return true;
  const several = template.words.length >= 2;
  const whole = score >= 0.95 && several;
  if (whole && to - from + 1 >= words.words.length * 0.7) return true;
  if (context === 0) return isHome && weight >= ENOUGH;
  return weight >= ENOUGH || isHome || (whole && isDelimited(match, words));
}

/**
 * The number that stands where the message shows its code; `received 1008` and `received 4003` are one message.
 * A short message of this kind is nothing without its number.
 */
function shownCode({ template, from, to, weight }: Match, words: Words): number | undefined {
  if (!template.showsCode) return template.code;
  const numbersUntil = (end: number) =>
    words.words
      .slice(Math.max(0, from - 2), end)
      .filter((word) => /^\d{3,5}$/.test(word))
      .map(Number);
  if (numbersUntil(to + 6).includes(template.code)) return template.code;
  const numbers = numbersUntil(to + 3);
  return (
    numbers.find((number) => number >= 1000 && number <= 4999) ??
    numbers.find((number) => number !== 6455 && number <= 65_535) ??
    (weight > ENOUGH_ALONE ? template.code : undefined)
  );
}

function findingOf(
  match: Match,
  words: Words,
  { data }: Knowledge,
  context: number,
): Finding | undefined {
  const { text, library, cause, origin } = match.template;
  const code = shownCode(match, words);
  const page = code === undefined ? undefined : pageOf(code, data.pages);
  if (code === undefined || !page) return undefined;
  const same = code === match.template.code;
  const exact = match.score >= EXACT;
  return {
    code,
    page,
    library: data.libraries[library]!,
    message: text,
    origin: ORIGINS[origin]!,
    by: 'message',
    exact,
    ...(same && cause >= 0 ? { cause: data.causes[cause]![1] } : {}),
    // Long messages are surer than short ones; all stand below a code that the text itself calls one (1).
    score:
      (exact ? SURE : 0.55) +
      Math.min(0.1, match.weight / 400) -
      (exact && match.weight < 12 && context < 2 ? 0.1 : 0),
    at: match.from,
  };
}

/** Of matches on the same words the one that explains most; of equals the library that the paste names, then the commonest. */
function chooseMatches(
  matches: Match[],
  words: Words,
  knowledge: Knowledge,
  context: number,
): Match[] {
  const present = new Set(words.words);
  const isHome = ({ template }: Match) =>
    knowledge.libraryWords[template.library]!.some((word) => present.has(word));
  // `Server shutting down` and `server shutting down` are of two libraries.
  const rank = (match: Match) =>
    match.weight *
    match.score *
    (isHome(match) ? 1.04 : 1) *
    (words.text.includes(match.template.text) ? 1.02 : 1);
  const accepted = matches
    .filter((match) => isAcceptable(match, words, context, isHome(match)))
    .sort((a, b) => rank(b) - rank(a) || a.template.index - b.template.index);
  const chosen: Match[] = [];
  for (const match of accepted) {
    if (shownCode(match, words) === undefined) continue;
    const overlaps = (other: Match) =>
      Math.min(match.to, other.to) - Math.max(match.from, other.from) + 1 >
      (match.to - match.from + 1) * 0.4;
    const rivals = chosen.filter(overlaps);
    // The same words with another code (`ping timeout`) stay as the second choice; the same code need not be said twice.
    if (
      rivals.some(
        (other) => rank(match) < rank(other) * 0.9 || other.template.code === match.template.code,
      )
    )
      continue;
    chosen.push(match);
    if (chosen.length >= MOST * 2) break;
  }
  return chosen;
}

/** Weight of words that several messages share, from which their code may be told although none of them is whole. */
const ENOUGH_SHARED = 7;
/** Part of them that must mean the same code. */
const AGREED = 0.75;

/**
 * Where no message is whole, what those that begin alike agree on: `WebSocket connection to '…' failed:` is 1006 whatever follows.
 * Neither a cause nor a text is claimed.
 */
function consensus(matches: Match[], words: Words, { data }: Knowledge): Finding[] {
  const most = Math.max(0, ...matches.map(({ weight }) => weight));
  const near = matches.filter(
    ({ weight, score }) => weight >= Math.max(ENOUGH_SHARED, most * 0.9) && score >= 0.4,
  );
  const byCode = [...groupBy(near, (match) => shownCode(match, words))].sort(
    ([, a], [, b]) => b.length - a.length,
  );
  const [code, agreeing] = byCode[0] ?? [];
  const page = code === undefined ? undefined : pageOf(code, data.pages);
  if (
    code === undefined ||
    !agreeing ||
    !page ||
    agreeing.length < near.length * AGREED ||
    (near.length < 2 && !near[0]!.truncated)
  )
    return [];
  const [library, ...others] = new Set(agreeing.map(({ template }) => template.library));
  return [
    {
      code,
      page,
      by: 'message',
      exact: false,
      ...(others.length === 0 ? { library: data.libraries[library!]! } : {}),
      score: 0.45,
      at: agreeing[0]!.from,
    },
  ];
}

const claimFinding = (
  { code, strength, by, library, origin, at }: Claim,
  { data }: Knowledge,
): Finding | undefined => {
  const page = pageOf(code, data.pages);
  return page
    ? {
        code,
        page,
        by,
        exact: strength >= 0.75,
        ...(origin ? { origin } : {}),
        ...(library === undefined ? {} : { library: data.libraries[library]! }),
        score: strength,
        at,
      }
    : undefined;
};

/** 1000, 1005 and 1006 say how it ended; any other code says why. Nobody sends 1005 and 1006. */
const saysWhy = (code: number): boolean => code !== 1000 && code !== 1005 && code !== 1006;

/** One finding for each code: a message keeps its library and cause, and gains from a number that agrees. */
function merge(findings: Finding[]): Finding[] {
  const isMessage = ({ by }: Finding) => by === 'message';
  return [...groupBy(findings, ({ code }) => code).values()].map((same) => {
    const [best, ...others] = same.sort(
      (a, b) => Number(isMessage(b)) - Number(isMessage(a)) || b.score - a.score || a.at - b.at,
    ) as [Finding, ...Finding[]];
    // Who closed is told by the first line with the number: `received 1008; then sent 1008`.
    const told =
      same.filter((other) => !isMessage(other) && other.origin).sort((a, b) => a.at - b.at)[0]
        ?.origin ?? best.origin;
    const agreed = others.some(({ by }) => by !== best.by) ? 0.05 : others.length ? 0.01 : 0;
    return {
      ...best,
      ...(told ? { origin: told } : {}),
      exact: same.some(({ exact }) => exact),
      score: Math.max(...same.map(({ score }) => score)) + agreed,
      at: Math.min(...same.map(({ at }) => at)),
    };
  });
}

/** Bytes are read where the paste is left as it is, and no further than a message would be. */
const MOST_BYTES = 64_000;
/** A paste of so few words is a question about them. */
const FEW = 6;

/** A whole frame with a code is sure; two bytes that could be one need a sign of WebSocket, or nothing else beside them. */
function bytesFinding(text: string, words: Words, { data }: Knowledge, context: number): Finding[] {
  const bytes = text.slice(0, MOST_BYTES);
  const frame = findFrame(bytes);
  const isSure = frame !== undefined && frame.length > 2;
  const code = frame?.code ?? findPayload(bytes);
  const page = code === undefined ? undefined : pageOf(code, data.pages);
  if (code === undefined || !page || !(isSure || context || words.words.length <= FEW)) return [];
  return [{ code, page, by: 'bytes', exact: true, score: isSure ? 0.97 : 0.72, at: 0 }];
}

/** Does the message quote a code that it refuses? */
const quotesNumber = (text: string): boolean => /\b[1-9]\d{3}\b|<code>/.test(text);

/** The codes that the text names; one that a message quotes is the message's: `invalid status code 1006` is 1002, and says so. */
function claimsOf(
  words: Words,
  matches: Match[],
  { constants }: Knowledge,
  context: number,
): Claim[] {
  const codes = findCodes(words, context);
  const isQuoted = ({ at, code }: Claim) =>
    matches.some(
      ({ template, ...match }) =>
        match.score >= EXACT &&
        at >= match.from - 1 &&
        at <= match.to + 2 &&
        !template.showsCode &&
        template.code !== code &&
        quotesNumber(template.text),
    );
  // A log prints its message twice: what is quoted once is quoted everywhere.
  const quoted = new Set(codes.filter(isQuoted).map(({ code }) => code));
  return [
    ...codes.map((claim): Claim =>
      quoted.has(claim.code) ? { ...claim, strength: QUOTED } : claim,
    ),
    ...findConstants(words, constants, context),
  ];
}

/** Below every exact message, above the threshold of nothing: it stays as a second choice. */
const QUOTED = 0.4;
/** A message that is as sure as this says more than a number that only says how it ended. */
const SURE = 0.86;
const LESS = 0.3;

function decodeWith(knowledge: Knowledge, text: string): Decoded[] {
  const words = toWords(clean(text));
  const context = contextOf(words);
  const found = findMessages(words, knowledge.vocabulary);
  const matches = chooseMatches(found, words, knowledge, context);
  const merged = merge([
    ...matches.flatMap((match) => findingOf(match, words, knowledge, context) ?? []),
    ...claimsOf(words, matches, knowledge, context).flatMap(
      (claim) => claimFinding(claim, knowledge) ?? [],
    ),
    ...(matches.length === 0 && context > 0 ? consensus(found, words, knowledge) : []),
    ...bytesFinding(text, words, knowledge, context),
  ]);
  // `code 1006` beside `Max payload size exceeded`: nobody sends 1006, and the message says why.
  const isExplained = merged.some(
    ({ by, exact, code, score }) => by === 'message' && exact && saysWhy(code) && score >= SURE,
  );
  const rank = ({ code, by, score }: Finding) =>
    isExplained && by !== 'message' && !saysWhy(code) ? score - LESS : score;
  return merged
    .sort((a, b) => rank(b) - rank(a) || a.at - b.at)
    .slice(0, MOST)
    .map(({ score: _score, at: _at, ...decoded }) => decoded);
}

/** A decoder over the data of one language; the vocabulary is made when it is first needed. */
export function createDecoder(data: DecoderData): Decoder {
  let knowledge: Knowledge | undefined;
  let symptoms: Decoder['symptoms'] | undefined;
  const prepare = (): Knowledge =>
    (knowledge ??= {
      data,
      vocabulary: createVocabulary(data),
      constants: createConstants(data),
      libraryWords: data.libraries.map(libraryWordsOf),
    });
  return {
    decode: (text) => (/\S/.test(text) ? decodeWith(prepare(), text) : []),
    numbersIn: plainNumbers,
    symptoms: (text) => (symptoms ??= createSymptoms(data))(clean(text)),
  };
}
