/**
 * The shape of content/systems/: APIs, libraries, protocols and products that give close codes a meaning of their own.
 * Facts stand in `facts.yml`, the words of a language beside it: `en.yml`, and a gettext file for each other language.
 */
import { z } from 'astro/zod';
import { parseCode } from './code.ts';

const address = z.string('an https address').regex(/^https:\/\/\S+$/, 'an https address');

/** Folder name and address of a system: `discord`, `graphql-ws`. */
export const SYSTEM_ID = /^(?!\d)[a-z0-9]+(?:-[a-z0-9]+)*$/;

export const SYSTEM_KINDS = ['api', 'library', 'protocol', 'product', 'game'] as const;

/**
 * Who puts the code into a Close frame. `local`: nobody does; the client's own library makes the number up, and the
 * server never sees it.
 */
export const SYSTEM_SENDERS = ['server', 'client', 'either', 'local'] as const;

/**
 * When to connect again:
 * - `never`: not at all; the work is done, or it will be refused for good
 * - `now`: at once
 * - `later`: after a wait that grows
 * - `after-fix`: once the program or its configuration is mended; the same attempt fails the same way
 * - `after-login`: with new credentials
 * - `new-session`: at once, but from the beginning: the old session is gone
 */
export const RETRIES = [
  'never',
  'now',
  'later',
  'after-fix',
  'after-login',
  'new-session',
] as const;

/** A code (`4004`) or a range (`4900-4913`), from 1000 to 4999. */
const codeOrRange = z.union([z.number().int().transform(String), z.string()]).refine((id) => {
  const range = parseCode(id);
  return range !== undefined && range.first >= 1000 && range.last <= 4999;
}, 'a code from 1000 to 4999, or a range such as 4900-4913');

/** `docs`, a key of `sources`; or with a place in it: `docs#L41`. */
const sourceRef = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]*(#\S+)?$/,
    'a key of `sources`, with a place in it if it has one: docs#L41',
  );

export const systemCode = z
  .strictObject({
    code: codeOrRange,
    /** In the system's own words or its constant; never translated. */
    name: z.string().min(1),
    /** The reason text of its Close frame, exactly, if the source shows it; what varies stands in <…>. */
    reason: z.string().min(1).optional(),
    sender: z.enum(SYSTEM_SENDERS),
    retry: z.enum(RETRIES),
    /** Does the system itself say whether to reconnect? If not, `retry` is our reading of what the code means. */
    stated: z.boolean(),
    /** Can the session be resumed afterwards? Absent where the system has no sessions or does not say. */
    resume: z.boolean().optional(),
    /** Defined, but no longer sent, or never yet. */
    unused: z.literal(true).optional(),
    source: sourceRef,
  })
  .refine((c) => !(c.resume && c.retry === 'never'), 'what can be resumed is not `never`');
export type SystemCode = z.infer<typeof systemCode>;

export const system = z.strictObject({
  name: z.string().min(1),
  kind: z.enum(SYSTEM_KINDS),
  /** Its place by how often people ask about its codes, 1 the oftenest; those without one follow by name. It decides what comes first. */
  rank: z.number().int().positive().optional(),
  homepage: address,
  /** The page for its users that lists the codes; absent if there is none. */
  documentation: address.optional(),
  /** By what a paste or an address shows this system and no other. */
  recognised: z.strictObject({
    hosts: z.array(z.string().regex(/^[a-z0-9*.-]+$/)).optional(),
    subprotocols: z.array(z.string().min(1)).optional(),
    /** Names of packages, modules and classes as logs and tracebacks print them. */
    packages: z.array(z.string().min(2)).optional(),
    /** Exact texts that only this system prints; what varies stands in <…>. */
    messages: z.array(z.string().min(6)).optional(),
    /** What people call it when they search. */
    aliases: z.array(z.string().min(2)).optional(),
    /** Words of its name and aliases that are words of other logs, in lower case: they name it only where somebody asks. */
    common: z.array(z.string().regex(/^[a-z0-9]+$/)).optional(),
  }),
  /** What was read, and when. */
  read: z.strictObject({ date: z.iso.date(), version: z.string().min(1) }),
  /** Where it is said, each once: a permanent link (a commit) wherever there is one. */
  sources: z.record(
    z.string().regex(/^[a-z][a-z0-9-]*$/),
    z.strictObject({ title: z.string().min(3), url: address }),
  ),
  codes: z.array(systemCode).min(1),
  /** Where its documentation and what it does differ; the sentence stands in `en.yml` under the same id. */
  differs: z
    .array(
      z.strictObject({
        id: z.string().regex(SYSTEM_ID),
        code: codeOrRange.optional(),
        source: address,
      }),
    )
    .optional(),
});
export type System = z.infer<typeof system>;

