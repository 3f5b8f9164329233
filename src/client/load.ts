/** What the scripts load from the site itself: words of one language, what the decoder knows. Each file once a page; what failed is asked for again. */
import {
  joinData,
  type DecoderData,
  type FindingWords,
  type LanguageData,
} from '../lib/decoder/data.ts';
import { SOURCE_LANGUAGE } from '../lib/publishing/languages.ts';
import type { TableCode } from '../lib/decoder/query.ts';
import type { SystemsData } from '../lib/decoder/systems.ts';
import type { Own } from '../lib/model/libraries.ts';
import type { Ui } from '../lib/model/schema.ts';

const base = import.meta.env.BASE_URL.replace(/\/$/, '');
const files = new Map<string, Promise<unknown>>();

function load<T>(path: string): Promise<T> {
  const known = files.get(path);
  if (known) return known as Promise<T>;
  const loading = fetch(`${base}/${path}`).then((response) => {
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json() as Promise<T>;
  });
  files.set(path, loading);
  loading.catch(() => files.delete(path));
  return loading;
}

const inLanguage = (lang: string, file: string): string =>
  lang === SOURCE_LANGUAGE ? file : `${lang}/${file}`;

/** Words that scripts show now and then, and how the language joins notes, sentences and the two codes of a comparison. */
type ScriptWords = Pick<Ui, 'offer' | 'linkBox' | 'notFound'> & {
  join: Record<'notes' | 'sentences' | 'pair', string>;
};

/** The same, loaded. @param lang a language of the site */
export const loadUi = (lang: string): Promise<ScriptWords> => load(inLanguage(lang, 'ui.json'));

/** The systems that have codes of their own. */
export const loadSystems = (): Promise<SystemsData> => load('known-systems.json');

/** The libraries that a reader may choose, the most used first. @param lang a language of the site */
export const loadLibraries = (lang: string): Promise<Own[]> =>
  load(inLanguage(lang, 'known-libraries.json'));

/** The codes as the search lists them, in the language of the page; the search itself has them already. */
export const loadCodes = (): Promise<readonly TableCode[]> =>
  load<{ codes: TableCode[] }>(inLanguage(document.documentElement.lang, 'search.json')).then(
    ({ codes }) => codes,
  );

/** What the decoder knows in the language of the page, and the words for what it finds. @param titled the codes with their titles in that language, there or on their way */
export async function loadDecoder(
  titled: readonly TableCode[] | Promise<readonly TableCode[]>,
): Promise<{ words: FindingWords; data: DecoderData }> {
  const [codes, shared, { words, data }] = await Promise.all([
    titled,
    load<Parameters<typeof joinData>[0]>('decoder.json'),
    load<{ words: FindingWords; data: LanguageData }>(
      inLanguage(document.documentElement.lang, 'words.json'),
    ),
  ]);
  return { words, data: joinData(shared, data, codes) };
}
