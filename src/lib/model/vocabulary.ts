/** The words in which content/ speaks of messages and measurements; each has its own words in content/ui. It imports nothing, so that the shape of content/ and the rules about it can both read it. */

/** Who closed, as far as a message tells: this side sent the code, read it from a frame, or set it for itself. */
export const ORIGINS = ['sent', 'received', 'local'] as const;

/**
 * The situations that are measured; each has a name in content/ui. Those ending in `.N` stand for one scenario a number:
 * `close.code.1012` is a Close frame with 1012, `hs.status-403` an answer 403 to the opening handshake.
 */
export const SCENARIOS = [
  'close.code.N',
  'close.empty',
  'close.one-byte',
  'close.reason-invalid-utf8',
  'close.reason-123',
  'close.reason-124',
  'close.then-fin',
  'close.then-rst',
  'tcp.fin',
  'tcp.fin-mid-frame',
  'tcp.rst',
  'frame.unmasked',
  'frame.masked',
  'frame.reserved-opcode-3',
  'frame.rsv1',
  'frame.rsv2',
  'frame.fragmented-ping',
  'frame.ping-126',
  'frame.orphan-continuation',
  'frame.interleaved-text',
  'frame.length-msb',
  'frame.length-nonminimal',
  'text.invalid-utf8',
  'deflate.bad-data',
  'msg.too-big-explicit',
  'msg.binary-to-text-handler',
  'msg.default-max-1MiB',
  'msg.default-max-16MiB',
  'msg.default-max-128MiB',
  'app.throw',
  'app.return',
  'api.close.N',
  'api.close.noargs',
  'api.close.reason-123',
  'api.close.reason-124',
  'api.close.reply-different',
  'api.close.reply-empty',
  'api.close.reply-fin',
  'api.close.reply-rst',
  'api.close-while-connecting',
  'api.shutdown',
  'keepalive.fast-no-pong',
  'slow.idle-no-pong',
  'slow.close-no-reply',
  'slow.api-close-noreply',
  'slow.hs-no-answer',
  'hs.status-N',
  'hs.redirect-302',
  'hs.wrong-accept',
  'hs.missing-accept',
  'hs.unoffered-subprotocol',
  'hs.unoffered-extension',
  'hs.garbage',
  'hs.fin',
  'hs.rst',
  'net.refused',
  'net.dns',
  'net.tls-selfsigned',
  'net.tls-to-plain',
  'page.navigate',
  'page.reload',
  'page.close-in-beforeunload',
  'page.close-in-pagehide',
  'page.iframe-remove',
  'page.worker-terminate',
  'page.popup-close',
  'proc.sigterm',
  'proc.sigkill',
  'proxy.idle-timeout-1s',
  'proxy.idle-default',
  'proxy.backend-close-1013',
  'proxy.backend-fin',
  'proxy.backend-rst',
  'proxy.backend-down',
  'proxy.backend-403',
  'proxy.client-fin',
  'proxy.client-rst',
  'proxy.upgrade-not-configured',
  'proxy.sigterm',
  'proxy.reload',
] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** A scenario's name in content/ui and the number in its id, if it has one. @example scenarioOf('close.code.1012') → { word: 'close.code.N', number: 1012 } */
export function scenarioOf(id: string): { word: Scenario; number?: number } | undefined {
  // Asked for each of three thousand rows on hundreds of pages.
  if (!known.has(id)) known.set(id, read(id));
  return known.get(id);
}

const known = new Map<string, ReturnType<typeof read>>();

function read(id: string): { word: Scenario; number?: number } | undefined {
  if ((SCENARIOS as readonly string[]).includes(id)) return { word: id as Scenario };
  const match = /^(close\.code\.|api\.close\.|hs\.status-)(\d{1,5})$/.exec(id);
  return match ? { word: `${match[1]}N` as Scenario, number: Number(match[2]) } : undefined;
}

/** What scenarios are about, by the first part of their names; in this order a library's page shows them. */
export const THEMES = {
  received: ['close'],
  closing: ['api'],
  tcp: ['tcp'],
  frames: ['frame', 'text', 'deflate'],
  messages: ['msg', 'app'],
  silence: ['keepalive', 'slow'],
  opening: ['hs', 'net'],
  ending: ['page', 'proc'],
  proxy: ['proxy'],
} as const;
export type Theme = keyof typeof THEMES;

export const ROLES = ['server', 'client', 'proxy'] as const;
export type Role = (typeof ROLES)[number];

/**
 * How a deviation stands to RFC 6455. `must`: the implementation itself does what a MUST forbids.
 * `lenient`: it takes what the other side must not send. `other`: allowed, but it will surprise the other side.
 */
