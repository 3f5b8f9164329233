/** The shape of everything under content/. Pure: the site, the lint and the tests read the same rules. */
import { z } from 'astro/zod';
import { PINGS, SEES } from './proxyFacts.ts';
import { CODE_ID } from './code.ts';
import { RETRIES, SYSTEM_KINDS, SYSTEM_SENDERS } from './system.ts';
import type { Category } from '../text/plural.ts';
import {
  ANEW,
  DEVIATIONS,
  DRAWS,
  LEVELS,
  ORIGINS,
  OWN_WORDS,
  ROLES,
  scenarioOf,
  SCENARIOS,
  THEMES,
  type Deviation,
  type Theme,
} from './vocabulary.ts';

/** A source: a key of content/sources/, or a section of an RFC (`rfc6455-7.4.1`). */
export const sourceId = z
  .string()
  .regex(/^[a-z][a-z0-9.-]*$/, 'a source id: lower-case words joined by hyphens');
const sentence = z.string().min(10);
const SCENARIO_ID = 'a scenario of src/lib/model/vocabulary.ts';

export const FAMILIES = ['ok', 'you', 'srv', 'sil', 'app', 'none'] as const;

/**
 * How the connection ended, as the one who reports the code knows it:
 * - `frame`: a Close frame carried the code
 * - `empty-frame`: a Close frame came without a code (1005)
 * - `no-frame`: no Close frame came (1006)
 * - `tls`: TLS failed before WebSocket began (1015)
 * - `never`: nobody may use the code
 */
export const ENDINGS = ['frame', 'empty-frame', 'no-frame', 'tls', 'never'] as const;

/** Who puts the code into a Close frame; the usual sender comes first. Empty: nobody. */
export const SENDERS = ['client', 'server', 'gateway'] as const;

/**
 * What the other side of the one who reports the code sees:
 * - `repeats`: the same number, for the answer repeats it
 * - `stops-reading`: who sends it reads no further, and often reports 1006
 * - `empty`: the same, if the answer to an empty Close frame is empty too
 * - `may-differ`: perhaps a code that never arrived
 * - `unaware`: nothing, for no connection reached it
 * - `refuses`: it mostly answers with 1002
 */
export const OTHER_SIDES = [
  'repeats',
  'stops-reading',
  'empty',
  'may-differ',
  'unaware',
  'refuses',
] as const;

export const RECONNECT_POLICIES = [
  'new-work',
  'backoff',
  'after-fix',
  'after-login',
  'after-grant',
  'delayed',
  'other-endpoint',
  'agreed',
] as const;

const reconnect = z
  .strictObject({
    policy: z.enum(RECONNECT_POLICIES),
    /** Bounds of the wait in seconds, only where a source gives them. */
    min: z.number().int().positive().optional(),
    max: z.number().int().positive().optional(),
    source: sourceId.optional(),
  })
  .refine(
    (r) => r.min === undefined || r.source !== undefined,
    'a wait in seconds needs its source',
  )
  .refine((r) => (r.min === undefined) === (r.max === undefined), 'min and max stand together')
  .refine((r) => r.min === undefined || r.min < r.max!, 'min is below max');

/**
 * How often people meet a code: of the 453 public threads that the pastes of the tests were taken from, a quarter or more are about it
 * (`often`), five or more (`sometimes`), or fewer (`rarely`). It weighs words, not numbers: a code that people name by its number, while its
 * words are mostly said of another, is `rarely` too (3000, whose `unauthorized` is mostly 1008; private codes).
 */
export const MET = ['often', 'sometimes', 'rarely'] as const;

const codeNumber = z.number().int().min(0).max(65535);
const codeId = z.union([codeNumber.transform(String), z.string().regex(CODE_ID)]);

