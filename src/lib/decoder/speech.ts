/**
 * The words by which a text is understood, whichever code it is about. Programs log in English, so English belongs to every language;
 * what people type besides stands in `content/decoder/<lang>.yml`, and only the words of the page's language are loaded.
 */
import type { OWN_WORDS } from '../model/vocabulary.ts';
import { toWords, UNSPACED, type Words } from './text.ts';

/** What a language adds, each list as `OWN_WORDS` says. */
export type OwnWords = Partial<Record<(typeof OWN_WORDS)[number], string[]>>;

/** English and one language more. */
export interface Speech {
  close: ReadonlySet<string>;
  code: ReadonlySet<string>;
  error: ReadonlySet<string>;
  /** Behind a number: it is an amount, of time or size or anything else. */
  unit: ReadonlySet<string>;
  /** The part of them that people see when a connection ends: after how long, above which size. */
  measure: ReadonlySet<string>;
  or: readonly string[];
  /** Stems of words that alone say nothing of a cause. */
  plain: ReadonlySet<string>;
  hasTrouble(words: Words): boolean;
  speaksOfConnection(words: Words): boolean;
  speaksOfTls(words: Words): boolean;
  stem(word: string): string;
  /** The text without what its language joins to a word, and with WebSocket as programs write it. @example in French plain("l'erreur") is ' erreur' */
  plainText(text: string): string;
  /** The stems of a text in order, stop words left out. */
  stems(text: string): string[];
}

const ENGLISH = {
  stop: 'error errors err exception exceptions warn warning info debug log level logger msg stack trace traceback thread worker main file line js ts java py code codes websocket websockets ws yet a an and are as at be been but by can do does doing did for from get gets got had has have how i if in into is it its just my no not of on or our out over per so than that the their them then there these they this to too up us was we were what when where which while who why will with you your',
  plain:
    'close closed connection connect disconnect disconnected drop lost fail failed server client session socket remote peer message reason status event open sent send receive unexpected request response start stop after before again',
  close:
    'close closed closes closing closure onclose onclosed onclosing disconnect disconnected disconnects disconnecting ondisconnect terminated terminates terminate failing fails dropped drops',
  code: 'code codes status event',
  error: 'error err errors code',
  unit: 'ms s sec secs second seconds min minute minutes h hour hours day days year years us ns px bytes byte b kb kib mb mib gb k bit bits kbps bps fps rows row items messages message files lines packages users clients connections records requests times people percent characters chars',
};

const MEASURES =
  'ms s sec secs second seconds min minute minutes h hour hours byte bytes b k kb kib m mb mib g gb gib'.split(
    ' ',
  );

/** What a log says when something ended or went wrong. */
const TROUBLE =
  /clos|disconnect|fail|error|exception|lost|drop|reset|refus|reject|time(?:d )?out|exceed|invalid|illegal|unexpected|abnormal|abort|interrupt|end\b|eof|denied|forbidden|unauthor|not |cannot|can't|too|unable/i;

/** Words of whoever speaks of a connection, whichever kind it is. */
const CONNECTION =
  /handshake|upgrade|connect|socket|heartbeat|proxy|load balancer|nginx|gateway|clos(?:e|ed|es|ing)\b|drop|tunnel|ECONN|EPROTO|ETIMEDOUT/i;

const TLS =
  /(?:^|[^a-z])(?:tls|ssl|wss(?!:)|x509|cert|https|openssl|wrong version number|self.?signed)|-----BEGIN/i;

/** Of such a script two letters are a word. */
const DENSE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * A light stemmer of English: endings of plurals, of -ing and -ed, of -ion; the same on both sides, so it need not be beautiful.
 * @example stem('closed') is 'clos'
 */
export function stem(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  let base = word
    .replace(/ies$/, 'y')
    .replace(/^([a-z]{3,}?)(?:ations?|ions?|ings?|ed|ers?|es|s|ly)$/, '$1');
  if (/([bdgmnprt])\1$/.test(base)) base = base.slice(0, -1);
  return base.length > 3 ? base.replace(/e$/, '') : base;
}

