/** Finds numbers that the text itself calls close codes. A number alone is no code. */
import type { Message } from '../model/schema.ts';
import type { DecoderData } from './data.ts';
import { signsOfWebSocket } from './subject.ts';
import { isForeign, isQuestion, lengthInWords, LONGEST_QUESTION } from './question.ts';
import type { Speech } from './speech.ts';
import { between, toWords, UNSPACED, type Words } from './text.ts';

type Origin = Message['origin'];

const words = (list: string): Set<string> => new Set(list.split(' '));

/** A code that the text names. */
export interface Claim {
  code: number;
  /** Word of the paste where it stands. */
  at: number;
  /** 1: the text says that it is a close code; 0.8: the words around it are those of a close; 0.5: a number where a code may stand. */
  strength: number;
  by: 'code' | 'constant';
  library?: number;
  origin?: Origin;
}

/** Words before a number that say what else it is: `port 3000`, `line 1006`, `pid 1001`. */
const OTHER = words(
  'port ports pid ppid uid gid line row rows page seq id ids sid version v year errno size length limit timeout interval max min total count offset column fd shard thread worker frame bytes read response http exceeds rfc issue pull after every',
);
/** What has a number of its own: `session 3003`, `client #1002`. A bracket or a colon between them says otherwise. */
const NUMBERED = words(
  'session client user connection conn socket room channel id worker agent node peer player device host process thread task job order account ticket item door instance pod',
);
/** File names, before `:1006:15` of a stack trace. */
const FILES = words(
  'js mjs cjs ts tsx jsx vue py go rs rb php java kt scala cs c cc cpp h m swift dart ex erl lua html',
);

/** What closes when a WebSocket does. */
const PARTIES = words(
  'connection socket session client peer server remote gateway stream disconnected disconnect ondisconnect onclose',
);
const SENT = words('sent sending sends');
const RECEIVED = words('received receive recv got inbound');
const PEER = words('server peer remote');
/** What is sent or received, between the verb and the number. */
const CARRIED = words(
  'a the close closed closing frame message control opcode 8 with code status event error and reason of websocket',
);
/** Words of a CloseEvent or a Close frame that stand beside its code. */
const BESIDE = words('reason clean remote');
/** Between the key and the number: `closed with exit code 1009`, `code: Library(4009)`. */
const FILLERS = words(
  'with code codes status exit error event of the a an is was connection websocket iana library reserved bad private custom from by due number value frame request reason in state open connecting always',
);

/** Errors whose number is how a connection ended. */
const OF_CONNECTION = words('network connection socket websocket closed');

/** Where a socket ends with a number of the system or of a game. */
const OTHER_ENDS = /\b(?:error code|errno|socket error|1005\d|winsock)\b/i;

/** What people name the CloseEvent. */
const EVENTS = words('event evt ev');

/** A name of a code, word by word. */
interface PrintedName {
  words: string[];
  isRegistered: boolean;
}

/** What the site's own codes tell of the numbers in a text. */
export interface KnownCodes {
  /** Has the number a meaning: one of RFC 6455 or of IANA's registry, or what an application gives it (3000 to 4999)? */
  isCode(number: number): boolean;
  /** Is it a range of the site, such as 4000 to 4999, or both that a program may choose from, 3000 to 4999? */
  isRange(first: number, last: number): boolean;
  /** Names of a code as logs print them beside the number: first the registered ones, then what libraries make of them. */
  namesOf(code: number): readonly PrintedName[];
}

/** Reads them from the pages of the site: a code that gets a page is known. */
export function createCodes({
  pages,
  printed,
}: Pick<DecoderData, 'pages' | 'printed'>): KnownCodes {
  const ids = new Set(pages.map(([id]) => id));
  const listed = (names: string, isRegistered: boolean): PrintedName[] =>
    names.split('|').map((name) => ({ words: name.split(' '), isRegistered }));
  const names = new Map(
    printed.map(([code, registered, others]) => [
      code,
      [...listed(registered, true), ...(others ? listed(others, false) : [])],
    ]),
  );
  return {
    isCode: (number) => (number >= 3000 && number <= 4999) || ids.has(String(number)),
    isRange: (first, last) => ids.has(`${first}-${last}`) || (first === 3000 && last === 4999),
    namesOf: (code) => names.get(code) ?? [],
  };
}

