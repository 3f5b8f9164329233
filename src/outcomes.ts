/** The outcomes of a guide that leads to a code to send: what is sent, and what follows from it. */
import { codesIn, libraries, measured, type Code } from './content.ts';
import { displayName, entryFor, isRange, parseCode } from './lib/model/code.ts';
import { cleanOf } from './lib/model/facts.ts';
import { throwFor, type KnownLibrary } from './lib/model/libraries.ts';
import type { ApiSent } from './lib/publishing/guidesApi.ts';
import { factValue } from './lib/show/factHtml.ts';
import { escape } from './lib/text/escape.ts';
import type { Outcome } from './lib/text/guide.ts';
import type { Locale } from './lib/text/locale.ts';
import { fill } from './lib/text/template.ts';

/** An outcome in a word: what is sent, Markdown of one line. */
export const outcomeTitle = ({ code, reason, title }: Outcome): string =>
  code === undefined ? title : [displayName(code), ...(reason ? [`\`${reason}\``] : [])].join(' ');

/** What an outcome sends, and what follows from it. */
export interface Sent {
  /** The code or the range whose page tells of it. */
  code: Code;
  /** What is sent: a number, or the range of which the program chooses one. */
  number: string;
  reason: string;
  /** As a program says it; undefined of a range. */
  call: string | undefined;
  /** What the other side is then told. */
  seen: string | undefined;
  /** The libraries that throw instead. */
  throws: KnownLibrary[];
}

/** What an outcome sends; undefined if it sends no code of its own. */
export function sentBy({ code: id, reason }: Outcome, locale: Locale): Sent | undefined {
  const range = id === undefined ? undefined : parseCode(id);
  const code = range && entryFor(range.id, codesIn(locale.tag));
  if (!code) return undefined;
  const { id: number } = range;
  const single = !isRange(range);
  return {
    code,
    number,
    reason,
    call: single ? `close(${number}, '${reason}')` : undefined,
    seen: single ? `${number} "${reason}" wasClean=${cleanOf(code) === 'yes'}` : undefined,
    throws: throwFor(range, libraries, measured),
  };
}

/**
 * What stands beside an outcome: the code, the call, what the other side sees, and what the client does then. Nothing if it
 * sends no code of its own.
 * @param at makes an address of this site
 * @returns label and value of each, the value as HTML with code and links
 */
export function outcomeFacts(
  outcome: Outcome,
  locale: Locale,
  at: (page: string) => string,
): [label: string, value: string][] {
  const sent = sentBy(outcome, locale);
  if (!sent) return [];
  const { words } = locale;
  const { code, number, call = '', seen = '', throws } = sent;
  const as = (text: string) => (text ? `<code>${escape(text)}</code>` : '');
  const stops = code.facts.otherSide === 'stops-reading';
  const own = stops ? fill(words.differ.otherSide['stops-reading'], { code: number }) : '';
  const facts: [string, string][] = [
    [
      words.search.code,
      `<a href="${at(code.id)}">${displayName(code.id)} ${escape(code.title)}</a>`,
    ],
    [words.guides.call, as(call)],
    [words.guides.throws, locale.list(throws.map(({ name }) => escape(name)))],
    [words.guides.peer, [as(seen), escape(own)].filter(Boolean).join(' ')],
    [words.facts.label.reconnect, factValue(code, 'reconnect', locale)],
  ];
  return facts.filter(([, value]) => value);
}

/** What an outcome sends, for programs; null if it sends no code of its own. */
export function apiSent(outcome: Outcome, locale: Locale): ApiSent | null {
  const sent = sentBy(outcome, locale);
  if (!sent) return null;
  const { code, number, reason, call = null, seen = null, throws } = sent;
  const { policy, min = null, max = null } = code.facts.reconnect;
  return {
    code: isRange(parseCode(number)!) ? null : Number(number),
    page: code.id,
    url: locale.absolute(code.id),
    name: code.facts.name,
    reason: reason || null,
    call,
    throws: throws.map(({ id }) => id),
    seen,
    otherSide: code.facts.otherSide,
    reconnect: { policy, minSeconds: min, maxSeconds: max },
  };
}