/** content/codes/<id>/facts.yml: what is true in every language and cannot be computed. */
export const facts = z
  .strictObject({
    name: z.string().min(1),
    /** IANA's words, where they differ from the name in use. */
    registeredAs: z.string().optional(),
    family: z.enum(FAMILIES),
    ending: z.enum(ENDINGS),
    senders: z.array(z.enum(SENDERS)),
    reconnect,
    otherSide: z.enum(OTHER_SIDES),
    definedIn: sourceId,
    amendedBy: sourceId.optional(),
    /** The date in IANA's registry, for codes registered after RFC 6455. */
    registered: z.iso.date().optional(),
    confusedWith: z.array(codeId),
    /**
     * What logs and libraries print beside the number: words of lower-case letters, each the word or its beginning. The name need not be
     * repeated; what abbreviates it (`no status` of No Status Received) counts as the name itself.
     */
    printedAs: z
      .array(z.string().regex(/^[a-z]+(?: [a-z]+)*$/, 'lower-case words, such as "going away"'))
      .optional(),
    /** The HTTP status that is the same by the words of the registry, or by convention: 401 for 3000. */
    http: z.number().int().min(100).max(599).optional(),
    /** How often people meet it; left out, `rarely`. Where the words of a search fit several causes, it decides. */
    met: z.enum(MET).optional(),
    /**
     * The scenarios of content/measurements/ that tell most about it, at most four, and the role in which implementations are shown if
     * they have it. Without them its page has no table of implementations.
     */
    measured: z
      .strictObject({
        role: z.enum(ROLES),
        scenarios: z
          .array(z.string().refine((id) => scenarioOf(id) !== undefined, SCENARIO_ID))
          .min(1)
          .max(4),
      })
      .optional(),
  })
  .refine(
    (f) => (f.ending === 'frame') === f.senders.length > 0,
    'a code has senders if, and only if, it may stand in a Close frame (ending: frame)',
  );
export type Facts = z.infer<typeof facts>;

/** `en@` and the first eight hex digits of the SHA-256 of a part of the English text (src/lib/content/stamps.ts). */
export const STAMP = /^en@[0-9a-f]{8}$/;
const stamps = z
  .record(z.string(), z.string().regex(STAMP, 'a stamp: en@ and eight hex digits'))
  .optional();

/** Front matter of content/codes/<id>/<lang>.mdx. */
export const entry = z.strictObject({
  title: z.string().min(1).optional(),
  answer: sentence.max(170),
  means: sentence,
  situation: sentence,
  /**
   * Of a single code: what it says and what to do then, the code first. Two of them side by side are the verdict of a comparison, which is
   * also its description for search engines, at most 155 characters.
   */
  inShort: sentence.max(77).optional(),
  translates: stamps,
});
export type Entry = z.infer<typeof entry>;

/** Front matter of content/comparisons/<left>-vs-<right>/<lang>.mdx. */
export const comparison = z.strictObject({ verdict: sentence.max(155), translates: stamps });
export type ComparisonEntry = z.infer<typeof comparison>;

/** Front matter of content/guides/<id>/<lang>.mdx. */
export const guide = z.strictObject({
  title: z.string().min(1).max(60),
  /** What the guide leads to, in one sentence; also the description for search engines. */
  answer: sentence.max(155),
  translates: stamps,
});

/** A term of the field in a language. */
const term = z.strictObject({
  en: z.string().min(1),
  /** As it is written here; the same as in English where engineers keep the English. */
  own: z.string().min(1),
  /** Why this one, where two were possible. */
  why: z.string().min(3).optional(),
  /** What must not stand for it: whole words, or with `*` the beginning of words. */
  not: z.array(z.string().min(1)).optional(),
});

/** How somebody who did not write a language has read it again. */
export const ROUNDS = ['reading', 'meaning', 'facts'] as const;

/** One such round: what was found, and what was mended of it. */
const review = z.strictObject({
  /** `reading` without the English; `meaning`, translated back and compared; `facts`, every number, code, negation and who sends. */
  round: z.enum(ROUNDS),
  date: z.iso.date(),
  found: z.int().nonnegative(),
  mended: z.int().nonnegative(),
});
export type Review = z.infer<typeof review>;

/** content/glossary/<lang>.yml: how a language is written here, and who read it again when. */
export const glossary = z.strictObject({
  style: z.array(z.string().min(10)).min(1),
  terms: z.array(term).min(1),
  reviews: z.array(review).optional(),
});
export type Glossary = z.infer<typeof glossary>;

const address = z.string('an https address').regex(/^https:\/\/\S+$/, 'an https address');

/** One source of content/sources/*.yml. */
export const source = z.strictObject({
  label: z.string().regex(/^\S+( \S+)?$/, 'one word or two'),
  title: z.string().min(1),
  url: address,
});
export type Source = z.infer<typeof source>;

