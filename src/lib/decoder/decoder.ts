/**
 * From a log line to its close code: exact messages of libraries, codes that the text names, names of constants, bytes of Close frames.
 * It runs in the browser on what somebody pasted; nothing is sent anywhere, nothing is invented: without a sign of WebSocket a number is a number.
 */
import type { DecoderData } from './data.ts';
import { findFrame, findPayload } from './bytes.ts';
import { hasForeignNumber, plainNumbers } from './askedNumbers.ts';
import { findCodes, type Claim } from './codes.ts';
import { createKnownCodes, type KnownCodes } from './knownCodes.ts';
import { HTTP_LETTERS } from './numbers.ts';
import { isErrorPageOfCloudflare, isForeign, isOfBuild, isQuestion } from './question.ts';
import { createSpeech, type Speech } from './speech.ts';
import { createConstants, findConstants, type Constants } from './constants.ts';
import { signsOfWebSocket } from './subject.ts';
import { createVocabulary, findMessages, type Match, type Vocabulary } from './messages.ts';
import { pageOf } from './page.ts';
import { wordsOfLine } from './line.ts';
import { clean, groupBy, plainDigits, toWords, type Words } from './text.ts';
import { ORIGINS } from '../model/vocabulary.ts';
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
  /** The words of the line where it stands, for `lineWith`; bytes may stand anywhere. */
  line?: string;
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
  /** The first word of the paste that says so. */
  at: number;
  /** The word where what is shown of it stands. */
  shownAt?: number;
}

