/** Words that scripts show now and then: the offer of this language, the box that explains an address, the page of an address that is none. */
import type { APIContext } from 'astro';
import { languageParam, languages, localeOf } from '../../content.ts';

export const getStaticPaths = () =>
  languages.map((lang) => ({ params: { lang: languageParam(lang) } }));

export const GET = ({ params }: APIContext) => {
  const { offer, linkBox, notFound, format, pair } = localeOf(params.lang).words;
  const { notes, sentences } = format;
  return Response.json({ offer, linkBox, notFound, join: { notes, sentences, pair: pair.names } });
};