const follows = (all: string[], from: number, name: string[]): boolean =>
  name.every((word, place) => all[from + place]?.startsWith(word) ?? false);

/** The name of the code beside the number, behind it or before it: the registered one (2), another (1), none (0). */
function nameBeside(
  all: string[],
  at: number,
  names: readonly PrintedName[],
): { grade: number; isBehind: boolean } {
  const isBehind = ({ words: name }: PrintedName) => follows(all, at + 1, name);
  const beside = names.find(
    (name) => isBehind(name) || follows(all, at - name.words.length, name.words),
  );
  return { grade: beside ? (beside.isRegistered ? 2 : 1) : 0, isBehind: names.some(isBehind) };
}

/** A letter of a script with spaces: there it belongs to the number, as in `v1006`; in `コード1006` it does not. */
const LETTER = `(?!${UNSPACED.source})\\p{L}`;
const BEFORE = new RegExp(`(?:${LETTER}|[\\d_#$%@+])$|(?:${LETTER}|\\d)-$`, 'u');
const AFTER = new RegExp(`^(?:${LETTER}|[\\d%])|^[.:/,-]\\d`, 'u');

/** Does the punctuation around the number show that it is a part of something longer: a time, an address, a version, an id? */
function isPartOfLonger(
  { text, words: all, start, end }: Words,
  at: number,
  { code, close }: Speech,
): boolean {
  const before = text.slice(Math.max(0, start[at]! - 2), start[at]);
  if (before === '8:') return false;
  const after = text.slice(end[at], end[at]! + 2);
  // `/ws/1006` is a path, `INFO 1008 --- [main]` a process.
  if (
    /[/\\]$/.test(before) ||
    (/\w\[$/.test(before) && /^\]:/.test(after)) ||
    /^\s+---/.test(text.slice(end[at], end[at]! + 5))
  )
    return true;
  const key = all[at - 1] ?? '';
  // `WS_1011_INTERNAL_ERROR` names the code; `x-1006`, `#1006` and `v1006` do not, ` -1006` may.
  if (BEFORE.test(before)) return !/ws_$/i.test(text.slice(Math.max(0, start[at]! - 3), start[at]));
  // `4401/4407` are two codes.
  const isOneOfTwo = /^\/[34]\d{3}(?!\d)/.test(text.slice(end[at], end[at]! + 6));
  if ((AFTER.test(after) && !isOneOfTwo) || /\d[.:/,-]$/.test(before)) return true;
  // `:3000` and `localhost:3000` are ports, `main.js:1006` a line; `code:1006`, `"op":4006` and `[close]:1006` are not.
  return (
    /[^\]"]:$|^:$/.test(before) &&
    key !== 'op' &&
    ((!code.has(key) && !close.has(key)) || FILES.has(key))
  );
}

/** `HT`, `TT`, `TP`, `P/`, `/1` and `1.` read as a code: the handshake was answered a second time, and its text taken for a Close frame. */
export const HTTP_LETTERS = new Set(
  ['HT', 'TT', 'TP', 'P/', '/1', '1.'].map((two) => (two.charCodeAt(0) << 8) | two.charCodeAt(1)),
);

/** So many words around a number belong to it. */
const WINDOW = 6;
/** `bytes_sent`, `packets received`: what is counted. */
const AMOUNTS = words('bytes size length packets');
/** Who speaks of these speaks of numbers of this kind. */
const CLOSE_PAIRS = /\bclose (?:codes?|requests?|frames?)\b/i;
/** `failing WebSocket connection in the OPEN state: 1009`: so far back stands what closes. */
const FARTHEST_KEY = 8;