interface Knowledge {
  data: DecoderData;
  speech: Speech;
  codes: KnownCodes;
  vocabulary: Vocabulary;
  constants: Constants;
  /** What names each library in a paste. */
  libraryNames: RegExp[];
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
/** What only resembles a message must be four words of it. */
const LIKELY = 14;
/** … and two of them rare: of this weight. */
const RESEMBLING = 10;

/**
 * A library is named, and its text called exact, if words were found that only this message has: of this weight, which is three rare words;
 * less if the text stands there letter for letter; a long text may then be of plain words.
 */
const TELLING = 12;
const TELLING_LITERALLY = 4.3;
const LONG_LITERALLY = 9;
/** A message of so many words that is a line of its own was printed, not written: `Connection to remote host was lost.` */
const WHOLE_LINE = 5;
/** Of this weight are four or five words that only this message has. */
const UNMISTAKABLE = 24;

/** A trace as a pattern: what varies stands in <…>, a slash is either one, and a word ends where letters end. */
export function tracePattern(trace: string): string {
  const text = trace
    .split(/<[^>]*>/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('/', '[/\\\\]+'))
    .join('[^\\s<>]+?');
  return `${/^[a-z]/i.test(trace) ? '(?<![a-z])' : ''}${text}${/[a-z]$/i.test(trace) ? '(?![a-z])' : ''}`;
}

/**
 * What names a library in a paste: its traces; without them a word of its name that no log has by chance, else its whole name.
 * @param traces how else it shows, where its name is a word of every log @param common parts of names that are such words
 */
function namesLibrary(
  name: string,
  traces: string | undefined,
  common: ReadonlySet<string>,
): RegExp {
  if (traces) return new RegExp(traces.split('|').map(tracePattern).join('|'), 'i');
  const words = toWords(name).words.filter((word) => word.length > 3 && !common.has(word));
  const pattern = words.length
    ? words.join('|')
    : name.replace(/ \(.*/, '').replace(/[^\p{L}\d]+/gu, '[^a-z\\d]?');
  return new RegExp(`(?<![a-z])(?:${pattern})(?![a-z])`, 'i');
}

function namesOfLibraries({ libraries, traces, commonNames }: DecoderData): RegExp[] {
  const [shown, common] = [new Map(traces), new Set(commonNames.split(' '))];
  return libraries.map((name, place) => namesLibrary(name, shown.get(place), common));
}

/** What one text says of the libraries, each asked once: a long paste is tried against many messages. */
interface Reading {
  /** Does it name this library? */
  isNamed(library: number): boolean;
  /** Does it name any? */
  namesAny(): boolean;
}

function readNames({ text }: Words, { libraryNames }: Knowledge): Reading {
  const known = new Map<number, boolean>();
  const isNamed = (library: number): boolean => {
    let named = known.get(library);
    if (named === undefined) known.set(library, (named = libraryNames[library]!.test(text)));
    return named;
  };
  return { isNamed, namesAny: () => libraryNames.some((_, library) => isNamed(library)) };
}

/** Does it stand by itself: after a colon, a quote, a bracket or the start of a line, and before the end of one? */
const isDelimited = ({ from, to }: Match, { text, start, end }: Words): boolean =>
  /(?:^|[:"'([{>=,;-]|\n)\s*$/.test(text.slice(Math.max(0, start[from]! - 4), start[from])) &&
  /^\s*(?:$|[\n"')\]},.;!(<|]|\\|-)/.test(text.slice(end[to], end[to]! + 4));

/** A match with what the paste as a whole says about it. */
interface Judged extends Match {
  /** Does the paste name its library? */
  isHome: boolean;
  /** Does it name another instead? Then that quotes it. */
  isQuoted: boolean;
  /** Does the text stand there as it is printed? */
  isLiteral: boolean;
  /** Is it this message, and no other program's sentence? Only then its library, its side and its text are claimed. */
  isProven: boolean;
}

/** Go's packages begin their errors with their name; the rest of such a message may be plain. */
const PACKAGE_PREFIX = /^websocket: /;

/** What Java's own classes say of any socket. */
const OF_JAVA = /^(?:java\.[\w.]+$|java\.(?:io\.|net\.(?:Socket|Connect))|javax\.net\.)/;

function judge(
  match: Match,
  words: Words,
  { isNamed, namesAny }: Reading,
  context: number,
): Judged {
  const { template, telling, score, weight } = match;
  const isHome = isNamed(template.library);
  const { text, start, end } = words;
  // Where it was found; a pattern is not let loose on a whole log.
  const begin = Math.max(0, start[match.from]! - 40);
  const place = text.slice(begin, Math.min(end[match.to]! + 200, begin + 1_000));
  // What is short must stand by itself, else it is a piece of another sentence.
  const isLiteral = (weight >= 11 || isHome ? template.literal : template.alone).test(place);
  const isTelling = telling >= (isHome ? TELLING_LITERALLY : TELLING);
  const isPrinted =
    isHome ||
    telling >= TELLING_LITERALLY ||
    PACKAGE_PREFIX.test(template.text) ||
    (weight >= LONG_LITERALLY && !template.isCodeName && (telling > 0 || template.speaksOfIt));
  // What is broken off proves itself by rare words only.
  // Without a sign of WebSocket and without the library's name any program may have said it.
  const isAnybodys = !isHome && (context === 0 || OF_JAVA.test(template.text));
  const isProven =
    !isAnybodys &&
    score >= EXACT &&
    (isTelling || (match.truncated ? telling >= ENOUGH : isLiteral && isPrinted));
  const isQuoted = !isHome && namesAny();
  return { ...match, isHome, isQuoted, isLiteral, isProven };
}

/** Are there no other words on the line of a match? */
function standsOnALineAlone({ from, to }: Match, { text, start, end }: Words): boolean {
  const before = text.slice(text.lastIndexOf('\n', start[from]) + 1, start[from]);
  const [after = ''] = text.slice(end[to]).split('\n', 1);
  return !/[\p{L}\d]/u.test(before + after);
}

/**
 * A message is accepted if enough of it is there, and either it is unmistakable, or the paste is about WebSocket, or the paste is nothing else.
 * Short ones (`transport close`) must stand by themselves besides: their words are in every second sentence.
 * One whose words are plain (`websocket error`) is anybody's, unless the paste names its library.
 */
function isAcceptable(
  match: Judged,
  words: Words,
  { speech }: Knowledge,
  context: number,
): boolean {
  const { template, score, weight, telling, from, to, truncated, isHome, isLiteral, isProven } =
    match;
  if (score < SIMILAR) return false;
  // A long sentence, letter for letter, is its library's in whatever text, but for a line about a request of HTTP.
  const isUnmistakable = isLiteral && telling >= UNMISTAKABLE && !/HTTP\/[12]/.test(words.text);
  if (
    context === 0 &&
    !isUnmistakable &&
    (OF_JAVA.test(template.text) || (!isHome && isForeign(words.text)))
  )
    return false;
  // What only resembles a message must say that something ended.
  if ((score < EXACT || truncated) && !speech.hasTrouble(words)) return false;
  // Numbers stand in the places of values.
  const inWords = words.words.filter((word) => !/^\d/.test(word)).length;
  const isAll = to - from + 1 >= inWords * 0.7;
  const isLine =
    isLiteral && template.words.length >= WHOLE_LINE && standsOnALineAlone(match, words);
  if (score < EXACT || truncated)
    return isHome && !truncated
      ? weight >= ENOUGH
      : weight >= LIKELY && context > 0 && (telling >= RESEMBLING || isAll || isHome);
  if (!isProven && !isHome && (telling < ENOUGH || weight < LIKELY))
    return (
      isLiteral &&
      template.words.length >= 2 &&
      (isAll || isLine || (context > 0 && weight >= LONG_LITERALLY && !template.isCodeName))
    );
  if (weight >= ENOUGH_ALONE || (template.speaksOfIt && weight >= 10)) return true;
  if (isProven && isLiteral && (weight >= LIKELY || context > 0)) return true;
  const several = template.words.length >= 2;
  const whole = score >= 0.95 && several;
  if (whole && (isAll || isLine) && (isLiteral || (telling >= ENOUGH && context > 0))) return true;
  if (context === 0) return isHome && (weight >= ENOUGH || isLiteral);
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
  match: Judged,
  words: Words,
  { data }: Knowledge,
  context: number,
): Finding | undefined {
  const { text, library, cause, origin } = match.template;
  const code = shownCode(match, words);
  const page = code === undefined ? undefined : pageOf(code, data.pages);
  if (code === undefined || !page) return undefined;
  const same = code === match.template.code;
  const exact = match.isProven && !match.truncated;
  return {
    code,
    page,
    by: 'message',
    exact,
    ...(match.isHome || (exact && !match.template.isShared)
      ? { library: data.libraries[library]! }
      : {}),
    // A server's sentence in a client's log was sent by the one and received by the other.
    ...(exact ? { message: text, ...(match.isQuoted ? {} : { origin: ORIGINS[origin]! }) } : {}),
    ...(same && cause >= 0 && (match.isProven || match.telling >= ENOUGH)
      ? { cause: data.causes[cause]![1] }
      : {}),
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
): Judged[] {
  // `Server shutting down` and `server shutting down` are of two libraries.
  const rank = (match: Judged) =>
    match.weight *
    match.score *
    (match.isHome ? 1.04 : 1) *
    (words.text.includes(match.template.text) ? 1.03 : match.isLiteral ? 1.02 : 1);
  const names = readNames(words, knowledge);
  const accepted = matches
    .map((match) => judge(match, words, names, context))
    .filter((match) => isAcceptable(match, words, knowledge, context))
    .sort((a, b) => rank(b) - rank(a) || a.template.index - b.template.index);
  const chosen: Judged[] = [];
  for (const match of accepted) {
    if (shownCode(match, words) === undefined) continue;
    const overlaps = (other: Judged) =>
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
/** Two messages begin alike by chance. */
const LEAST_ALIKE = 3;

/**
 * Where no message is whole, what those that begin alike agree on: `WebSocket connection to '…' failed:` is 1006 whatever follows.
 * Neither a cause nor a text nor a library is claimed.
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
    near.length < LEAST_ALIKE
  )
    return [];
  return [
    {
      code,
      page,
      by: 'message',
      exact: false,
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
        // What the letters of HTTP come to lies in no range of codes: the page of all such numbers has the cause.
        ...(HTTP_LETTERS.has(code) ? { cause: 'wrong-bytes' } : {}),
        by,
        exact: strength >= 0.75,
        ...(origin ? { origin } : {}),
        ...(library === undefined ? {} : { library: data.libraries[library]! }),
        score: strength,
        at,
      }
    : undefined;
};

/** 1000, 1005 and 1006 say how it ended; any other code says why (RFC 6455 sections 7.1.5 and 7.4.1). Nobody sends 1005 and 1006. */
const saysWhy = (code: number): boolean => code !== 1000 && code !== 1005 && code !== 1006;

/** One finding for each code: a message keeps its library and cause, and gains from a number that agrees. */
function merge(findings: Finding[]): Finding[] {
  // Words that only resemble a message say less than the number itself.
  const isMessage = ({ by, message, cause }: Finding) =>
    by === 'message' && (message !== undefined || cause !== undefined);
  return [...groupBy(findings, ({ code }) => code).values()].map((same) => {
    const [best, ...others] = same.sort(
      (a, b) => Number(isMessage(b)) - Number(isMessage(a)) || b.score - a.score || a.at - b.at,
    ) as [Finding, ...Finding[]];
    // Who closed is told by the first line with the number: `received 1008; then sent 1008`.
    const told =
      same.filter((other) => !isMessage(other) && other.origin).sort((a, b) => a.at - b.at)[0]
        ?.origin ?? best.origin;
    // A number that the text calls a code is sure, even where the words beside it only resemble a message.
    const surer = best.exact ? undefined : others.find(({ exact }) => exact);
    const agreed = others.some(({ by }) => by !== best.by) ? 0.05 : others.length ? 0.01 : 0;
    return {
      ...best,
      ...(told ? { origin: told } : {}),
      ...(surer ? { by: surer.by, exact: true } : {}),
      score: Math.max(...same.map(({ score }) => score)) + agreed,
      at: Math.min(...same.map(({ at }) => at)),
      shownAt: best.at,
    };
  });
}

/** Bytes are read where the paste is left as it is, and no further than a message would be. */
const MOST_BYTES = 64_000;
/** A paste of so few words is a question about them. */
const FEW = 6;

/** A whole frame with a code is sure; two bytes that could be one need a sign of WebSocket, or nothing else beside them. */
function bytesFinding(
  text: string,
  words: Words,
  { data, codes: { isCode } }: Knowledge,
  context: number,
): Finding[] {
  const bytes = text.slice(0, MOST_BYTES);
  const frame = findFrame(bytes, isCode);
  const isSure = frame !== undefined && frame.length > 2;
  const code = frame?.code ?? findPayload(bytes, isCode);
  const page = code === undefined ? undefined : pageOf(code, data.pages);
  if (code === undefined || !page || !(isSure || context || words.words.length <= FEW)) return [];
  return [{ code, page, by: 'bytes', exact: true, score: isSure ? 0.97 : 0.72, at: 0 }];
}

/** Does the message quote a code that it refuses? */
const quotesNumber = (text: string): boolean => /\b[1-9]\d{3}\b|<code>/.test(text);

/** The codes and constants that the text names; one that a message quotes is the message's: `invalid status code 1006` is 1002, and says so. */
function claimsOf(
  words: Words,
  matches: Match[],
  codes: readonly Claim[],
  { constants }: Knowledge,
  context: number,
): Claim[] {
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
/** A number that the text itself calls a code. */
const NAMED_BY_TEXT = 0.9;
/** So near behind a code, its name between them, stands its reason. */
const BEHIND = 3;

/** `received 1000 (OK) connection idle timeout`: what stands right behind a code that is sent is the reason of that code, whoever else prints it with another. */
const isReason = ({ from, template }: Match, named: readonly Claim[]): boolean =>
  named.some(
    ({ at, code, strength, origin }) =>
      (origin === 'received' || origin === 'sent') &&
      strength >= NAMED_BY_TEXT &&
      code !== template.code &&
      !template.showsCode &&
      from > at &&
      from - at <= BEHIND,
  );

function decodeWith(knowledge: Knowledge, text: string): Decoded[] {
  const words = toWords(clean(text));
  const context = signsOfWebSocket(words);
  const found = findMessages(words, knowledge.vocabulary);
  const chosen = chooseMatches(found, words, knowledge, context);
  const named = findCodes(words, context, knowledge.speech, knowledge.codes);
  const matches = chosen.filter((match) => !isReason(match, named));
  const merged = merge([
    ...matches.flatMap((match) => findingOf(match, words, knowledge, context) ?? []),
    ...claimsOf(words, matches, named, knowledge, context).flatMap(
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
    .map(({ score: _score, at: _at, shownAt, ...decoded }) => ({
      ...decoded,
      ...(decoded.by === 'bytes' ? {} : { line: wordsOfLine(words, shownAt!) }),
    }));
}

/** A decoder over the data of one language; the vocabulary is made when it is first needed. */
export function createDecoder(data: DecoderData): Decoder {
  const speech = createSpeech(data.words);
  const codes = createKnownCodes(data);
  let knowledge: Knowledge | undefined;
  let symptoms: ReturnType<typeof createSymptoms> | undefined;
  const prepare = (): Knowledge =>
    (knowledge ??= {
      data,
      speech,
      codes,
      vocabulary: createVocabulary(data),
      constants: createConstants(data),
      libraryNames: namesOfLibraries(data),
    });
  // Whoever shows a text asks for its codes and for its causes, and these ask for its codes: it is read once.
  let last: { text: string; decoded: Decoded[] } | undefined;
  const decode = (text: string): Decoded[] => {
    if (last?.text !== text)
      last = { text, decoded: /\S/.test(text) ? decodeWith(prepare(), text) : [] };
    return last.decoded;
  };
  return {
    decode,
    numbersIn: (text) => plainNumbers(plainDigits(speech.plainText(text)), speech, codes),
    symptoms: (given) => {
      const decoded = decode(given);
      const text = speech.plainText(given);
      const words = toWords(clean(text));
      const hasSign = signsOfWebSocket(words) > 0 || decoded.some(({ exact }) => exact);
      const isTyped = isQuestion(text);
      // `Broken pipe` and `timed out` stand in the logs of every program. One line may be all that somebody has; several have room for a sign.
      if (
        !hasSign &&
        (/\S\s*\n\s*\S/.test(text) ||
          isForeign(text) ||
          isErrorPageOfCloudflare(text) ||
          hasForeignNumber(text, speech, codes))
      )
        return [];
      if (!decoded.length && isOfBuild(text)) return [];
      // A log of a WebSocket that works has no cause.
      if (!isTyped && !decoded.length && !speech.hasTrouble(words)) return [];
      const pages = new Set(decoded.slice(0, 1).map(({ page }) => page));
      for (const number of plainNumbers(text, speech, codes).match(/\b\d{4}\b/g) ?? [])
        pages.add(pageOf(Number(number), data.pages) ?? '');
      return (symptoms ??= createSymptoms(data, speech))(clean(text), {
        pages,
        hasSign,
        isTyped,
        connects: speech.speaksOfConnection(words),
      });
    },
  };
}