/** Japanese writes the endings of a word behind its character, and grammar in one or two letters of its own. */
const withoutTail = (word: string): string =>
  word.replace(/^(\p{Script=Han}+)\p{Script=Hiragana}+$/u, '$1');
const GRAMMAR = /^\p{Script=Hiragana}{1,2}$/u;

const foldedWords = (list: readonly string[] = []): string[] =>
  list.flatMap((phrase) => toWords(phrase).words);

/** Is a phrase of the list in a text, word by word; in a script without spaces, letter by letter? */
function finderOf(list: readonly string[] = []): (words: Words) => boolean {
  const phrases = list.map((phrase) => toWords(phrase));
  return ({ text, words }) => {
    const line = ` ${words.join(' ')} `;
    return phrases.some((phrase) =>
      UNSPACED.test(phrase.text)
        ? text.includes(phrase.text)
        : line.includes(` ${phrase.words.join(' ')} `),
    );
  };
}

/** Cuts what a language puts before a word and behind it. */
function cutterOf({ prefixes = [], endings = [] }: OwnWords): (word: string) => string {
  const fold = (list: string[]) =>
    list.map((part) => toWords(part).words.join('')).sort((a, b) => b.length - a.length);
  const [before, behind] = [fold(prefixes), fold(endings)];
  return (word) => {
    const least = DENSE.test(word) ? 2 : 3;
    const leaves = (part: string) => word.length - part.length >= least;
    const prefix = before.find((part) => word.startsWith(part) && leaves(part)) ?? '';
    word = word.slice(prefix.length);
    const ending = behind.find((part) => word.endsWith(part) && leaves(part)) ?? '';
    return word.slice(0, word.length - ending.length);
  };
}

/** Any of these texts as a pattern, the longest first: what begins another is no end of it. */
const anyOf = (texts: readonly string[]): string =>
  [...texts]
    .sort((a, b) => b.length - a.length)
    .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|');

/** Takes off what a language joins to a word by an apostrophe, and writes WebSocket as programs do. */
function plainerOf({ elided = [], websocket = [] }: OwnWords): (text: string) => string {
  const joined = new RegExp(`(?<![\\p{L}\\p{M}])(?:${anyOf(elided)})['’](?=\\p{L})`, 'giu');
  const named = new RegExp(anyOf(websocket), 'giu');
  return (text) => {
    const apart = elided.length ? text.replace(joined, ' ') : text;
    return websocket.length ? apart.replace(named, ' WebSocket ') : apart;
  };
}

/** Makes the words of a language ready. @param given of `content/decoder/<lang>.yml` */
export function createSpeech(given: OwnWords = {}): Speech {
  const plainText = plainerOf(given);
  const own = Object.fromEntries(
    Object.entries(given).map(([kind, list]) => [kind, list.map(plainText)]),
  ) as OwnWords;
  const setOf = (kind: keyof typeof ENGLISH) =>
    new Set([...ENGLISH[kind].split(' '), ...foldedWords(own[kind])]);
  const stop = setOf('stop');
  const cut = cutterOf(own);
  const ownStem = (word: string) => stem(cut(withoutTail(word)));
  const stems = (text: string) =>
    toWords(plainText(text))
      .words.filter((word) => !stop.has(word) && !GRAMMAR.test(word))
      .map(ownStem);
  const [trouble, connection, tls] = [own.trouble, own.connection, own.tls].map(finderOf);
  return {
    close: setOf('close'),
    code: setOf('code'),
    error: setOf('error'),
    unit: setOf('unit'),
    measure: new Set([...MEASURES, ...foldedWords(own.unit)]),
    or: own.or ?? [],
    plain: new Set([...setOf('plain')].flatMap((word) => stems(word))),
    hasTrouble: (words) => TROUBLE.test(words.text) || trouble!(words),
    speaksOfConnection: (words) => CONNECTION.test(words.text) || connection!(words),
    speaksOfTls: (words) => TLS.test(words.text) || tls!(words),
    stem: ownStem,
    plainText,
    stems,
  };
}
