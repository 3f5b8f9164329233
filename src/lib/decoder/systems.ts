/**
 * Which system's private code is it? A number alone names no system: the text must show it by a host, a subprotocol, a package,
 * an exact message, or by the name that somebody typed.
 */
import { parseCode } from '../model/code.ts';
import { isQuestion } from './question.ts';
import { toWords } from './text.ts';

/** How a system is recognised, as content/systems/ has it; in short keys, because each byte is sent to the reader. */
export interface KnownSystem {
  id: string;
  name: string;
  /** Hosts, subprotocols, packages: as they stand in a text. */
  hosts?: string[];
  protocols?: string[];
  packages?: string[];
  /** Exact texts; what varies stands in <…>. */
  messages?: string[];
  aliases?: string[];
  /** Its codes and ranges, each with its name and the reason text of its Close frame. */
  codes: [code: string, name: string, reason?: string][];
}

/** What the decoder knows of systems: the order is that of results. */
export interface SystemsData {
  systems: KnownSystem[];
  /** Numbers from 3000 to 4999 that have a page. */
  pages: number[];
}

/** A row of a system's page, or the system as a whole. */
export interface SystemHit {
  system: KnownSystem;
  /** The code or range of its row; absent if the text shows none of them. */
  code?: string;
  /** What the system calls it. */
  name?: string;
}

/** How surely a text shows a system. */
const SURE = 3;
const LIKELY = 2;
const NAMED = 1;
const PARTLY = 0.5;

/** Names that are words of other logs: they name a system only where somebody asks. */
const COMMON = new Set(
  'signal boundary phoenix nomad realm iap obs cloudflare janus spacebar codex gemini ripple qq firehose cirrus d2m derp kraken satori stream mastodon centrifuge replit openai'.split(
    ' ',
  ),
);

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** Host names in a text: `*.pusher.com` is any below it. */
const hostPattern = (hosts: readonly string[]): RegExp =>
  new RegExp(
    `(?<![\\w.-])(?:${hosts.map((host) => escape(host).replaceAll('\\*', '[\\w.-]+')).join('|')})(?![\\w-])`,
    'i',
  );

/** A token by itself: what is joined to it by a letter, a digit or a hyphen is another. */
const tokenPattern = (tokens: readonly string[]): RegExp =>
  new RegExp(`(?<![\\w-])(?:${tokens.map(escape).join('|')})(?![\\w-])`, 'i');

const lineOf = (text: string): string => ` ${toWords(text).words.join(' ')} `;

/** The parts of a message between what varies, each as words. */
const partsOf = (message: string): string[] =>
  message
    .split(/<[^>]*>/)
    .map(lineOf)
    .filter((part) => part.trim());

/** Do the parts stand in the text, in their order? */
function holdsParts(line: string, parts: readonly string[]): boolean {
  let from = 0;
  for (const part of parts) {
    const at = line.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length - 1;
  }
  return parts.length > 0;
}

/** So many words no other program says by chance. */
const LONG = 4;

interface Recogniser {
  system: KnownSystem;
  strengthIn(text: string, line: string, isTyped: boolean): number;
}

function createRecogniser(system: KnownSystem): Recogniser {
  const { hosts, protocols, packages, messages = [], aliases = [], name } = system;
  const patterns = [
    ...(hosts ? [hostPattern(hosts)] : []),
    // `tty` and `derp` are words of other things.
    ...[protocols?.filter((one) => one.length > 7), packages].flatMap((tokens) =>
      tokens?.length ? [tokenPattern(tokens)] : [],
    ),
  ];
  const texts = messages.map(partsOf);
  const names = [...new Set([name, ...aliases].map(lineOf))];
  const words = new Set(names.join(' ').split(' ').filter(Boolean));
  return {
    system,
    strengthIn(text, line, isTyped) {
      if (patterns.some((pattern) => pattern.test(text))) return SURE;
      const said = texts.filter((parts) => holdsParts(line, parts));
      if (said.some((parts) => parts.join('').trim().split(/\s+/).length >= LONG)) return SURE;
      if (said.length) return LIKELY;
      const isNamed = names.some(
        (one) => line.includes(one) && (isTyped || !COMMON.has(one.trim())),
      );
      if (isNamed) return NAMED;
      // `discord 4017`: part of the name of Discord Voice.
      return isTyped && line.split(' ').some((word) => word.length > 4 && words.has(word))
        ? PARTLY
        : 0;
    },
  };
}

const holds = (id: string, number: number): boolean => {
  const { first, last } = parseCode(id)!;
  return first <= number && number <= last;
};

/** A name or reason of one plain word stands in every log. */
const LEAST_NAME = 10;
const isTelling = (words: string): boolean =>
  words.trim().includes(' ') || words.trim().length >= LEAST_NAME;

/** More rows than this nobody compares. */
const MOST = 5;

export interface Systems {
  /**
   * Rows of systems for a text, the surest first.
   * @param numbers that the text names as close codes
   */
  find(text: string, numbers: readonly number[]): SystemHit[];
  /** Has this number a page of its own? */
  hasPage(number: number): boolean;
}

/** The systems of the site, ready to be found. */
export function createSystems({ systems, pages }: SystemsData): Systems {
  const recognisers = systems.map(createRecogniser);
  const known = new Set(pages);
  return {
    hasPage: (number) => known.has(number),
    find(text, numbers) {
      const line = lineOf(text);
      const isTyped = isQuestion(text);
      const hits = recognisers.flatMap(({ system, strengthIn }, place) => {
        const strength = strengthIn(text, line, isTyped);
        if (strength === 0) return [];
        const rows = rowsOf(system, numbers, strength >= LIKELY || isTyped ? line : '');
        if (rows.length) return rows.map((hit, at) => ({ hit, strength: strength + 2, place, at }));
        return strength >= NAMED && (strength >= SURE || isTyped)
          ? [{ hit: { system } as SystemHit, strength, place, at: 0 }]
          : [];
      });
      const best = Math.max(0, ...hits.map(({ strength }) => strength));
      return (
        hits
          // Where a system is shown by more than a name, a name alone is somebody's else.
          .filter(
            ({ strength, hit }) =>
              (best > SURE ? hit.code !== undefined : true) && strength > best - 2,
          )
          .sort((a, b) => b.strength - a.strength || a.place - b.place || a.at - b.at)
          .slice(0, MOST)
          .map(({ hit }) => hit)
      );
    },
  };
}

/** The rows of a system for the numbers of a text; where it has none, those whose name or reason the text says. */
function rowsOf(system: KnownSystem, numbers: readonly number[], line: string): SystemHit[] {
  const byNumber = numbers.flatMap((number) =>
    system.codes.filter(([code]) => holds(code, number)),
  );
  const byName = system.codes.filter(([, name, reason]) =>
    [reason, name].some((said) => {
      const parts = said === undefined ? [] : partsOf(said);
      return parts.some(isTelling) && holdsParts(line, parts);
    }),
  );
  const rows = byNumber.length ? byNumber : numbers.length ? [] : byName;
  return [...new Set(rows)].map(([code, name]) => ({ system, code, name }));
}
