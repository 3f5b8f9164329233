/** The words by which the decoder understands one language, and those for what it finds; loaded when somebody first types a word. */
import type { APIContext } from 'astro';
import { decoderLanguage, languageParam, languages, localeOf } from '../../content.ts';

export const getStaticPaths = () =>
  languages.map((lang) => ({ params: { lang: languageParam(lang) } }));

export const GET = ({ params }: APIContext) => {
  const locale = localeOf(params.lang);
  const { search, messages, section, format } = locale.words;
  const {
    exact,
    similar,
    constant,
    bytes,
    inText,
    symptom,
    unknown,
    nothing,
    cloudflare,
    page,
    system,
  } = search;
  const { sent, received, local } = messages;
  return Response.json({
    words: {
      exact,
      similar,
      constant,
      bytes,
      inText,
      symptom,
      unknown,
      nothing,
      cloudflare,
      page,
      system,
      sent,
      received,
      local,
      fix: section.fix,
      notes: format.notes,
      labelled: format.labelled,
    },
    data: decoderLanguage(locale.tag),
  });
};
