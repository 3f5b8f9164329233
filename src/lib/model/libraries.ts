/** The libraries' names for codes and their error messages, as a code's page shows them. */
import { browserMaySend, type CodeRange } from './code.ts';
import type { Measured } from './measurements.ts';
import type { Library, Message } from './schema.ts';
import { fill } from '../text/template.ts';

/** A library with its id, the name of its file. */
export interface KnownLibrary extends Library {
  id: string;
}

/**
 * What a reader's device remembers of the chosen library: its id and name, the pages of codes that it has messages for, and its names by
 * page. Of a library that only an address names, the id.
 */
export type Own = [
  id: string,
  name?: string,
  messages?: readonly string[],
  names?: Readonly<Record<string, string>>,
];

declare global {
  interface Window {
    /** The library of this page's reader, as device or address say (client/first.ts). */
    chosen: Own | undefined;
    /** Chooses another for this page, or none. */
    choose?: (own: Own | undefined) => void;
  }
}

/** A message and the library that prints it. */
export interface LibraryMessage extends Message {
  library: KnownLibrary;
  /** Its anchor on every page that shows it: `ws-fin-must-be-set`. */
  anchor: string;
}

const LAST = Number.MAX_SAFE_INTEGER;

/** The commonest first, then by name. */
export const byUse = (a: KnownLibrary, b: KnownLibrary): number =>
  (a.rank ?? LAST) - (b.rank ?? LAST) || a.name.localeCompare(b.name, 'en');

/** The messages for a code or any code of a range; `owns` tells whether a code has a page of its own. */
export function messagesFor(
  code: CodeRange,
  libraries: readonly KnownLibrary[],
  owns: (code: number) => boolean,
): LibraryMessage[] {
  const single = code.first === code.last;
  const belongs = (number: number) =>
    number >= code.first && number <= code.last && (single || !owns(number));
  return [...libraries]
    .sort(byUse)
    .flatMap((library) =>
      library.messages
        .filter((message) => belongs(message.code))
        .map((message) => ({ ...message, library, anchor: `${library.id}-${message.id}` })),
    );
}

/** The line by which a program of this library closes; undefined if we do not know it. @param reason without quotes and backslashes */
export const callOf = (
  { close }: KnownLibrary,
  code: number | string,
  reason: string,
): string | undefined => close && fill(close.call, { code, reason });

/** The libraries whose call we know and that throw when they are told to send this code, as was measured; browsers by their standard. */
export function throwFor(
  code: CodeRange,
  libraries: readonly KnownLibrary[],
  measured: readonly Measured[],
): KnownLibrary[] {
  const tried = measured.filter(({ scenario }) => scenario === `api.close.${code.first}`);
  return libraries.filter(({ id, close, measuredAs = {} }) => {
    if (!close) return false;
    if (id === 'browsers') return !browserMaySend(code);
    const rows = tried.filter(({ implementation }) => implementation in measuredAs);
    return rows.length > 0 && rows.every(({ observed }) => observed.codeSent !== code.first);
  });
}

/** A choice of at most `most` messages: one of each library in turn, so that the page speaks to as many readers as it can. */
export function commonest(messages: readonly LibraryMessage[], most: number): LibraryMessage[] {
  const turns = new Map<string, number>();
  const turn = new Map(
    messages.map((message) => {
      const place = turns.get(message.library.id) ?? 0;
      turns.set(message.library.id, place + 1);
      return [message, place] as const;
    }),
  );
  return [...messages]
    .sort((a, b) => turn.get(a)! - turn.get(b)! || byUse(a.library, b.library))
    .slice(0, most);
}

/** The libraries that name this code, and those that name other codes but not this one. */
export function namesOf(
  code: CodeRange,
  libraries: readonly KnownLibrary[],
): { named: { library: KnownLibrary; name: string }[]; unnamed: KnownLibrary[] } {
  const withNames = [...libraries].filter(({ constants }) => constants).sort(byUse);
  return {
    named: withNames.flatMap((library) => {
      const name = library.constants!.names[code.id];
      return name === undefined ? [] : [{ library, name }];
    }),
    unnamed: withNames.filter(({ constants }) => constants!.names[code.id] === undefined),
  };
}
