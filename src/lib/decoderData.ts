/** What the decoder knows, as the browser loads it: the libraries' words, the causes of one language, and how people say the same thing. */
import { byUse, ORIGINS, type KnownLibrary } from './libraries.ts';
import { plainText, withoutCode } from './prose.ts';
import { pageOf } from './decoder/page.ts';
import { stems } from './decoder/stems.ts';

/** Place in `ORIGINS`: sent, received, local. */
type OriginIndex = number;

/** Short keys and tuples, because each byte is sent to the reader: at most 25 KB with the scripts. */
export interface DecoderData {
  /** Names of libraries; others point here by place. The commonest come first, and win where two print the same. */
  libraries: string[];
  /** By library: text with placeholders, code, place in `causes` (-1: none of them fits), who closed. */
  messages: [library: number, messages: [text: string, code: number, cause: number, origin: OriginIndex][]][];
  /** Library, the qualifiers of its names (`WSCloseCode`), and its names as `1001GOING_AWAY`, without those that a library before it has. */
  constants: [library: number, qualifiers: string, names: string][];
  /** Pages: id of the code or range, its name in English, its title in this language if that differs. */
  pages: [id: string, name: string, title: string][];
  /** Page, cause, title, further stems of its notices, further stems of what its sign quotes. */
  causes: [page: number, id: string, title: string, notices: string, sign: string][];
  /** Groups of words that mean the same to somebody who looks for a cause. */
  synonyms: string[][];
  /** `1006#proxy-idle`: words of logs that point to a cause, whichever library prints them. */
  signals: [cause: number, phrases: string][];
}

/** A cause as its page tells it. */
export interface CauseText {
  page: string;
  id: string;
  title: string;
  notices: string[];
  /** What its sign quotes: the words of logs and tools. Its prose tells causes apart but is not what people type, and weighs 2 KB. */
  sign: string;
}

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
    sign: [...body.slice(...match.indices![3]!).matchAll(/`([^`]+)`/g)].map(([, quoted]) => quoted).join(' '),
  }));
}

/** The words of `text` that are not yet known, each once. */
const further = (text: string, known: Set<string>): string => {
  const found = [...new Set(stems(text))].filter((stem) => !known.has(stem));
  found.forEach((stem) => known.add(stem));
  return found.join(' ');
};

/** Names of codes, library by library; a name with the same code is kept where it comes first. */
function namesOf(libraries: readonly KnownLibrary[]): DecoderData['constants'] {
  const known = new Set<string>();
  return libraries.flatMap(({ constants }, library): DecoderData['constants'] => {
    const parts = Object.entries(constants?.names ?? {}).map(([code, name]) => ({ code, path: name.split(/::|[.:]/).filter(Boolean) }));
    const qualifiers = [...new Set(parts.flatMap(({ path }) => path.slice(-2, -1)))];
    const fresh = parts.map(({ code, path }) => code + path.at(-1)).filter((name) => {
      const key = name.toLowerCase().replaceAll('_', '');
      return !known.has(key) && known.add(key);
    });
    return fresh.length + qualifiers.length ? [[library, qualifiers.join(' '), fresh.join(' ')]] : [];
  });
}

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
  const pageIds = pages.map(({ id }) => [id] as const);
  return {
    libraries: known.map(({ name }) => name),
    messages: known.flatMap(({ messages }, library): DecoderData['messages'] => (messages.length ? [[library, messages.map(({ text, code, cause, origin }) =>
      [text, code, causePlace.get(`${pageOf(code, pageIds)}#${cause}`) ?? -1, ORIGINS.indexOf(origin)])]] : [])),
    constants: namesOf(known),
    pages: pages.map(({ id, name, title }) => [id, name, title === name ? '' : title]),
    causes: causes.map(({ page, id, title, notices, sign }) => {
      // What its title and its signals say need not be sent again.
      const words = new Set(stems([title, ...(signals[`${page}#${id}`] ?? [])].join(' ')));
      return [place.get(page)!, id, title, further(notices.join(' '), words), further(sign, words)];
    }),
    synonyms,
    signals: Object.entries(signals).map(([key, phrases]) => {
      const cause = causePlace.get(key);
      if (cause === undefined) throw new Error(`signals: "${key}" is not a cause of this site; expected the id of a page, #, and the id of a cause on it`);
      return [cause, phrases.join(' ')];
    }),
  };
}
