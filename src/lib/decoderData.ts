/** What the decoder knows, as the browser loads it: the libraries' words, the causes of one language, and how people say the same thing. */
import { byUse, ORIGINS, type KnownLibrary } from './libraries.ts';
import { plainText, withoutCode } from './prose.ts';
import { stems } from './decoder/stems.ts';

/** Place in `ORIGINS`: sent, received, local. */
type OriginIndex = number;

/** Short keys and tuples, because each byte is sent to the reader: at most 25 KB with the scripts. */
export interface DecoderData {
  /** Names of libraries; others point here by place. The commonest come first, and win where two print the same. */
  libraries: string[];
  /** Text with placeholders, code, library, id of the cause on the code's page (or nothing), who closed. */
  messages: [text: string, code: number, library: number, cause: string, origin: OriginIndex][];
  /** Library, then its names as `1000=CloseNormalClosure 1001=…`. */
  constants: [library: number, names: string][];
  /** Pages: id of the code or range, its name in English, its title in this language if that differs. */
  pages: [id: string, name: string, title: string][];
  /** Page, cause, title, further stems of its notices, further stems of its sign. */
  causes: [page: number, id: string, title: string, notices: string, sign: string][];
  /** Groups of words that mean the same to somebody who looks for a cause. */
  synonyms: string[][];
  /** `1006#proxy-idle`: words of logs that point to a cause, whichever library prints them. */
  signals: [cause: number, phrases: string[]][];
}

/** A cause as its page tells it. */
export interface CauseText { page: string; id: string; title: string; notices: string[]; sign: string }

/** A code or range with its name (English) and its title in the language of the data. */
export interface PageName { id: string; name: string; title: string }

/** The causes of an entry's MDX body, with the words by which people may look for them. */
export function causeTexts(page: string, body: string): CauseText[] {
  // Tags are sought where code is blanked; the words are cut from the body, at the same offsets.
  const prose = withoutCode(body);
  const group = (match: RegExpExecArray, place: number) => plainText(body.slice(...match.indices![place]!));
  const notices = [...prose.matchAll(/<Notice cause="([^"]*)">(.*?)<\/Notice>/dg)].map((match) => ({ cause: match[1]!, text: group(match, 2) }));
  return [...prose.matchAll(/<Cause id="([^"]*)">\s*<Title>(.*?)<\/Title>\s*<Sign>(.*?)<\/Sign>/dg)].map((match) => ({
    page, id: match[1]!,
    title: group(match, 2),
    notices: notices.filter(({ cause }) => cause === match[1]).map(({ text }) => text),
    sign: group(match, 3),
  }));
}

/** The words of `text` that are not yet known, each once. */
const further = (text: string, known: Set<string>): string => {
  const found = [...new Set(stems(text))].filter((stem) => !known.has(stem));
  found.forEach((stem) => known.add(stem));
  return found.join(' ');
};

/**
 * The data of one language. Everything is sorted, so that the same content gives the same bytes.
 * @param signals by `page#cause`; an unknown one is an error, as a renamed cause would silently lose its words
 */
export function buildDecoderData(
  libraries: readonly KnownLibrary[], pages: readonly PageName[], causes: readonly CauseText[],
  { synonyms, signals }: { synonyms: string[][]; signals: Record<string, string[]> },
): DecoderData {
  const known = [...libraries].sort(byUse);
  const place = new Map(pages.map(({ id }, index) => [id, index]));
  const causePlace = new Map(causes.map(({ page, id }, index) => [`${page}#${id}`, index]));
  return {
    libraries: known.map(({ name }) => name),
    messages: known.flatMap(({ messages }, library) => messages.map(({ text, code, cause, origin }): DecoderData['messages'][number] =>
      [text, code, library, cause ?? '', ORIGINS.indexOf(origin)])),
    constants: known.flatMap(({ constants }, library): DecoderData['constants'] => {
      const names = Object.entries(constants?.names ?? {});
      return names.length ? [[library, names.map(([code, name]) => `${code}=${name}`).join(' ')]] : [];
    }),
    pages: pages.map(({ id, name, title }) => [id, name, title === name ? '' : title]),
    causes: causes.map(({ page, id, title, notices, sign }) => {
      const words = new Set(stems(title));
      return [place.get(page)!, id, title, further(notices.join(' '), words), further(sign, words)];
    }),
    synonyms,
    signals: Object.entries(signals).map(([key, phrases]) => {
      const cause = causePlace.get(key);
      if (cause === undefined) throw new Error(`signals: "${key}" is not a cause of this site; expected the id of a page, #, and the id of a cause on it`);
      return [cause, phrases];
    }),
  };
}