/** A sentence in English; its translations are in content/libraries/<lang>.po. */
const english = z.string().min(3);

/** One error message that a library prints. */
export const message = z.strictObject({
  /** Words with hyphens, once in its library, permanent: the anchor of the message, and the key of its translations, as `note` is. */
  id: z
    .string()
    .regex(
      /^(?!note$)[a-z0-9]+(?:-[a-z0-9]+)*$/,
      'an id: lower-case words joined by hyphens, other than "note"',
    ),
  /** The exact text; parts that vary stand in <…>. Never translated. */
  text: z.string().min(2),
  /** The close code that the application sees, or would see. */
  code: codeNumber,
  /** A cause of that code's page; absent if none of them fits. */
  cause: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .optional(),
  side: z.enum(['client', 'server', 'either', 'proxy']),
  origin: z.enum(ORIGINS),
  /** literal: stands so in the source; template: with parts that vary; assembled: put together from pieces. */
  kind: z.enum(['literal', 'template', 'assembled']),
  meaning: english,
  source: address,
  version: z.string().optional(),
});
export type Message = z.infer<typeof message>;

const phrases = z.array(z.string().min(1));

/**
 * content/decoder/<lang>.yml: words that mean the same, words that point to a cause (`page#cause`), and words by what they are.
 * English is what logs say, and belongs to every language.
 */
