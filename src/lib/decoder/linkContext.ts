/** What an address says of one closing: `/1006#reason=keepalive%20ping%20timeout&clean=0&lib=ws`. A stranger wrote it: it is text, and short. */
import type { Decoder } from './decoder.ts';
import type { DecoderData } from './data.ts';
import { pageOf } from './page.ts';
import type { SymptomHit } from './symptoms.ts';

/** What is taken from an address; everything else in it is ignored. */
export interface LinkContext {
  /** The reason of the Close frame (`reason`) or what a library printed (`msg`). */
  text?: string;
  library?: string;
  clean?: boolean;
  code?: number;
}

/** A Close frame has 123 bytes for its reason (RFC 6455 section 5.5); a printed message is longer, no sentence is longer than this. */
export const LONGEST_TEXT = 400;
const LONGEST_NAME = 60;
/** No address that somebody made on purpose is longer; the rest is not even looked at. */
const LONGEST_ADDRESS = 8_000;

/** One line without control characters, among them those that turn the direction of writing, cut between characters. */
function tidy(text: string | null, longest: number): string | undefined {
  const line = (text ?? '').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFD\s]+/gu, ' ').trim();
  const characters = [...line];
  return characters.length > longest
    ? `${characters.slice(0, longest).join('')}…`
    : line || undefined;
}

const CLEAN: Record<string, boolean> = { 0: false, false: false, 1: true, true: true };

/** Reads `location.search` and `location.hash`; the hash, which no server sees, wins. Undefined if there is nothing to tell. */
export function readLinkContext(search: string, hash: string): LinkContext | undefined {
  const [behind, before] = [hash, search].map(
    (part) => new URLSearchParams(part.slice(1, LONGEST_ADDRESS)),
  );
  const get = (name: string) => behind!.get(name) ?? before!.get(name);
  const text = tidy(
    [...new Set([get('reason'), get('msg')].filter(Boolean))].join(' '),
    LONGEST_TEXT,
  );
  const library = tidy(get('lib'), LONGEST_NAME);
  const clean = CLEAN[(get('clean') ?? '').toLowerCase()];
  const code =
    /^\d{1,5}$/.test(get('code') ?? '') && Number(get('code')) <= 65_535
      ? Number(get('code'))
      : undefined;
  const found = {
    ...(text && { text }),
    ...(library && { library }),
    ...(clean === undefined ? {} : { clean }),
    ...(code === undefined ? {} : { code }),
  };
  return Object.keys(found).length ? found : undefined;
}

/** A cause, or the signs of a page that tell its causes apart, or a page as a whole; `by` is the library whose message it is. */
export interface Pointer {
  page: string;
  cause?: string;
  title: string;
  by?: string;
  bySigns?: boolean;
}

/** Words are looked for everywhere: what has less than this part of the best score shares a word by chance. */
const NEAR = 0.6;
const near = (hits: SymptomHit[]): SymptomHit[] =>
  hits.filter(({ score }) => score >= hits[0]!.score * NEAR);
/** More than these nobody compares. */
const MOST = 4;

const key = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** Place of a library: its whole name, else a part of it (`gorilla` of `gorilla/websocket`); -1 if it is not known. */
export function libraryPlace(name: string, { libraries }: Pick<DecoderData, 'libraries'>): number {
  const whole = libraries.findIndex((known) => key(known) === key(name));
  return whole >= 0
    ? whole
    : libraries.findIndex(
        (known) =>
          key(name).length > 1 &&
          known.split(/[^\p{L}\p{N}]+/u).some((part) => key(part) === key(name)),
      );
}

/**
 * What a context points to, causes of this page first.
 * @param here ids of the codes that the page tells about: one, or the two of a comparison
 */
export function pointersOf(
  { text, library }: LinkContext,
  here: readonly string[],
  data: DecoderData,
  decoder: Decoder,
): Pointer[] {
  const titleOf = (page: string, cause?: string) => {
    const place = data.pages.findIndex(([id]) => id === page);
    const [, name, title] = data.pages[place]!;
    return data.causes.find(([at, id]) => at === place && id === cause)?.[2] ?? (title || name);
  };
  const place = library ? libraryPlace(library, data) : -1;
  const known = place >= 0 ? data.libraries[place]! : (library ?? '');
  const symptoms = text ? decoder.symptoms(text) : [];
  const found: Pointer[] = text
    ? [
        // A reason stands in a Close event: that is the sign of WebSocket which the decoder asks of short texts.
        ...decoder
          .decode(`WebSocket ${known} closed, reason: ${text}`)
          .filter(({ by }) => by !== 'bytes')
          .map(({ page, cause, library: by, message }) => ({
            page,
            cause,
            title: cause || !message ? titleOf(page, cause) : message,
            by,
            bySigns: !cause && message !== undefined,
          })),
        ...[...near(symptoms.filter(({ page }) => here.includes(page))), ...near(symptoms)].map(
          ({ page, cause, title }) => ({ page, cause, title }),
        ),
      ]
    : messagesOf(place, data)
        .filter(({ page }) => here.includes(page))
        .map(({ page, cause }) => ({ page, cause, title: titleOf(page, cause), by: known }));
  const isHere = ({ page, cause, bySigns }: Pointer) =>
    here.includes(page) && (cause !== undefined || bySigns);
  const useful = found.filter(
    (pointer) => isHere(pointer) || pointer.cause !== undefined || !here.includes(pointer.page),
  );
  const unique = useful.filter(
    ({ page, cause }, index) =>
      useful.findIndex((other) => other.page === page && other.cause === cause) === index,
  );
  return [...unique.filter(isHere), ...unique.filter((pointer) => !isHere(pointer))].slice(0, MOST);
}

/** The page and cause of everything that a library prints. */
function messagesOf(
  place: number,
  { messages, causes, pages }: DecoderData,
): { page: string; cause?: string }[] {
  return (messages.find(([library]) => library === place)?.[1] ?? []).flatMap(([, code, cause]) => {
    const page = pageOf(code, pages);
    return page && cause >= 0 ? [{ page, cause: causes[cause]![1] }] : [];
  });
}