const sentence = z.string().min(10).max(220);

/** content/systems/<id>/en.yml. Every other language is `<lang>.po` beside it. */
export const systemWords = z.strictObject({
  /** One sentence: what it is, and on which connection these codes come. */
  about: sentence.max(155),
  codes: z.record(
    z.string(),
    z.strictObject({
      /** What has happened, one sentence. */
      means: sentence,
      /** What to do, one or two sentences, beyond what `retry` says; required where something has to be mended. */
      do: sentence.optional(),
    }),
  ),
  differs: z.record(z.string(), sentence).optional(),
});
export type SystemWords = z.infer<typeof systemWords>;

/** What is wrong with a system that the shape of its files alone cannot tell. */
export interface SystemFault {
  file: 'facts.yml' | 'en.yml';
  /** Where in the file: what is at fault, or what lacks something. */
  path: PropertyKey[];
  found: string;
  expected: string;
  remedy: string;
}

/**
 * All faults of a system; none if all is well.
 * @param facts of `facts.yml` @param words of `en.yml`
 */
export function faultsOf(facts: System, words: SystemWords): SystemFault[] {
  const ids = facts.codes.map(({ code }) => code);
  const refs = facts.codes.map(({ source }) => source.split('#')[0]!);
  const differing = facts.differs?.map(({ id }) => id) ?? [];
  const fault =
    (file: SystemFault['file'], path: PropertyKey[], found: string) =>
    (expected: string, remedy: string): SystemFault => ({ file, path, found, expected, remedy });
  return [
    ...ids.flatMap((id, place) =>
      ids.indexOf(id) < place
        ? [fault('facts.yml', ['codes', place], `code ${id} twice`)('each once', 'remove one')]
        : [],
    ),
    ...refs.flatMap((ref, place) =>
      facts.sources[ref]
        ? []
        : [
            fault(
              'facts.yml',
              ['codes', place, 'source'],
              `source "${ref}" of ${ids[place]}`,
            )(
              'a key of `sources`, with a place in it if it has one',
              'correct it, or add the source',
            ),
          ],
    ),
    ...commonFaults(facts).map(([place, word]) =>
      fault(
        'facts.yml',
        ['recognised', 'common', place],
        `common word "${word}"`,
      )('a word of its name or its aliases', 'correct or remove it'),
    ),
    ...Object.keys(facts.sources)
      .filter((key) => !refs.includes(key))
      .map((key) =>
        fault(
          'facts.yml',
          ['sources', key],
          `source "${key}", which nothing cites`,
        )('the source of a code', 'cite it or remove it'),
      ),
    ...ids
      .filter((id) => !words.codes[id])
      .map((id) =>
        fault('en.yml', ['codes'], `no sentence for ${id}`)('what it means', 'write it'),
      ),
    ...facts.codes
      .filter(({ code, retry }) => retry === 'after-fix' && words.codes[code])
      .filter(({ code }) => !words.codes[code]!.do)
      .map(({ code }) =>
        fault(
          'en.yml',
          ['codes', code],
          `no \`do\` for ${code}`,
        )('what to mend, for its retry is after-fix', 'write it'),
      ),
    ...strangers('codes', ids, words.codes),
    ...differing
      .filter((id) => !words.differs?.[id])
      .map((id) =>
        fault('en.yml', ['differs'], `no sentence for ${id}`)('how they differ', 'write it'),
      ),
    ...strangers('differs', differing, words.differs),
  ];
}

/** Common words that its names do not have, each with its place. */
function commonFaults({ name, recognised: { common = [], aliases = [] } }: System) {
  const own = [name, ...aliases].flatMap((one) => one.toLowerCase().match(/[a-z0-9]+/g) ?? []);
  return [...common.entries()].filter(([, word]) => !own.includes(word));
}

/** Sentences for what facts.yml does not have. */
const strangers = (
  group: 'codes' | 'differs',
  known: readonly string[],
  words: object = {},
): SystemFault[] =>
  Object.keys(words)
    .filter((id) => !known.includes(id))
    .map((id) => ({
      file: 'en.yml',
      path: [group, id],
      found: `a sentence for ${id}`,
      expected: `only \`${group}\` of facts.yml`,
      remedy: 'correct it, or remove it',
    }));

/** The same, a line each. */
export const systemFaults = (facts: System, words: SystemWords): string[] =>
  faultsOf(facts, words).map(
    ({ file, found, expected, remedy }) =>
      `${file}: found ${found}; expected ${expected}; ${remedy}`,
  );