export const decoderWords = z.strictObject({
  synonyms: z.array(phrases).optional(),
  signals: z.record(z.string().regex(/^[\d-]+#[a-z0-9-]+$/), phrases).optional(),
  /** Of `en.yml`: parts of libraries' names that are words of every log, in lower case; alone they name no library. */
  names: z.array(z.string().regex(/^[a-z]+$/)).optional(),
  words: z.partialRecord(z.enum(OWN_WORDS), phrases).optional(),
});

/** What a limit or a timeout is about; each has a name in content/ui. */
export const LIMITS = [
  'maxMessage',
  'maxFrame',
  'maxFragments',
  'maxChunks',
  'buffer',
  'handshakeTimeout',
  'closeTimeout',
  'pingInterval',
  'pingTimeout',
  'idleTimeout',
  'readTimeout',
  'writeTimeout',
] as const;

/** A limit or a timeout that a library has if nobody sets it. */
export const limit = z.strictObject({
  what: z.enum(LIMITS),
  /** As an engineer writes it, the same in every language: `100 MiB`, `30 s`, `131072` of fragments; `none` where there is no limit. */
  value: z
    .string()
    .regex(
      /^(none|\d+( (B|KiB|MB|MiB|GiB|ms|s|min|h))?)$/,
      'a number with its unit, such as "100 MiB" or "30 s", or "none"',
    ),
  /** The option that changes it; absent if nothing does. */
  option: z.string().min(1).optional(),
  /** The line that says so, as a permanent link. */
  source: address,
});
export type Limit = z.infer<typeof limit>;

/** Id of an implementation in content/measurements/. */
const implementationId = z
  .string()
  .regex(/^[a-z][a-z0-9.-]*$/, 'an id: lower-case words joined by hyphens');

/** content/libraries/<id>.yml: a WebSocket library or product, its names for codes, its limits and its exact error messages. */
const writtenLibrary = z.strictObject({
  /** Of a file about several products, each of them: a language joins them in its own way. */
  name: z.union([z.string().min(1), z.array(z.string().min(1)).min(2)]),
  language: z.string().min(1),
  homepage: address,
  /**
   * Its place by how often its messages stand in public issue threads, 1 the oftenest; those without one follow by name.
   * It decides what comes first on a page, and what a page has room for.
   */
  rank: z.number().int().positive().optional(),
  /**
   * How a paste shows it, where its name is a word of every log: parts of module names, of paths, of classes. They stand instead of the
   * name. Capitals do not matter, a slash is either one, what varies stands in <…>.
   */
  traces: z
    .array(z.string().regex(/^[^|]{3,}$/, 'three letters or more, no |'))
    .min(1)
    .optional(),
  /** The implementations of content/measurements/ that are this library, each with the short name that tables show. */
  measuredAs: z.record(implementationId, z.string().min(1)).optional(),
  /** Which of them stand on the page of a code, which has room for eight: what most readers use, of every kind of program, 1 the first. */
  codePages: z.record(implementationId, z.number().int().positive()).optional(),
  limits: z.array(limit).optional(),
  /** Its names for codes; a code that is absent has none. */
  constants: z
    .strictObject({
      source: address,
      note: english.optional(),
      names: z.record(z.string().regex(CODE_ID), z.string().min(1)),
    })
    .optional(),
  /** How its programs close: the language of the call and the call, in which {code} stands for a number and {reason} for a text between quotes. */
  close: z
    .strictObject({
      language: z.string().regex(/^[a-z]+$/),
      call: z
        .string()
        .refine(
          (call) => call.includes('{code}') && call.includes('{reason}'),
          'a call with the places {code} and {reason}',
        ),
    })
    .optional(),
  messages: z.array(message),
});

const inEnglish = new Intl.ListFormat('en');

/** A library; several products have one name in English, which the API, the decoder and the files of sentences go by. */
export const library = writtenLibrary.transform(
  ({ name, ...written }): typeof written & { name: string; products?: string[] } =>
    typeof name === 'string'
      ? { ...written, name }
      : { ...written, name: inEnglish.format(name), products: name },
);
export type Library = z.infer<typeof library>;

/** What one implementation did in one scenario. Absent things are null: no Close frame, no code, no exception. */
export const observed = z.strictObject({
  /** In the first Close frame that it put on the wire: a number, or `empty` for a Close frame without a code. */
  codeSent: z.union([codeNumber, z.literal('empty'), z.null()]),
  reasonSent: z.string().nullable(),
  /** What its application was told. */
  codeReported: codeNumber.nullable(),
  reason: z.string().nullable(),
  wasClean: z.boolean().nullable(),
  /** The first error that its application was told, `Name: message`; `Exit: code 1` if the process died of it; `HTTP: 403 Forbidden` from a proxy. */
  exception: z.string().nullable(),
  /** How it ended its direction of TCP within the deadline; `open`: it did not; null: nobody could see, for the peer reset TCP or none was there. */
  tcp: z.enum(['fin', 'rst', 'open']).nullable(),
});
export type Observed = z.infer<typeof observed>;

export const row = z.strictObject({
  implementation: implementationId,
  version: z.string().min(1),
  role: z.enum(ROLES),
  scenario: z.string().refine((id) => scenarioOf(id) !== undefined, SCENARIO_ID),
  observed,
  /** Milliseconds from the stimulus to the end; null: it did not come. */
  ms: z.number().int().nonnegative().nullable(),
  /** What a second run showed, if it differed and a third confirmed that it does. */
  race: observed.optional(),
});
export type Row = z.infer<typeof row>;

const keyOf = ({ implementation, role, scenario }: Row) =>
  `${implementation} as ${role}: ${scenario}`;
const repeated = (rows: Row[]) =>
  rows.map(keyOf).find((key, place, all) => all.indexOf(key) < place);

/** content/measurements/<group>.json, as `npm run measure` writes it. */
export const measurements = z.strictObject({
  version: z.literal(1),
  date: z.iso.date(),
  platform: z.string().min(1),
  results: z.array(row).superRefine((rows, context) => {
    const twice = repeated(rows);
    if (twice)
      context.addIssue({
        code: 'custom',
        message: `one row for each scenario, not a second for ${twice}`,
      });
  }),
});
export type Measurements = z.infer<typeof measurements>;

const word = z.string().min(1);
/** Words by these keys. */
const group = <K extends string>(...keys: K[]) =>
  z.strictObject(Object.fromEntries(keys.map((key) => [key, word])) as Record<K, typeof word>);

/** A sentence with a number: a form for each category of the language; the lint asks for those it has. */
const plural = z.strictObject({
  zero: word.optional(),
  one: word.optional(),
  two: word.optional(),
  few: word.optional(),
  many: word.optional(),
  other: word,
} satisfies Record<Category, z.ZodType>);

/** content/ui/en.yml: every word of a page that is not content. */
export const ui = z.strictObject({
  /** The language's own name, and its direction of writing. */
  name: word,
  dir: z.enum(['ltr', 'rtl']),
  /** Is everything in this language there and fresh, and must it stay so? A language that is not complete grows: nothing of it fails a build. */
  complete: z.boolean(),
  page: group(
    'skip',
    'language',
    'theme',
    'site',
    'onThisPage',
    'edit',
    'copy',
    'copied',
    'selected',
    'previous',
    'next',
    'neighbours',
    'allCodes',
    'compareTwo',
    'which',
    'licence',
  ).extend({ data: plural }),
  /**
   * How the language writes what code puts together: dates, units, lists, a note in brackets, a word with what it is of, and the end of a
   * sentence; and what a measured claim is marked with. In a date `m` and `d` are month and day without zeros. `locale` is for `Intl`, where that is not the tag: `ar-u-nu-latn`.
   * `wordBreak` says where its lines may break, if not where browsers break them: `keep-all` at spaces alone, as Korean; `auto-phrase` between phrases, as Japanese.
   */
  format: group(
    'date',
    'seconds',
    'milliseconds',
    'amount',
    'range',
    'lists',
    'notes',
    'labelled',
    'bracketed',
    'sentence',
    'sentences',
    'measured',
  ).extend({
    locale: word.optional(),
    wordBreak: z.enum(['keep-all', 'auto-phrase']).optional(),
  }),
  fallback: group('missing', 'stale'),
  home: group(
    'title',
    'description',
    'question',
    'try',
    'space',
    'spaceNote',
    'choose',
    'compare',
    'skip',
    'left',
    'right',
    'go',
    'atlasLabel',
    'hollow',
  ).extend({ atlas: plural, cell: plural }),
  ranges: group('protocol', 'registeredNote', 'privateNote').extend({ protocolNote: plural }),
  /** A page's title holds the registered name, and after it the translated one; English pages hold `about` in its place. */
  code: group(
    'title',
    'titleRange',
    'named',
    'translated',
    'about',
    'registeredAs',

    'registered',
  ),
  pair: group('title', 'question', 'names', 'related', 'signs', 'signsNote', 'bitsNote', 'fact'),
  section: group(
    'happens',
    'description',
    'when',
    'fix',
    'messages',
    'implementations',
    'reproduce',
    'constants',
    'compare',
    'differences',
    'choose',
    'facts',
    'sources',
  ),
  families: z.strictObject(
    Object.fromEntries(FAMILIES.map((family) => [family, group('name', 'line')])) as Record<
      (typeof FAMILIES)[number],
      ReturnType<typeof group<'name' | 'line'>>
    >,
  ),
  frame: group('close', 'length', 'status', 'forbidden', 'empty', 'unused'),
  facts: z.strictObject({
    label: group(
      'family',
      'wire',
      'setter',
      'reconnect',
      'script',
      'clean',
      'defined',
      'bytes',
      'means',
    ),
    wire: group('yes', 'never'),
    setter: group('either', 'client', 'server', 'gateway', 'self', 'nobody'),
    reconnect: group(...RECONNECT_POLICIES),
    script: group('allowed', 'throws'),
    clean: group('yes', 'no', 'none'),
    bytes: group('none'),
  }),
  /** Whole sentences about one code. Where two codes differ, a comparison sets both beside each other. */
  differ: z.strictObject({
    origin: group(...ENDINGS),
    setter: group('either', 'client', 'server', 'gateway'),
    otherSide: group(...OTHER_SIDES),
    reconnect: group(...RECONNECT_POLICIES, 'opened'),
    script: group('allowed', 'throws'),
    clean: group('yes', 'no'),
  }),
  compose: group('alike', 'outcomes', 'answered', 'halves', 'refused', 'taken').extend({
    more: plural,
  }),
  messages: group(
    'title',
    'description',
    'library',
    'text',
    'cause',
    'meaning',
    'sent',
    'received',
    'local',
    'source',
    'bySigns',
    'unlisted',
  ).extend({ all: plural }),
  /** The field above a long list that folds away what does not hold its words. */
  filter: group('label', 'deviations', 'sort'),
  implementations: z.strictObject({
    ...group(
      'title',
      'description',
      'codeTitle',

      'libraryTitle',
      'libraryDescription',
      'intro',
      'sent',
      'reported',
      'sentAndReported',
      'nothing',
      'same',
      'empty',
      'local',
      'frame',
      'as',
      'implementation',
      'measured',
      'notMeasured',
      'who',
      'scenario',
      'exception',
      'race',
      'accepts',
      'refuses',
      'sends',
      'points',
      'servers',
      'clients',
      'proxies',
      'behaviour',
      'limits',
      'limit',
      'value',
      'option',
      'fixed',
      'unlimited',
      'deviations',
      'noDeviations',
      'section',
      'where',
      'legend',
      'protocolError',
      'idle',
      'throws',
      'shutdown',
      'unanswered',
      'lost',
      'departure',
      'names',
      'everyLibrary',
      'elsewhere',
      'error',
      'exited',
    ).shape,
    codeDescription: plural,
    all: plural,
    role: group(...ROLES),
    ended: group('fin', 'rst', 'open'),
    scenarios: group(...SCENARIOS),
    themes: group(...(Object.keys(THEMES) as Theme[])),
    limitNames: group(...LIMITS),
    level: group(...LEVELS),
    /** What an implementation does against the RFC: a sentence, and the word that a table has room for. */
    deviation: z.strictObject(
      Object.fromEntries(
        (Object.keys(DEVIATIONS) as Deviation[]).map((name) => [name, group('line', 'word')]),
      ) as Record<Deviation, ReturnType<typeof group<'line' | 'word'>>>,
    ),
  }),
  constants: group('name', 'noneIn').extend({ all: plural }),
  /** The menu of the reader's own library. */
  library: group('label', 'all', 'kept', 'messages'),
  /** Tables and drawing of the guide close-well. */
  closeWell: z.strictObject({
    ...group(
      'who',
      'timeouts',
      'limit',
      'unlimited',
      'atOnce',
      'reasons',
      'fate',
      'throws',
      'cuts',
      'sends',
      'ends',
      'shutdown',
      'sigterm',
      'open',
    ).shape,
    handshake: z.tuple([word, word, word, word]),
  }),
  /** The table and the drawing of the guide through-proxies. */
  proxies: group(
    'caption',
    'proxy',
    'idle',
    'age',
    'option',
    'pings',
    'sees',
    'read',
    'minutes',
    'hours',
    'upTo',
    'none',
    'secret',
    'fixed',
    'ping',
    'passes',
    'cuts',
    'keeps',
  ).extend({ counted: group(...PINGS), seen: group(...SEES) }),
  /** The tables of the guide `reconnect`. */
  reconnect: group(
    'codes',
    'code',
    'whether',
    'wait',
    'address',
    'changes',
    'growing',
    'same',
    'another',
    'endless',
    'afterTries',
    'noCode',
    'clients',
    'client',
    'waits',
    'random',
    'tries',
    'stays',
    'anew',
    'afterOpen',
  ).extend({
    changedBy: group(...RECONNECT_POLICIES, 'opened'),
    draws: group(...DRAWS),
    begins: group(...ANEW),
  }),
  /** How far the languages have come. */
  languages: group(
    'title',
    'description',
    'complete',
    'growing',
    'texts',
    'words',
    'sentences',
    'fresh',
    'behind',
    'missing',
    'reviews',
    'outcome',
    'changed',
    'bring',
    'how',
  ).extend({ round: group(...ROUNDS) }),
  guides: group(
    'title',
    'description',
    'tree',
    'unsure',
    'markdown',
    'restart',
    'back',
    'overview',
    'call',
    'calls',
    'peer',
    'throws',
  ).extend({
    /** Of the tables and the drawing of the guide on keep-alive. */
    keepAlive: group(
      'defaults',
      'library',
      'pings',
      'wait',
      'peer',
      'own',
      'never',
      'off',
      'beforeIdle',
      'idle',
      'costs',
      'layer',
      'sum',
      'pong',
      'ping',
      'cut',
      'limit',
      'interval',
      'timeout',
      'noticed',
    ).extend({
      who: group('server', 'client', 'both'),
      by: group('message', 'pong'),
      waits: group('interval', 'half'),
      says: group('pong', 'ping', 'cut', 'limit'),
    }),
  }),
  /** What systems mean by close codes: the pages of numbers, of systems, and of all systems. */
  systems: z.strictObject({
    ...group(
      'title',
      'heading',
      'intro',
      'page',
      'private',
      'unregistered',
      'numberTitle',
      'numberDescription',
      'which',
      'host',
      'subprotocol',
      'package',
      'text',
      'noneOfThem',
      'ownProgram',
      'disagree',
      'stop',
      'again',
      'meanings',
      'system',
      'means',
      'reconnect',
      'stated',
      'reading',
      'resume',
      'restart',
      'unused',
      'reason',
      'systemTitle',
      'codes',
      'standard',
      'rules',
      'resumable',
      'everyOther',
      'differs',
      'evidence',
      'recognised',
      'read',
      'readOn',
      'documentation',
      'homepage',
      'related',
      'allSystems',
      'beside',
      'standardTitle',
      'standardDescription',
      'inUse',
      'inUseNote',
      'choose',
      'document',
      'documentNote',
      'add',
      'addNote',
      'data',
    ).shape,
    description: plural,
    answer: plural,
    unregisteredAnswer: plural,
    count: plural,
    more: plural,
    others: plural,
    allOf: plural,
    crowded: plural,
    kinds: group(...SYSTEM_KINDS),
    kind: group(...SYSTEM_KINDS),
    sender: group(...SYSTEM_SENDERS),
    retry: group(...RETRIES),
    advice: z.tuple([word, word, word, word, word, word, word]),
    steps: z.tuple([word, word, word]),
  }),
  fix: group('sign', 'client', 'server', 'proxy', 'notHelpful', 'asSender', 'next'),
  reproduce: group('run', 'prints'),
  diagram: z.strictObject({
    ...group(
      'client',
      'server',
      'noFrame',
      'noWebSocket',
      'neverSent',
      'atOnce',
      'pingTimeout',
      'forClose',
      'forFin',
      'othersSay',
    ).shape,
    steps: z.strictObject({
      client: z.tuple([word, word]),
      server: z.tuple([word, word]),
      gateway: z.tuple([word, word]),
      'empty-frame': z.tuple([word, word, word]),
      'no-frame': z.tuple([word, word, word]),
      tls: z.tuple([word, word, word]),
      never: z.tuple([word]),
    }),
  }),
  search: group(
    'title',
    'label',
    'placeholder',
    'open',
    'close',
    'none',
    'code',
    'range',
    'comparison',
    'page',
    'choose',
    'enter',
    'loading',
    'failed',
    'noScript',
    'hint',
    'exact',
    'similar',
    'constant',
    'bytes',
    'inText',
    'symptom',
    'unknown',
    'nothing',
    'cloudflare',
    'system',
  ).extend({ results: plural }),
  /** Of the files for programs: /llms.txt and the pages as Markdown. */
  machine: group(
    'about',
    'pages',
    'data',
    'codes',
    'code',
    'schema',
    'messages',
    'systems',
    'systemsData',
    'system',
    'number',
    'systemsSchema',
    'guides',
    'reconnect',
    'reconnectSchema',
  ),
  offer: group('text', 'dismiss'),
  linkBox: group('title', 'points', 'nothing', 'search', 'clean', 'elsewhere', 'failed'),
  link: z.strictObject({
    ...group(
      'title',
      'description',
      'template',
      'templateNote',
      'code',
      'cause',
      'context',
      'language',
      'contextNote',
      'reason',
      'try',
      'example',
      'linesNote',
      'promise',
    ).shape,
    /** By the bytes of the reason. */
    fits: plural,
    over: plural,
    why: z.tuple([word, word]),
    rules: z.tuple([word, word, word]),
    promises: z.tuple([word, word, word, word, word]),
  }),
  notFound: group(
    'title',
    'text',
    'didYouMean',
    'range',
    'all',
    'home',
    'http',
    'upgrade',
    'outside',
    'hex',
    'refused',
    'notPassed',
    'asCode',
    'search',
    'free',
    'chooseFree',
  ),
});
export type Ui = z.infer<typeof ui>;

/** A group of which every word may be absent; a list, and the forms of a number, are whole or absent. */
const partial = (shape: z.ZodType): z.ZodType =>
  shape instanceof z.ZodObject && shape !== plural
    ? z.strictObject(
        Object.fromEntries(
          Object.entries(shape.shape as Record<string, z.ZodType>).map(([key, inner]) => [
            key,
            partial(inner).optional(),
          ]),
        ),
      )
    : shape;

/** content/ui/<lang>.yml: the words of a language, as far as it has them. The file's existence is the language. */
export const ownWords = (partial(ui) as z.ZodObject)
  .required({ name: true, dir: true, complete: true })
  .extend({ translates: stamps });
