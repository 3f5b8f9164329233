/** Finds numbers that the text itself calls close codes, and libraries' names for codes. A number alone is no code. */
import type { DecoderData } from '../decoderData.ts';
import type { Message } from '../schema.ts';
import { between, isNumber, toWords, type Words } from './text.ts';

type Origin = Message['origin'];

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

/** Units and nouns that make a number an amount: `1000 ms`, `1009 rows`. */
const AMOUNT = new Set('ms s sec secs second seconds min mins minute minutes h hour hours day days year years us ns px pt em bytes byte b kb kib mb mib gb k m bit bits kbit kbits kbps bps hz khz fps dpi mah nits rows row items item messages message msgs files file lines line packages package users user clients client connections connection records requests times people copies acres percent octets characters chars ban usd eur giay phut dong nguoi'.split(' '));
/** Words before a number that say what else it is: `port 3000`, `line 1006`, `pid 1001`. */
const OTHER = new Set('port ports pid ppid uid gid line lines row rows page seq id ids version v build step attempt year in at errno size length len limit timeout interval max min total count offset column col fd sid shard thread goroutine worker frame bytes read wrote sent_bytes response http status_code exceeds exceeded rfc cve issue issues pull'.split(' '));
/** File names, before `:1006:15` of a stack trace. */
const FILES = new Set('js mjs cjs ts mts tsx jsx vue py go rs rb php java kt kts scala clj cs fs vb c cc cpp cxx h hpp m mm swift dart ex exs erl lua pl html lib svelte'.split(' '));

const CLOSE = new Set('close closed closes closing closure onclose onclosed onclosing disconnect disconnected disconnects disconnection ondisconnect terminated terminate failing closereason closestatus closeframe wsclose dong ngat dut'.split(' '));
const CODE = new Set('code codes closecode statuscode errorcode status ma event'.split(' '));
/** What closes when a WebSocket does. */
const PARTIES = new Set('connection socket session client peer server remote gateway stream disconnected disconnect ondisconnect onclose'.split(' '));
const SENT = new Set('sent send sending sends'.split(' '));
const RECEIVED = new Set('received receive recv got remote inbound peer'.split(' '));
/** Between the key and the number: `closed with exit code 1009`, `code: Library(4009)`. */
const FILLERS = new Set('with code codes status exit error event of the is was connection websocket iana library reserved bad private custom from by and due number value enum a an due'.split(' '));

/** Names of the codes as logs print them beside the number: first that of RFC 6455 section 7.4.1 or IANA's registry, then what libraries make of it. */
const NAMES: Record<number, string> = {
  1000: 'normal closure|normal|ok', 1001: 'going away|away|shutdown|goingaway', 1002: 'protocol error|protocol violation', 1003: 'unsupported data|unsupported|cannot accept|text frames|binary', 1004: 'reserved',
  1005: 'no status|no code|no reason|empty', 1006: 'abnormal closure|abnormal|connection closed abnormally|connection dropped|end of file|eof|unexpected eof|websocket read', 1007: 'invalid frame payload|invalid payload|invalid data|bad data|invalid utf8|not consistent',
  1008: 'policy violation|violated policy|unauthorized', 1009: 'message too big|too big|too large|message too large|message size', 1010: 'mandatory ext|mandatory extension|extension', 1011: 'internal error|internal server error|unexpected error|unexpected condition|server error|keepalive ping|unexpected',
  1012: 'service restart', 1013: 'try again|service overload', 1014: 'bad gateway', 1015: 'tls handshake', 3000: 'unauthorized|registered', 3003: 'forbidden', 3008: 'timeout',
};

const NAME_LISTS = new Map(Object.entries(NAMES).map(([code, names]) => [Number(code), names.split('|').map((name) => name.split(' '))]));

const follows = (words: string[], from: number, name: string[]): boolean => name.every((word, place) => words[from + place]?.startsWith(word) ?? false);

/** Does a name of the code stand right behind the number, or right before it? 2: the one of the specification; 1: another. */
function nameBeside(words: string[], at: number, code: number): number {
  const beside = (name: string[]) => follows(words, at + 1, name) || follows(words, at - name.length, name);
  const [own, ...others] = NAME_LISTS.get(code) ?? [];
  return own && beside(own) ? own.length : Number(others.some(beside));
}

