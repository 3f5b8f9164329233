/** All codes and ranges of a language; public/schema/codes-1.json describes it. */
import type { APIContext } from 'astro';
import { codesIn, languageOf, languageParam, languages } from '../../content.ts';
import { jsonResponse, type ApiCodes } from '../../lib/publishing/api.ts';
import { absolute } from '../../lib/publishing/href.ts';
import { apiCode, apiHead } from '../../machine.ts';

export const getStaticPaths = () =>
  languages.map((lang) => ({ params: { lang: languageParam(lang) } }));

export const GET = ({ params }: APIContext) => {
  const lang = languageOf(params.lang);
  const data: ApiCodes = {
    ...apiHead(lang),
    url: absolute(lang, ''),
    codes: codesIn(lang).map(apiCode),
  };
  return jsonResponse(data);
};
