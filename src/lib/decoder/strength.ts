/**
 * How sure a number is a close code. One table for numbers that can be codes and one for all others; the first rule that holds decides, so
 * their order counts. What stands beside a rule is a text for which it was written.
 */
import { FEW, HTTP_LETTERS } from './numbers.ts';
import { WINDOW, type Place } from './place.ts';
import { UNSPACED, wordSet } from './text.ts';

/** A strength (1 is sure, 0 is no code) and when it holds. */
type Rule = readonly [strength: number, holds: (place: Place) => boolean];

/** In so long a text about WebSocket the only number of this kind may be its subject. */
const LONG = 80;
/** Who speaks of these speaks of numbers of this kind. */
const CLOSE_PAIRS = /\bclose (?:codes?|requests?|frames?)\b/i;
/** Where a socket ends with a number of the system or of a game. */
const OTHER_ENDS = /\b(?:error code|errno|socket error|1005\d|winsock)\b/i;
/** What closes, and not only fails. */
const CLOSES = /^clos|^disconn/;
/** Errors whose number is how a connection ended. */
const OF_CONNECTION = wordSet('network connection socket websocket closed');

/** What holds for every number. */
const ALWAYS: readonly Rule[] = [
  // `port 3000`, `1006 bytes`
  [0, (n) => n.isAmount || n.isOther],
  // `code=-1003` is below zero.
  [0, (n) => /[=:]\s?-$/.test(n.gap)],
  // aiohttp shows a Close frame as a message of type 8: `Received message 8:1000 is not WSMsgType.TEXT`
  [1, (n) => n.previous === '8' && n.next === 'is' && n.all[n.at + 2] === 'not'],
  // A browser quotes what it refuses: `1 is neither.`
  [1, (n) => n.next === 'is' && n.all[n.at + 2] === 'neither'],
];

/** Numbers below 1000 and above 4999 are HTTP statuses, sizes, exit codes: only what names a close or an event may claim them. */
const OF_OTHERS: readonly Rule[] = [
  ...ALWAYS,
  // `code -1` is no code but its absence; in a text about another system such a number is that system's.
  [0, (n) => /-$/.test(n.gap) || !n.isOurs],
  // `closed with code 0`. A process is terminated with a code too, and a socket is closed with an error of the system.
  [
    0.9,
    (n) =>
      n.saysClose &&
      n.saysCode &&
      (n.context > 0 || (CLOSES.test(n.key) && !OTHER_ENDS.test(n.around.found.text))),
  ],
  // `code: 0, reason: "…"`; `"reason":"BadRequest","code":400` is an answer of HTTP.
  [0.9, (n) => n.saysCode && n.context > 0 && n.isBesideReason && !(n.code >= 100 && n.code < 600)],
  // `event.code 0`
  [0.9, (n) => n.saysCode && n.isEvent(n.second) && n.previous === 'code'],
  // `Invalid close code on wire: 18516`
  [
    0.9,
    (n) => n.context > 0 && (n.previous === 'wire' || (n.saysClose && HTTP_LETTERS.has(n.code))),
  ],
];