/** How sure a number is a close code, by the first rule that holds; 0 is no code. */
function strengthOf(
  text: Words,
  at: number,
  context: number,
  isAlone: boolean,
  isOnly: boolean,
  speech: Speech,
  known: KnownCodes,
): number {
  const { words: all, start, end } = text;
  const code = Number(all[at]);
  const name = nameBeside(all, at, known.namesOf(code));
  const previous = all[at - 1] ?? '';
  const isAmount =
    speech.unit.has(all[at + 1] ?? '') && /^\s?$/.test(between(text, at + 1)) && !name.isBehind;
  // Apple's errors have a domain and a code of their own.
  const gap = between(text, at);
  const isBracketed =
    /[[({]\s?$/.test(gap) && /^\s?[\])},:]/.test(text.text.slice(end[at], end[at]! + 2));
  const isOther =
    (!isBracketed || /^ports?$/.test(previous)) &&
    (OTHER.has(previous) || all[at - 2] === 'domain') &&
    name.grade === 0;
  if (isAmount || isOther) return 0;

  // `code=-1003` is below zero, `"bytes_sent":"2901"` an amount.
  const isCounted =
    (SENT.has(previous) || RECEIVED.has(previous)) && AMOUNTS.has(all[at - 2] ?? '');
  if (/[=:]\s?-$/.test(gap) || isCounted) return 0;

  let key = at - 1;
  while (key > at - FARTHEST_KEY && key >= 0 && FILLERS.has(all[key]!)) key -= 1;
  const onSameLine = (place: number) =>
    !text.text.slice(end[Math.max(0, place)], start[at]).includes('\n');
  const saysClose = speech.close.has(all[key] ?? '') && onSameLine(key);
  const saysCode = [1, 2, 3].some(
    (back) => speech.code.has(all[at - back] ?? '') && onSameLine(at - back),
  );
  // aiohttp shows a Close frame as a message of type 8: `Received message 8:1000 is not WSMsgType.TEXT`
  if (all.slice(at + 1, at + 3).join(' ') === 'is not' && all[at - 1] === '8') return 1;
  // A browser quotes what it refuses: `1 is neither.`
  if (all[at + 1] === 'is' && all[at + 2] === 'neither') return 1;
  const near = all.slice(Math.max(0, at - WINDOW), at + WINDOW + 1);
  const isBesideReason = near.some((word) => BESIDE.has(word));
  // Elixir's tuples say who: `{:remote, 4004, "…"}`.
  const isDirected =
    SENT.has(previous) || RECEIVED.has(previous) || (previous === 'remote' && /^,\s?$/.test(gap));

  if (code < 1000 || code > 4999) {
    // -1 is no code but its absence.
    if (/-$/.test(gap) || (context === 0 && isForeign(text.text))) return 0;
    // Such numbers are HTTP statuses, sizes, exit codes: only what names a close or an event may claim them.
    // A process is terminated with a code too, and a socket is closed with an error of the system.
    const isClosed =
      saysClose &&
      (context > 0 || (/^clos|^disconn/.test(all[key]!) && !OTHER_ENDS.test(text.text)));
    const isNamed =
      saysCode &&
      (isClosed ||
        // `"reason":"BadRequest","code":400` is an answer of HTTP.
        (context > 0 && isBesideReason && !(code >= 100 && code < 600)) ||
        (EVENTS.has(all[at - 2] ?? '') && previous === 'code'));
    return isNamed ||
      (context > 0 && (previous === 'wire' || (saysClose && HTTP_LETTERS.has(code))))
      ? 0.9
      : 0;
  }
  // `Error Code: 1006, Reason: …` of a database is none of ours.
  const isOurs = context > 0 || !isForeign(text.text);
  // `fails with exit code 1223` is of a process.
  const isOfProcess =
    context === 0 &&
    previous === 'code' &&
    all[at - 2] === 'exit' &&
    !/^clos|^disconn/.test(all[key] ?? '');
  if (
    (saysClose && saysCode && !isOfProcess && (isOurs || code < 3000)) ||
    name.grade === 2 ||
    (saysCode && isBesideReason && isOurs)
  )
    return 1;
  // `the 4003 close code`, `the 4001/4004 close codes`
  const last = /^\/$/.test(between(text, at + 1)) ? at + 1 : at;
  if (speech.close.has(all[last + 1] ?? '') && /^codes?$/.test(all[last + 2] ?? '')) return 1;
  // `prints a 1006 code but no reason`
  if (all[at + 1] === 'code' && isBesideReason && isOurs) return 0.9;
  // `is closing my session with code 1000`; `failed with exit code 1223` is of a process.
  const isOfClose =
    previous === 'code' &&
    all[at - 2] !== 'exit' &&
    onSameLine(at - 1) &&
    near.slice(0, WINDOW).some((word) => speech.close.has(word));
  if (isOfClose && isOurs) return 0.9;
  // Erlang's and Elixir's handlers answer `{close, 1008, …}`.
  if (previous === 'close' && /^,\s?$/.test(gap) && text.text[start[at - 1]! - 1] === '{')
    return 0.9;
  // `if ([4004, 4010, 4011].includes(event.code))`
  const isAskedFor = all
    .slice(at + 1, at + 2 * WINDOW)
    .some(
      (word, place, rest) =>
        word === 'code' && (EVENTS.has(rest[place - 1] ?? '') || rest[place - 1] === 'close'),
    );
  if (code >= 3000 && isAskedFor && onSameLine(at - 1) && isOurs) return 0.8;
  // `it disconnects after some seconds with 1006 code`
  if (
    all[at + 1] === 'code' &&
    onSameLine(at - 1) &&
    near.slice(0, WINDOW).some((word) => speech.close.has(word))
  )
    return 0.95;
  // `the gateway closes the connection with 4001`, `a bunch of 4003 closes from the gateway`: no other numbers close what these name.
  const isOfEnd =
    (saysClose || (speech.close.has(all[at + 1] ?? '') && isOnly)) &&
    near.some((word) => PARTIES.has(word));
  if (code >= 4000 && isOfEnd && isOurs && !NUMBERED.has(previous)) return 0.7;
  // The number of a session, not of how it ended.
  if (NUMBERED.has(previous) && /^\s?#?$/.test(gap) && !name.grade) return 0;
  if (saysClose && (context || name.grade)) return 1;
  if (context && (saysCode || isDirected)) return 0.95;
  if (context && name.grade) return 0.9;
  // SockJS writes `c[3000,"Go away!"]`; a call says `Close(1011, "…")`.
  const isQuoted = /^\s?,\s?['"]/.test(text.text.slice(end[at], end[at]! + 4));
  if (
    isQuoted &&
    ((previous === 'c' && gap === '[') || (speech.close.has(previous) && gap === '('))
  )
    return 0.85;
  // An object with a code and a message, as Pusher and others send it.
  const isObject =
    previous === 'code' &&
    /^\s?,\s?(["']?)(?:message|reason|msg)\1\s?:/.test(text.text.slice(end[at], end[at]! + 14));
  if (isObject && (context || (code >= 4000 && !isForeign(text.text)))) return 0.7;
  // So many registered numbers are years, ports and amounts.
  if (!known.isCode(code)) return 0;
  // `failing to connect, and the error code is always 3502`
  const isOfSocket =
    code >= 3000
      ? speech.speaksOfConnection(text)
      : all.includes('socket') && all.some((word) => speech.close.has(word));
  if (saysCode && isOfSocket && !isForeign(text.text)) return 0.6;
  // `accepts the socket, then closes it with 1008`
  const isBehindClose = all.slice(Math.max(0, at - 4), at).some((word) => speech.close.has(word));
  if (isBehindClose && previous === 'with' && isOfSocket && isOurs) return 0.7;
  // `emits 4401 (token expired) as an application close code`, `a close request (1001 I think)`
  const isOpened =
    /\(\s?$/.test(gap) || /^[`'"]?\s?\(\w/.test(text.text.slice(end[at], end[at]! + 5));
  if (context && isOpened && (code >= 4000 || /\($/.test(gap)) && CLOSE_PAIRS.test(text.text))
    return 0.6;
  // `"Not Allowed" (4001) code sent by the server`
  if (isBracketed && code >= 3000 && all[at + 1] === 'code' && !isForeign(text.text)) return 0.6;
  // `Connection closed: 4401`, but not `Ticket closed: 1006`
  if (saysClose && /[[(:]\s?$/.test(gap) && near.some((word) => PARTIES.has(word))) return 0.8;
  // A bracket at the start of a line, or behind a name, holds a process: `[1006]`, `app[1006]`.
  const isProcess = /(?:^|\n|\w)\[$/.test(text.text.slice(0, start[at]).slice(-2));
  if (context && isBracketed && !isProcess) return 0.7;
  // `timeout (4009)`: nothing else is numbered so.
  if (isBracketed && code >= 4000 && all.length <= FEW) return 0.6;
  // `Error: 4000: Unknown error.` in a trace of WebSocket code.
  if (context && code >= 4000 && /^err(?:or)?$/.test(previous) && /^:?\s$/.test(gap)) return 0.7;
  if (context && isBehindClose && onSameLine(at - 1) && !isProcess) return 0.7;
  if (
    context &&
    speech.close.has(all[at + 1] ?? '') &&
    isAlone &&
    /^ $/.test(between(text, at + 1))
  )
    return 0.6;
  // `disconnected with error 4400: Error parsing JSON`
  if (saysClose && code >= 4000 && previous === 'error' && !/^fail/.test(all[key]!)) return 0.7;
  // `the params of code in onclose() method return 1006`, `causes a 1006 error`
  const isOfError = speech.error.has(previous) || speech.error.has(all[at + 1] ?? '');
  const saysBoth =
    near.some((word) => speech.close.has(word)) && near.some((word) => speech.code.has(word));
  // `either 1000, or between 3000 and 4999` names what is allowed.
  const isListed = all[at + 1] === 'or' || previous === 'or' || previous === 'and';
  if (context && onSameLine(at - 1) && !isProcess && !isListed && (isOfError || saysBoth))
    return 0.65;
  // `ccxt.base.errors.NetworkError: 1006`: an error of a connection that says nothing but its number.
  if (
    previous === 'error' &&
    OF_CONNECTION.has(all[at - 2] ?? '') &&
    /^:\s$/.test(gap) &&
    /^\s*(?:\n|$)/.test(text.text.slice(end[at]))
  )
    return 0.6;
  // `'4006' means the session is no longer valid`
  if (code >= 4000 && isOnly && /'$/.test(gap) && text.text[end[at]!] === "'" && isOfSocket)
    return 0.6;
  // `websocket 1006`, `1006 websocket error`: at an end of so short a text the number is its subject.
  const isAtEnd = at === 0 || at === all.length - 1;
  // The last number of an access log is a size.
  const isSize = /" \d{3} $/.test(text.text.slice(Math.max(0, start[at]! - 6), start[at]));
  if (context && isAlone && isAtEnd && !isProcess && !isSize) return 0.5;
  // The only number of this kind in a text about codes or errors of a WebSocket: `4400 can be seen as a Bad Request`.
  // Words of a script that the page does not speak may say so; where it counts something, the counted stands behind it without a space.
  const saysSo =
    all.some((word) => speech.code.has(word) || speech.close.has(word)) ||
    (UNSPACED.test(text.text) && /^\s*(?:$|[^\p{L}\d\s])/u.test(text.text.slice(end[at])));
  return context && isOnly && saysSo && !isProcess && !isSize && all.length <= LONG ? 0.45 : 0;
}

/** Who closed, as the words around the number say: `sent 1011`, `< CLOSE 1008`, `closed by us`, `remote: true`. */
function originOf({ text, words: all, start, end }: Words, at: number): Origin | undefined {
  const code = Number(all[at]);
  // Nobody can send these (RFC 6455 section 7.4.1): the side that prints them set them for itself.
  if (code === 1006 || code === 1015) return 'local';
  const tuple = /:(remote|local),\s?$/.exec(
    text.slice(Math.max(0, start[at]! - 9), start[at]),
  )?.[1];
  if (tuple) return tuple === 'remote' ? 'received' : 'sent';
  const arrow = /([<>]) CLOSE $/.exec(text.slice(Math.max(0, start[at]! - 8), start[at]))?.[1];
  if (arrow) return arrow === '<' ? 'received' : 'sent';
  // The verb must be in the number's own clause: `send, then connection is closed with code 1000` says nothing of it.
  let from = at;
  while (
    from > 0 &&
    at - from < 8 &&
    !/[,;\n]|\.\s/.test(between({ text, words: all, start, end }, from))
  )
    from -= 1;
  const before = all.slice(from, at);
  const last = before.findLastIndex((word) => SENT.has(word) || RECEIVED.has(word));
  const isOfPeer = before.slice(Math.max(0, last - 2), last).some((word) => PEER.has(word));
  // Between the verb and the number stands nothing but what was sent.
  if (last >= 0 && before.slice(last + 1).every((word) => CARRIED.has(word)))
    return SENT.has(before[last]!) && !isOfPeer ? 'sent' : 'received';
  const line = text.slice(start[from], (end[at] ?? 0) + 120).split('\n', 1)[0]!;
  // `the gateway is closing my session with code 1000`: whose client says so did not send it.
  if (/\b(?:server|gateway|peer|remote|host)\b[^.]{0,12}\bclosing\b/i.test(line)) return 'received';
  if (/\bby us\b|\bfailing\b|\bclosing (?:\w+ ){0,3}with\b/i.test(line)) return 'sent';
  return /\bby (?:the )?(?:remote )?(?:peer|server|remote)\b|\bremote['"]?[=: ]{1,2}true\b/i.test(
    line,
  )
    ? 'received'
    : undefined;
}

const isCodeLike = (word: string, { isCode }: KnownCodes): boolean =>
  /^[1-4]\d{3}$/.test(word) && isCode(Number(word));
/** In so short a text about WebSocket the only number of this kind is its subject. */
const SHORT = 20;
/** In so long a one, it may be. */
const LONG = 80;
/** A paste with more numbers is a dump. */
const MOST_NUMBERS = 2_000;

/** The numbers of the text that are close codes, each place by itself. */
export function findCodes(
  text: Words,
  context: number,
  speech: Speech,
  known: KnownCodes,
): Claim[] {
  const numbers = text.words
    .flatMap((word, at) =>
      /^\d{1,5}$/.test(word) &&
      Number(word) <= 65_535 &&
      !isPartOfLonger(text, at, speech) &&
      !isRangeEnd(text, at, known)
        ? [at]
        : [],
    )
    .slice(0, MOST_NUMBERS);
  const codeLike = numbers.filter((at) => isCodeLike(text.words[at]!, known));
  const isOnly = new Set(codeLike.map((at) => text.words[at])).size === 1;
  const isAlone = text.words.length <= SHORT && codeLike.length === 1;
  return numbers.flatMap((at): Claim[] => {
    const strength = strengthOf(
      text,
      at,
      context,
      isAlone && at === codeLike[0],
      isOnly && codeLike.includes(at),
      speech,
      known,
    );
    const origin = strength > 0 ? originOf(text, at) : undefined;
    return strength > 0
      ? [{ code: Number(text.words[at]), at, strength, by: 'code', ...(origin ? { origin } : {}) }]
      : [];
  });
}

/** Words before a number that counts somebody. */
const RECIPIENT = words('to for all of has');

/** So near stand two codes that are compared: `1005 and the 1006`. */
const NEAR = 3;

/** In so few words a number is what is asked for; in more, something must say that it is a code. */
const FEW = 7;

/** `4000 to 4999`, `from 4000 up to 4999`: a word or two between the ends of a range. */
const isRangeEnd = ({ words: all }: Words, at: number, { isRange }: KnownCodes): boolean =>
  [-3, -2, -1, 1, 2, 3].some((step) => {
    const [one, other] = [Number(all[at]), Number(all[at + step])];
    return isRange(Math.min(one, other), Math.max(one, other));
  });

/**
 * A row of a table of codes, or of a list: the number stands first, or last in its first line. Numbers of this kind have few other uses, so
 * the number is looked up: `| 4003 | INVALID_CLIENT |`, `DisallowedIntents: 4014`. And what a sentence closes with or receives: `close 4008`.
 */
const ROW =
  /^[\s|*`#-]*(4\d{3})[\s*`]*(?:[|\n:–—]|-\s|(?=[A-Z]))|(?:^\w+: |\b(?:clos(?:e|es|ed|ing)|receiv(?:e|es|ed|ing)|g[eo]t|sends?|sent)(?: an?| with)? [`'"]?)(4\d{3})\b/;
/** A longer text tells of more than its number. */
const LONGEST_ROW = 40;
/** `close with a code of 4000-4999`: whoever says so speaks of this range without the word WebSocket. */
const CLOSE_WITH = /\bclos(?:e|es|ed|ing)\b[^.\n]{0,20}\bcodes?\b/i;

/** The text without what stands between two things that are compared. */
const withoutOr = (text: string, { or }: Speech): string =>
  or.reduce(
    (rest, word) => rest.replaceAll(word, ' '),
    text.replace(/\b(?:vs|or|and)\b\.?/gi, ' '),
  );

/**
 * A question without the numbers that are ports, amounts or parts of something longer; nothing of a paste.
 * Its words stay: a number among words claims less.
 * @example plainNumbers('1006 after 3000 ms') is '1006 after ms'
 */
export function plainNumbers(text: string, speech: Speech, known: KnownCodes): string {
  if (isForeign(text)) return '';
  if (/^[\d\s–,/-]+$/.test(withoutOr(text, speech))) return text;
  const found = toWords(
    text
      .replace(/\b([34])xxx\b/gi, '$1000-$1999')
      // Both ranges of programs at once, in any words between: `between 3000 and 4999`.
      .replace(/\b3000(\D{1,12})4999\b/g, '3000-3999$14000-4999'),
  );
  const { words: all } = found;
  // A range is one name, as in `4000-4999` and `4000 to 4999`: how many words on its end stands; 0 if none begins here.
  const toEnd = (at: number): number => {
    const named = [1, 2, 3].find((step) =>
      known.isRange(Number(all[at]), Number(all[at + step] ?? NaN)),
    );
    const isWritten =
      /^[-–]$/.test(between(found, at + 1)) &&
      /^\d{4} \d{4,5}$/.test(`${all[at]} ${all[at + 1]}`) &&
      !/^-\d/.test(found.text.slice(found.end[at + 1], found.end[at + 1]! + 2)) &&
      !/\d-$/.test(found.text.slice(0, found.start[at]));
    return isWritten ? 1 : (named ?? 0);
  };
  const saysCode =
    signsOfWebSocket(found) > 0 ||
    all.some((word) => speech.code.has(word) || speech.close.has(word));
  const saysClose = all.some((word) => speech.close.has(word));
  // Whatever a short line is, a code at its end is what it comes to; that of an access log is a size.
  const endsWithCode = isCodeLike(all.at(-1) ?? '', known) && !/" \d{3} \d+\s*$/.test(text);
  const codeLike = all.flatMap((word, at) => (isCodeLike(word, known) ? [at] : []));
  // `difference between 1005 and 1006`: two that stand so near are compared.
  const areCompared =
    isQuestion(text) && codeLike.length === 2 && codeLike[1]! - codeLike[0]! <= NEAR;
  // `reload gives 1001 in the log`: in so few words there is nothing else to ask about. Particles are no words here.
  const isLone = codeLike.length === 1 && lengthInWords(text) <= FEW;
  // `1006 error on a windows server`
  const isError =
    isQuestion(text) &&
    codeLike.length === 1 &&
    !/^3/.test(all[codeLike[0]!]!) &&
    [-1, 1].some((step) => speech.error.has(all[codeLike[0]! + step] ?? ''));
  const isMeant = isQuestion(text)
    ? areCompared || lengthInWords(text) <= FEW || saysCode || endsWithCode || isError
    : all.length <= LONGEST_QUESTION && (saysClose || endsWithCode);
  if (!isMeant && all.length <= LONGEST_ROW && codeLike.length === 1) {
    const [, row, said] = ROW.exec(text) ?? [];
    if (row ?? said) return (row ?? said)!;
    // `发生错误： 4014 intent无权限`: what is counted stands behind its number without a space.
    const [at] = codeLike as [number];
    const isCounted = /^\p{L}/u.test(text.slice(found.end[at]));
    if (
      /^4/.test(all[at]!) &&
      UNSPACED.test(text) &&
      !isCounted &&
      !isPartOfLonger(found, at, speech)
    )
      return all[at]!;
  }
  // `use the 4000-4999 range`, somewhere in a longer text.
  if (!isMeant)
    return signsOfWebSocket(found) > 0 || CLOSE_WITH.test(text)
      ? all.flatMap((word, at) => (toEnd(at) ? [`${word}-${all[at + toEnd(at)]}`] : [])).join(' ')
      : '';
  const isSubject = (at: number) => {
    const previous = all[at - 1] ?? '';
    const isEnd = at === 0 || at === all.length - 1;
    return (
      isEnd ||
      all.length <= 3 ||
      areCompared ||
      isLone ||
      isError ||
      SENT.has(previous) ||
      RECEIVED.has(previous) ||
      speech.error.has(previous) ||
      (saysCode && !RECIPIENT.has(previous))
    );
  };
  // In what a program printed, a number of no page of its own is of something else: `2227 I PanelView: closeQs`.
  const isPrinted = !isQuestion(text);
  return all
    .map((word, at) => {
      if (!/^\d+$/.test(word)) return word;
      if (isPrinted && !codeLike.includes(at)) return '';
      if (toEnd(at)) return `${word}-${all[at + toEnd(at)]}`;
      return [1, 2, 3].some((step) => toEnd(at - step) === step) ||
        !isSubject(at) ||
        all[at - 2] === 'exit' ||
        isPartOfLonger(found, at, speech) ||
        speech.unit.has(all[at + 1] ?? '') ||
        OTHER.has(all[at - 1] ?? '') ||
        (NUMBERED.has(all[at - 1] ?? '') && /^\s?#?$/.test(between(found, at)) && all.length > 2)
        ? ''
        : word;
    })
    .filter(Boolean)
    .join(' ');
}

/** Amounts that people see when a connection ends: after how long, above which size. */
const SEEN = /\b\d[\d.,]*\s?(?:ms|s|secs?|seconds?|min|minutes?|h|hours?|bytes?|[kmg]i?b)\b/gi;
/** A status that HTTP answers a handshake with (421, 45x and 55x are those of mail and FTP), and the number of an error of the network. */
const OF_NETWORK =
  /\b(?:4(?:0\d|1[0-8]|2[2-9]|31|51)|5(?:0\d|2\d|30))\b|\b(?:os )?err(?:or|no)[: ]+\d+/gi;

/**
 * Does a question hold a number of three digits or more that is no code, no time, no size? Then it is about what is numbered so.
 * @example hasForeignNumber('413 Request Entity Too Large') is true
 */
export function hasForeignNumber(text: string, speech: Speech, known: KnownCodes): boolean {
  if (!isQuestion(text)) return false;
  const meant = new Set(plainNumbers(text, speech, known).match(/\d+/g));
  const connects = speech.speaksOfConnection(toWords(text));
  const found = toWords(connects ? text.replace(SEEN, ' ').replace(OF_NETWORK, ' ') : text);
  const isCode = (at: number) => {
    const previous = found.words[at - 1] ?? '';
    return (
      isCodeLike(found.words[at]!, known) &&
      (meant.has(found.words[at]!) ||
        (connects &&
          !speech.unit.has(found.words[at + 1] ?? '') &&
          !OTHER.has(previous) &&
          !NUMBERED.has(previous)))
    );
  };
  return found.words.some(
    (word, at) =>
      /^\d{3,}$/.test(word) &&
      !/[\w:.-]$/.test(between(found, at)) &&
      !/^[:\d]/.test(found.text.slice(found.end[at])) &&
      // After how long, above which size: what people see when a connection ends.
      !(connects && speech.measure.has(found.words[at + 1] ?? '')) &&
      !isCode(at),
  );
}