export const LEVELS = ['must', 'lenient', 'other'] as const;
export type Level = (typeof LEVELS)[number];

interface Rule {
  level: Level;
  section: string;
}

/** What an implementation may do against RFC 6455, or beside it; each has words in content/ui. */
export const DEVIATIONS = {
  unmasked: { level: 'must', section: '5.1' },
  masked: { level: 'must', section: '5.1' },
  rsv: { level: 'must', section: '5.2' },
  opcode: { level: 'must', section: '5.2' },
  utf8: { level: 'must', section: '8.1' },
  unanswered: { level: 'must', section: '5.5.1' },
  sends: { level: 'must', section: '7.4.1' },
  sendsLong: { level: 'must', section: '5.5' },
  reports: { level: 'must', section: '7.1.5' },
  reportsEmpty: { level: 'must', section: '7.1.5' },
  reportsLost: { level: 'must', section: '7.1.5' },
  accept: { level: 'must', section: '4.1' },
  subprotocol: { level: 'must', section: '4.1' },
  extension: { level: 'must', section: '4.1' },
  takes: { level: 'lenient', section: '7.4.1' },
  takesRange: { level: 'lenient', section: '7.4.2' },
  takesAbove: { level: 'lenient', section: '11.7' },
  length: { level: 'lenient', section: '5.2' },
  control: { level: 'lenient', section: '5.5' },
  fragments: { level: 'lenient', section: '5.4' },
  oneByte: { level: 'lenient', section: '5.5.1' },
  sendsRange: { level: 'other', section: '7.4.2' },
  sendsAbove: { level: 'other', section: '11.7' },
  refuses: { level: 'other', section: '7.4' },
  refusesLater: { level: 'other', section: '7.4.2' },
  otherCode: { level: 'other', section: '7.4.1' },
} as const satisfies Record<string, Rule>;
export type Deviation = keyof typeof DEVIATIONS;

/** How a client that reconnects draws its waits: each by itself, only the first, or never at random. */
export const DRAWS = ['each', 'once', 'never'] as const;

/** When it counts its attempts anew: at `open`, or once the server's own protocol has accepted it. */
export const ANEW = ['open', 'ack'] as const;

/** The languages of code blocks: what a fence may name, and what is coloured. */
export const FENCES = [
  'js',
  'ts',
  'python',
  'go',
  'nginx',
  'ini',
  'bash',
  'http',
  'json',
  'java',
  'csharp',
  'yaml',
  'rust',
  'apache',
] as const;
export type Fence = (typeof FENCES)[number];

/** The language of a program by the ending of its name; where there is none, or several programs share one, by the whole name. */
const LANGUAGES: Readonly<Record<string, Fence>> = {
  'nginx.conf': 'nginx',
  'apache.conf': 'apache',
  Caddyfile: 'nginx',
  cfg: 'ini',
  mjs: 'js',
  js: 'js',
  ts: 'ts',
  py: 'python',
  go: 'go',
  java: 'java',
  cs: 'csharp',
  rs: 'rust',
  sh: 'bash',
  json: 'json',
  yml: 'yaml',
  yaml: 'yaml',
};

/** The language of a program; undefined for a name that tells none. @example languageOf('ws.mjs') === 'js' */
export const languageOf = (file: string): Fence | undefined =>
  LANGUAGES[file] ?? LANGUAGES[file.split('.').at(-1)!];

/**
 * What a language adds to English, by which the decoder understands a text (`words` in content/decoder/<lang>.yml). Marks and capitals do not matter; each list may be absent:
 * - `stop`: too frequent to tell one cause from another
 * - `plain`: words of every closing, which alone say nothing of its cause
 * - `close`: to close, to disconnect; `code`: code; `error`: error
 * - `trouble`: what says that something ended or went wrong
 * - `connection`: what is said of any connection
 * - `tls`: without one of these a text is not about TLS
 * - `unit`: units of time and size, which make a number an amount
 * - `or`: what stands between two codes that are compared
 * - `websocket`: how WebSocket is written in the letters of the language, if people do
 * - `elided`: what an apostrophe joins to the next word, in French `l`, `d`, `qu`: it is no part of that word
 * - `prefixes`, `endings`: what is cut from a word before it is compared, the longest first, as long as three letters are left (of Chinese, Japanese and Korean two)
 */
export const OWN_WORDS = [
  'stop',
  'plain',
  'close',
  'code',
  'error',
  'trouble',
  'connection',
  'tls',
  'unit',
  'or',
  'websocket',
  'elided',
  'prefixes',
  'endings',
] as const;
