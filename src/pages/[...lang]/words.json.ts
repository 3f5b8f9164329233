/** The words by which the decoder understands one language, and those for what it finds; loaded when somebody first types a word. */
import type { APIContext } from 'astro';
import { decoderLanguage, languageParam, languages, localeOf } from '../../content.ts';
import { CLOSED_BY, FOUND_BY, type FindingWords } from '../../lib/decoder/data.ts';

export const getStaticPaths = () =>
  languages.map((lang) => ({ params: { lang: languageParam(lang) } }));

const pick = <K extends string>(words: Record<K, string>, keys: readonly K[]): Record<K, string> =>
  Object.fromEntries(keys.map((key) => [key, words[key]])) as Record<K, string>;

export const GET = ({ params }: APIContext) => {
  const locale = localeOf(params.lang);
  const { search, messages, section, format } = locale.words;
  const words: FindingWords = {
    ...pick(search, FOUND_BY),
    ...pick(messages, CLOSED_BY),
    fix: section.fix,
    notes: format.notes,
    labelled: format.labelled,
  };
  return Response.json({ words, data: decoderLanguage(locale.tag) });
};