const OF_CODES: readonly Rule[] = [
  ...ALWAYS,
  // `closed with code 1006`; `fails with exit code 1223` is of a process.
  [
    1,
    (n) =>
      n.saysClose &&
      n.saysCode &&
      (n.isOurs || n.code < 3000) &&
      !(n.context === 0 && n.previous === 'code' && n.second === 'exit' && !CLOSES.test(n.key)),
  ],
  // `1006 (abnormal closure)`
  [1, (n) => n.name.grade === 2],
  // `code: 4001, reason: "…"`; `Error Code: 1006, Reason: …` of a database is none of ours.
  [1, (n) => n.saysCode && n.isBesideReason && n.isOurs],
  // `the 4003 close code`, `the 4001/4004 close codes`
  [
    1,
    (n) => {
      const last = /^\/$/.test(n.gapBehind) ? n.at + 1 : n.at;
      return n.isClose(n.all[last + 1]) && /^codes?$/.test(n.all[last + 2] ?? '');
    },
  ],
  // `prints a 1006 code but no reason`
  [0.9, (n) => n.next === 'code' && n.isBesideReason && n.isOurs],
  // `is closing my session with code 1000`; `closes with exit code 1223` is of a process.
  [
    0.9,
    (n) =>
      n.previous === 'code' &&
      n.second !== 'exit' &&
      n.sharesLine() &&
      n.isBehindClose(WINDOW) &&
      n.isOurs,
  ],
  // Erlang's and Elixir's handlers answer `{close, 1008, …}`.
  [0.9, (n) => n.previous === 'close' && /^,\s?$/.test(n.gap) && /\{close,\s?$/i.test(n.before(9))],
  // `if ([4004, 4010, 4011].includes(event.code))`
  [0.8, (n) => n.code >= 3000 && n.isAskedFor && n.sharesLine() && n.isOurs],
  // `it disconnects after some seconds with 1006 code`
  [0.95, (n) => n.next === 'code' && n.sharesLine() && n.isBehindClose(WINDOW)],
  // `the gateway closes the connection with 4001`, `a bunch of 4003 closes from the gateway`: no other numbers close what these name.
  [
    0.7,
    (n) =>
      n.code >= 4000 &&
      (n.saysClose || (n.isClose(n.next) && n.isOnly)) &&
      n.isBesideParty &&
      n.isOurs &&
      !n.isNumbered,
  ],
  // `client #1002`
  [0, (n) => n.isNumbered && /^\s?#?$/.test(n.gap) && !n.name.grade],
  // `Connection closed: 1006 …` where the text is about WebSocket, or a library's name of the code stands beside it.
  [1, (n) => n.saysClose && (n.context > 0 || n.name.grade > 0)],
  // `sent 1011`; Elixir's tuples say who: `{:remote, 4004, "…"}`.
  [
    0.95,
    (n) =>
      n.context > 0 &&
      (n.saysCode || n.isCarried || (n.previous === 'remote' && /^,\s?$/.test(n.gap))),
  ],
  // Jetty: `{<<<\x03\xE8>>>}:{1000=NORMAL,null}`
  [0.9, (n) => n.context > 0 && n.name.grade > 0],
  // SockJS writes `c[3000,"Go away!"]`; a call says `Close(1011, "…")`.
  [
    0.85,
    (n) =>
      /^\s?,\s?['"]/.test(n.behind(4)) &&
      ((n.previous === 'c' && n.gap === '[') || (n.isClose(n.previous) && n.gap === '(')),
  ],
  // An object with a code and a message, as Pusher sends it: `{"code":4200,"message":"Please reconnect"}`
  [
    0.7,
    (n) =>
      n.previous === 'code' &&
      /^\s?,\s?(["']?)(?:message|reason|msg)\1\s?:/.test(n.behind(14)) &&
      (n.context > 0 || (n.code >= 4000 && !n.around.isForeign)),
  ],
  // So many registered numbers are years, ports and amounts.
  [0, (n) => !n.around.known.isCode(n.code)],
  // `failing to connect, and the error code is always 3502`
  [0.6, (n) => n.saysCode && n.isOfSocket && !n.around.isForeign],
  // `accepts the socket, then closes it with 1008`
  [0.7, (n) => n.isBehindClose() && n.previous === 'with' && n.isOfSocket && n.isOurs],
  // `The server emits 4401 (token expired)` in a text about close codes, `a close request arrives (1001 I think)`
  [
    0.6,
    (n) =>
      n.context > 0 &&
      (/\(\s?$/.test(n.gap) || /^[`'"]?\s?\(\w/.test(n.behind(5))) &&
      (n.code >= 4000 || /\($/.test(n.gap)) &&
      CLOSE_PAIRS.test(n.around.found.text),
  ],
  // `"Not Allowed" (4001) code sent by the server`
  [0.6, (n) => n.isBracketed && n.code >= 3000 && n.next === 'code' && !n.around.isForeign],
  // `Connection closed: 3001`, but not `Ticket closed: 1006`
  [0.8, (n) => n.saysClose && /[[(:]\s?$/.test(n.gap) && n.isBesideParty],
  // `[WebSocket] (1008)`
  [0.7, (n) => n.context > 0 && n.isBracketed && !n.isProcess],
  // `timeout (4009)`: nothing else is numbered so.
  [0.6, (n) => n.isBracketed && n.code >= 4000 && n.all.length <= FEW],
  // `Error: 4000: Unknown error.` in a trace of WebSocket code.
  [
    0.7,
    (n) =>
      n.context > 0 && n.code >= 4000 && /^err(?:or)?$/.test(n.previous) && /^:?\s$/.test(n.gap),
  ],
  // `closed the socket: 1006`
  [0.7, (n) => n.context > 0 && n.isBehindClose() && n.sharesLine() && !n.isProcess],
  // `WebSocket close returns a status code of 1005 instead of 1000`, `causes a 1006 error`.
  // `either 1000, or between 3000 and 4999` names what is allowed.
  [
    0.65,
    (n) =>
      n.context > 0 &&
      n.sharesLine() &&
      !n.isProcess &&
      n.next !== 'or' &&
      n.previous !== 'or' &&
      n.previous !== 'and' &&
      (n.isError(n.previous) ||
        n.isError(n.next) ||
        (n.isNearClose && n.near.some((word) => n.around.speech.code.has(word)))),
  ],
  // `ccxt.base.errors.NetworkError: 1006`: an error of a connection that says nothing but its number.
  [
    0.6,
    (n) =>
      n.previous === 'error' &&
      OF_CONNECTION.has(n.second) &&
      /^:\s$/.test(n.gap) &&
      /^\s*(?:\n|$)/.test(n.behind()),
  ],
  // `'4006' means the session is no longer valid`
  [
    0.6,
    (n) => n.code >= 4000 && n.isOnly && /'$/.test(n.gap) && n.behind(1) === "'" && n.isOfSocket,
  ],
  // `websocket 1006`, `1006 websocket error`: at an end of so short a text the number is its subject.
  [
    0.5,
    (n) =>
      n.context > 0 &&
      n.isAlone &&
      (n.at === 0 || n.at === n.all.length - 1) &&
      !n.isProcess &&
      !n.isSize,
  ],
  // The only number of this kind in a text about codes or errors of a WebSocket: `4400 can be seen as a Bad Request`.
  // Words of a script that the page does not speak may say so; where it counts something, the counted stands behind it without a space.
  [
    0.45,
    (n) =>
      n.context > 0 &&
      n.isOnly &&
      !n.isProcess &&
      !n.isSize &&
      n.all.length <= LONG &&
      (n.all.some((word) => n.around.speech.code.has(word) || n.isClose(word)) ||
        (UNSPACED.test(n.around.found.text) && /^\s*(?:$|[^\p{L}\d\s])/u.test(n.behind()))),
  ],
];

/** How sure a number is a close code, from 0 (it is none) to 1. */
export function strengthOf(place: Place): number {
  const rules = place.code < 1000 || place.code > 4999 ? OF_OTHERS : OF_CODES;
  return rules.find(([, holds]) => holds(place))?.[0] ?? 0;
}
