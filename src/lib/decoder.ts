/**
 * From a log line to its close code: exact messages of libraries, codes that the text names, names of constants, bytes of Close frames.
 * It runs in the browser on what somebody pasted; nothing is sent anywhere, nothing is invented: without a sign of WebSocket a number is a number.
 */
import type { DecoderData } from './decoderData.ts';
import { findFrame, findPayload } from './decoder/bytes.ts';
import { createConstants, findCodes, findConstants, plainNumbers, type Claim, type Constants } from './decoder/codes.ts';
import { contextOf } from './decoder/context.ts';
import { createVocabulary, findMessages, type Match, type Vocabulary } from './decoder/messages.ts';
import { pageOf } from './decoder/page.ts';
import { clean, toWords, type Words } from './decoder/text.ts';
import { ORIGINS } from './libraries.ts';
import type { Message } from './schema.ts';
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
interface Finding extends Decoded { score: number; at: number }

interface Knowledge { data: DecoderData; vocabulary: Vocabulary; constants: Constants; libraryWords: string[][] }

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
const libraryWordsOf = (name: string): string[] => toWords(name).words.filter((word) => word.length > 3 && !['websocket', 'client', 'python', 'node', 'java', 'built', 'apache', 'server', 'session'].includes(word));

/** Does it stand by itself: after a colon, a quote, a bracket or the start of a line, and before the end of one? */
const isDelimited = ({ from, to }: Match, { text, start, end }: Words): boolean =>
  /(?:^|[:"'([{>=,;-]|\n)\s*$/.test(text.slice(Math.max(0, start[from]! - 4), start[from])) && /^\s*(?:$|[\n"')\]},.;!(<|]|\\|-)/.test(text.slice(end[to], end[to]! + 4));

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
  const numbersUntil = (end: number) => words.words.slice(Math.max(0, from - 2), end).filter((word) => /^\d{3,5}$/.test(word)).map(Number);
  if (numbersUntil(to + 6).includes(template.code)) return template.code;
  const numbers = numbersUntil(to + 3);
  return numbers.find((number) => number >= 1000 && number <= 4999) ?? numbers.find((number) => number !== 6455 && number <= 65_535) ?? (weight > ENOUGH_ALONE ? template.code : undefined);
}

function findingOf(match: Match, words: Words, { data }: Knowledge, context: number): Finding | undefined {
  const { text, library, cause, origin } = match.template;
  const code = shownCode(match, words);
  const page = code === undefined ? undefined : pageOf(code, data.pages);
  if (code === undefined || !page) return undefined;
  const same = code === match.template.code;
  const exact = match.score >= EXACT;
  return {
    code, page, library: data.libraries[library]!, message: text, origin: ORIGINS[origin]!, by: 'message', exact,
    ...(same && cause >= 0 ? { cause: data.causes[cause]![1] } : {}),
    // Long messages are surer than short ones; all stand below a code that the text itself calls one (1).
    score: (exact ? 0.86 : 0.55) + Math.min(0.1, match.weight / 400) - (exact && match.weight < 12 && context < 2 ? 0.1 : 0),
    at: match.from,
  };
}

/** Of matches on the same words the one that explains most; of equals the library that the paste names, then the commonest. */
function chooseMatches(matches: Match[], words: Words, knowledge: Knowledge, context: number): Match[] {
  const present = new Set(words.words);
  const isHome = ({ template }: Match) => knowledge.libraryWords[template.library]!.some((word) => present.has(word));
  // `Server shutting down` and `server shutting down` are of two libraries.
  const rank = (match: Match) => match.weight * match.score * (isHome(match) ? 1.04 : 1) * (words.text.includes(match.template.text) ? 1.02 : 1);
  const accepted = matches.filter((match) => isAcceptable(match, words, context, isHome(match))).sort((a, b) => rank(b) - rank(a) || a.template.index - b.template.index);
  const chosen: Match[] = [];
  for (const match of accepted) {
    if (shownCode(match, words) === undefined) continue;
    const overlaps = (other: Match) => Math.min(match.to, other.to) - Math.max(match.from, other.from) + 1 > (match.to - match.from + 1) * 0.4;
    const rivals = chosen.filter(overlaps);
    // The same words with another code (`ping timeout`) stay as the second choice; the same code need not be said twice.
    if (rivals.some((other) => rank(match) < rank(other) * 0.9 || other.template.code === match.template.code)) continue;
    chosen.push(match);
    if (chosen.length >= MOST * 2) break;
  }
  return chosen;
}

/** Weight of words that several messages share, from which their code may be told although none of them is whole. */
const ENOUGH_SHARED = 8;

/**
 * Where no message is whole, what those that begin alike agree on: `WebSocket connection to '…' failed:` is 1006 whatever follows.
 * Neither a cause nor a text is claimed.
 */
function consensus(matches: Match[], words: Words, { data }: Knowledge): Finding[] {
  const most = Math.max(0, ...matches.map(({ weight }) => weight));
  const near = matches.filter(({ weight, score }) => weight >= Math.max(ENOUGH_SHARED, most * 0.9) && score >= 0.4);
  const codes = new Set(near.map((match) => shownCode(match, words)));
  const [code] = codes;
  const page = code === undefined ? undefined : pageOf(code, data.pages);
  const libraries = new Set(near.map(({ template }) => template.library));
  if (codes.size !== 1 || code === undefined || !page || (near.length < 2 && !near[0]!.truncated)) return [];
  return [{ code, page, by: 'message', exact: false, ...(libraries.size === 1 ? { library: data.libraries[near[0]!.template.library]! } : {}), score: 0.45, at: near[0]!.from }];
}

const claimFinding = ({ code, strength, by, library, origin, at }: Claim, { data }: Knowledge): Finding | undefined => {
  const page = pageOf(code, data.pages);
  return page ? { code, page, by, exact: strength >= 0.75, ...(origin ? { origin } : {}), ...(library === undefined ? {} : { library: data.libraries[library]! }), score: strength, at } : undefined;
};

/** 1000, 1005 and 1006 say how it ended; any other code says why. Nobody sends 1005 and 1006. */
const saysWhy = (code: number): boolean => code !== 1000 && code !== 1005 && code !== 1006;

/** One finding for each code: a message keeps its library and cause, and gains from a number that agrees. */
function merge(findings: Finding[]): Finding[] {
  const byCode = new Map<number, Finding>();
  for (const finding of findings) {
    const other = byCode.get(finding.code);
    if (!other) { byCode.set(finding.code, finding); continue; }
    const [kept, dropped] = other.by === 'message' || finding.by !== 'message' ? [other, finding] : [finding, other];
    const better = kept.by === 'message' && dropped.by === 'message' && dropped.score > kept.score ? dropped : kept;
    const agreed = Math.max(kept.score, dropped.score) + (kept.by !== dropped.by ? 0.05 : 0.01);
    // Who closed is told by the line with the number, where it tells it.
    const origin = (kept.by === 'message' && dropped.by === 'code' ? dropped.origin : undefined) ?? better.origin;
    byCode.set(finding.code, { ...better, ...(origin ? { origin } : {}), exact: kept.exact || dropped.exact, score: agreed, at: Math.min(kept.at, dropped.at) });
  }
  return [...byCode.values()];
}

function decodeWith(knowledge: Knowledge, text: string): Decoded[] {
  const { data, vocabulary, constants } = knowledge;
  const words = toWords(clean(text));
  const context = contextOf(words);
  const frame = findFrame(text.slice(0, 64_000));
  const payload = frame ? undefined : findPayload(text.slice(0, 64_000));
  const isShort = words.words.length <= 6;

  const found = findMessages(words, vocabulary);
  const matches = chooseMatches(found, words, knowledge, context);
  // A number inside a message is the message's: `invalid status code 1006` is 1002, and says so.
  const holds = (at: number) => matches.find(({ from, to, score }) => score >= EXACT && at >= from - 1 && at <= to + 2);
  const codes = findCodes(words, context);
  // A log prints its message twice: what is quoted once is quoted everywhere.
  const quoted = new Set(codes.filter(({ at, code }) => {
    const holder = holds(at);
    return holder && shownCode(holder, words) !== code && !holder.template.showsCode && quotesNumber(holder.template.text);
  }).map(({ code }) => code));
  const claims = [...codes.map((claim): Claim => (quoted.has(claim.code) ? { ...claim, strength: 0.4 } : claim)), ...findConstants(words, constants, context)];
  const findings: Finding[] = [
    ...matches.flatMap((match) => findingOf(match, words, knowledge, context) ?? []),
    ...claims.flatMap((claim) => claimFinding(claim, knowledge) ?? []),
    ...(matches.length === 0 && context > 0 ? consensus(found, words, knowledge) : []),
  ];
  const byteCode = frame?.code ?? payload;
  if (byteCode !== undefined && (frame && (frame.length > 2 || context || isShort) || context || isShort)) {
    const page = pageOf(byteCode, data.pages);
    if (page) findings.push({ code: byteCode, page, by: 'bytes', exact: true, score: frame && frame.length > 2 ? 0.97 : 0.72, at: 0 });
  }
  const merged = merge(findings);
  const why = merged.find(({ by, exact, code, score }) => by === 'message' && exact && saysWhy(code) && score >= 0.86);
  const rank = ({ code, by, score }: Finding) => score - (why && by !== 'message' && !saysWhy(code) && score <= 1.1 ? 0.3 : 0);
  return merged
    .sort((a, b) => rank(b) - rank(a) || a.at - b.at)
    .slice(0, MOST)
    .map(({ score: _score, at: _at, ...decoded }) => decoded);
}

/** Does the message quote a code that it refuses? */
const quotesNumber = (text: string): boolean => /\b[1-9]\d{3}\b/.test(text) || /<code>/.test(text);

/** A decoder over the data of one language; the vocabulary is made when it is first needed. */
export function createDecoder(data: DecoderData): Decoder {
  let knowledge: Knowledge | undefined;
  let symptoms: Decoder['symptoms'] | undefined;
  const prepare = (): Knowledge => (knowledge ??= {
    data, vocabulary: createVocabulary(data), constants: createConstants(data), libraryWords: data.libraries.map(libraryWordsOf),
  });
  return {
    decode: (text) => (/\S/.test(text) ? decodeWith(prepare(), text) : []),
    numbersIn: plainNumbers,
    symptoms: (text) => (symptoms ??= createSymptoms(data))(clean(text)),
  };
}