/** `1009 message too big` is not an amount of messages. */
const isNamedBehind = (words: string[], at: number, code: number): boolean => (NAME_LISTS.get(code) ?? []).some((name) => follows(words, at + 1, name));

/** Does the punctuation around the number show that it is a part of something longer: a time, an address, a version, an id? */
function isPartOfLonger(words: Words, at: number): boolean {
  const { text, start, end } = words;
  const [before, before2] = [text[start[at]! - 1] ?? ' ', text[start[at]! - 2] ?? ' '];
  const [after, after2] = [text[end[at]!] ?? ' ', text[end[at]! + 1] ?? ' '];
  if (/[\p{L}\d_#$%@+-]/u.test(before) && !(before === '_' && /^WS_/i.test(text.slice(start[at]! - 3, start[at])))) return !(before === '-' && !/[\p{L}\d]/u.test(before2));
  if (/[\p{L}\d%]/u.test(after)) return true;
  if (/[.:/,-]/.test(before) && /\d/.test(before2)) return true;
  if (/[.:/,-]/.test(after) && /\d/.test(after2)) return true;
  // `:3000` without a key, `localhost:3000`, `main.js:1006`
  if (before === ':' && !CODE.has(words.words[at - 1] ?? '') && !CLOSE.has(words.words[at - 1] ?? '') && before2 !== ']') return true;
  return FILES.has(words.words[at - 1] ?? '') && between(words, at) === ':';
}

/** A table, a list of cases or a question of many codes is not one close: beyond this, numbers are only read where a key says so. */
const WINDOW = 6;

function strengthOf(words: Words, at: number, context: number, alone: boolean): number {
  const { words: all } = words;
  const code = Number(all[at]);
  const name = nameBeside(all, at, code);
  const previous = all[at - 1] ?? '';
  // `RFC 6455: 1006`, `code 104 (ECONNRESET)`: what is named otherwise is not ours, unless the code's own name is beside it.
  // Apple's errors have a domain and a code of their own.
  const isOther = (OTHER.has(previous) || all[at - 2] === 'domain') && name === 0;
  const next = all[at + 1] ?? '';
  const isAmount = AMOUNT.has(next) && /^\s?$/.test(between(words, at + 1)) && !isNamedBehind(all, at, code);
  if (isOther || isAmount) return 0;
  let key = at - 1;
  while (key > at - WINDOW && key >= 0 && FILLERS.has(all[key]!) && !CLOSE.has(all[key]!)) key -= 1;
  const lineBroken = /\n/.test(words.text.slice(words.end[Math.max(0, key)], words.start[at]));
  const saysClose = !lineBroken && CLOSE.has(all[key] ?? '');
  const saysCode = all.slice(Math.max(0, at - 3), at).some((word) => CODE.has(word)) && !/\n/.test(words.text.slice(words.start[Math.max(0, at - 3)], words.start[at]));
  const near = all.slice(Math.max(0, at - WINDOW), at + WINDOW + 1);
  const hasReason = near.some((word) => word === 'reason' || word === 'clean' || word === 'remote' || word === 'wasclean');
  const ordinary = code >= 1000 && code <= 4999;
  if (!ordinary && all[at - 2] === 'event' && previous === 'code') return 0.9;
  if (!ordinary) return context && saysCode && (saysClose || hasReason || previous === 'wire') ? 0.9 : saysClose && saysCode ? 0.8 : 0;
  if (saysClose && saysCode) return 1;
  if (name >= 2) return 1;
  if (saysCode && hasReason) return 1;
  if (saysClose && (context || name)) return 1;
  if ((SENT.has(previous) || RECEIVED.has(previous)) && (context || name >= 2)) return 0.95;
  if (saysCode && (context || saysClose)) return 0.95;
  if (name && context) return 0.9;
  // `Connection closed: 4401`, but not `Ticket closed: 1006`
  if (saysClose && /[[(:]\s?$/.test(between(words, at)) && near.some((word) => PARTIES.has(word))) return 0.8;
  const bracketed = /[[({]\s?$/.test(between(words, at)) && /^\s?[\])},:]/.test(words.text.slice(words.end[at], (words.end[at] ?? 0) + 2));
  if (context && bracketed) return 0.7;
  const near3 = all.slice(Math.max(0, at - 4), at + 4);
  if (context && near3.some((word) => CLOSE.has(word))) return 0.7;
  return context && alone ? 0.5 : 0;
}

/** Who closed, as the words before the number say: `sent 1011`, `received 1008`, `closed by us`, `remote: true`. */
function originOf(words: Words, at: number): Origin | undefined {
  const code = Number(words.words[at]);
  // Nobody can send these (RFC 6455 section 7.4.1): the side that prints them set them for itself.
  if (code === 1005 || code === 1006 || code === 1015) return 'local';
  const before = words.words.slice(Math.max(0, at - 8), at);
  const after = words.words.slice(at + 1, at + 12);
  const last = before.findLastIndex((word) => SENT.has(word) || RECEIVED.has(word));
  if (/<\s*CLOSE\s+$/.test(words.text.slice(Math.max(0, words.start[at]! - 10), words.start[at]))) return 'received';
  if (/>\s*CLOSE\s+$/.test(words.text.slice(Math.max(0, words.start[at]! - 10), words.start[at]))) return 'sent';
  if (last >= 0) return SENT.has(before[last]!) && !/server|peer|remote/.test(before.slice(Math.max(0, last - 2), last).join(' ')) ? 'sent' : 'received';
  const line = [...before, ...after].join(' ');
  if (/\bby (?:us|client)\b|\bfailing\b/.test(line)) return 'sent';
  if (/\bby (?:the )?(?:peer|server|remote)\b|\bremote true\b|\bserver sent\b/.test(line)) return 'received';
  return undefined;
}

/** The numbers of the text that are close codes, each place by itself. */
export function findCodes(words: Words, context: number): Claim[] {
  const numbers = words.words.flatMap((word, at) => (isNumber(word) && word.length <= 5 && Number(word) <= 65_535 && !isPartOfLonger(words, at) ? [at] : []));
  const codeLike = numbers.filter((at) => /^(?:10(?:0\d|1[0-5])|[34]\d{3})$/.test(words.words[at]!));
  const alone = words.words.length <= 30 && codeLike.length === 1;
  return numbers.slice(0, 2_000).flatMap((at): Claim[] => {
    const isCodeLike = codeLike.includes(at);
    const strength = strengthOf(words, at, context, alone && isCodeLike);
    return strength > 0 ? [{ code: Number(words.words[at]), at, strength, by: 'code', origin: originOf(words, at) }] : [];
  });
}

/** Other systems whose error numbers look like close codes. */
const FOREIGN = /\b(?:HY000|SQLSTATE|ORA-\d|mysql|mariadb|errno|Msg \d|error code:? \d{4}[ -~]{0,80}cloudflare|(?:TS|CS|LNK)\d{4}|icmp|win32|event id|HTTP\/[12])/i;
/** A question has few words; a longer text is a paste, in which only a number that it calls a code counts. */
const LONGEST_QUESTION = 16;

/** A question without the numbers that are ports, amounts or parts of something longer; nothing of a paste. Its words stay: a number among words claims less. */
export function plainNumbers(text: string): string {
  if (text.length > 400 || FOREIGN.test(text)) return '';
  // A range is one name, as in `4000-4999`.
  if (/^\s*\d+(?:\s*(?:-|–|vs\.?|\/|,|or|and)?\s*\d+)*\s*$/i.test(text)) return text;
  const words = toWords(text.replace(/\b([34])xxx\b/gi, '$1000-$1999'));
  if (words.words.length > LONGEST_QUESTION) return '';
  const kept = words.words.map((word, at) => {
    if (!isNumber(word)) return word;
    if (/^\d{4}$/.test(word) && /^[-–]$/.test(between(words, at + 1)) && /^\d{4,5}$/.test(words.words[at + 1] ?? '')) return `${word}-${words.words[at + 1]}`;
    if (/^\d{4,5}$/.test(word) && /^[-–]$/.test(between(words, at)) && /^\d{4}$/.test(words.words[at - 1] ?? '')) return '';
    return isPartOfLonger(words, at) || AMOUNT.has(words.words[at + 1] ?? '') || OTHER.has(words.words[at - 1] ?? '') ? '' : word;
  });
  return kept.join(' ');
}

/** Libraries' names for codes by their words, and the qualifiers that stand before them, with the library if it is one alone. */
export interface Constants { codes: Map<string, number[]>; qualifiers: Map<string, number | undefined> }

/** `websocket.CloseGoingAway` has the parts `websocket` and `close_going_away`. */
const keyOf = (name: string): string => toWords(name).words.join('_');

/** Names of many things: they count beside another sign of WebSocket only. HTTP, HTTP/2, gRPC and operating systems use them too. */
const GENERIC = new Set('protocol_error internal_error internal_server_error internal_server_err status_internal_error status_internal_server_error status_protocol_error status_bad_gateway bad_gateway server_error bad_data invalid_data invalid_payload too_large too_big message_too_big message_too_large try_again_later service_restart policy_violation unsupported_data no_status bad_payload no_code protocol_err invalid_text internal_err extension_error encoding_error policy_error unknown_data internal_endpoint_error'.split(' '));

/** All names by their key. */
export function createConstants({ constants }: DecoderData): Constants {
  const codes: Constants['codes'] = new Map();
  const qualifiers: Constants['qualifiers'] = new Map();
  for (const [library, ofLibrary, names] of constants) {
    for (const qualifier of ofLibrary.split(' ').filter(Boolean).map(keyOf)) qualifiers.set(qualifier, qualifiers.has(qualifier) ? undefined : library);
    for (const name of names.split(' ').filter(Boolean)) {
      const [code] = /^\d+/.exec(name)!;
      const key = keyOf(name.slice(code.length));
      codes.set(key, [...(codes.get(key) ?? []), Number(code)]);
    }
  }
  return { codes, qualifiers };
}

/** Structures in whose `code` or `reason` field a bare name stands: `CloseFrame { code: Policy }`, `CloseReason(reason=NORMAL)`. */
const HOLDERS = new Set(['close_frame', 'close_reason', 'close_status', 'closing']);

/** Names of libraries for codes, where the name is theirs alone, or is qualified, or stands beside another sign of WebSocket. */
export function findConstants(words: Words, constants: Constants, context: number): Claim[] {
  const claims: Claim[] = [];
  let at = 0;
  let qualifier = '';
  let previousEnd = -1;
  const recent: string[] = [];
  for (const match of words.text.matchAll(/[A-Za-z_][A-Za-z0-9_]*/g)) {
    if (match[0].length > 80) continue;
    const key = keyOf(match[0]);
    const joint = words.text.slice(previousEnd, match.index);
    const qualified = previousEnd >= 0 && (joint === '.' || joint === '::') ? qualifier : '';
    const field = recent.at(-1) === 'code' || recent.at(-1) === 'reason' || recent.at(-1) === 'status';
    const held = field && recent.some((other) => HOLDERS.has(other)) && /^[:=]\s?$/.test(joint.trimStart());
    // Where libraries use one name for two codes, the commonest library decides.
    const code = constants.codes.get(key)?.[0];
    const isQualified = constants.qualifiers.has(qualified);
    const parts = key.split('_').length;
    if (code !== undefined && (isQualified || held || (parts >= 2 && (context > 0 || !GENERIC.has(key))))) {
      while (at < words.start.length - 1 && words.start[at]! < match.index) at += 1;
      const library = constants.qualifiers.get(qualified);
      claims.push({ code, at, strength: isQualified || held || parts >= 3 ? 0.85 : 0.75, by: 'constant', ...(library === undefined ? {} : { library }) });
    }
    recent.push(key);
    if (recent.length > 5) recent.shift();
    qualifier = key;
    previousEnd = match.index + match[0].length;
  }
  return claims;
}
