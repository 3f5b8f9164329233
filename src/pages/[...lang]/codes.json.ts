/** All codes and ranges of a language; public/schema/codes-1.json describes it. */
import type { APIContext } from 'astro';
import { codesIn, localeOf, languageParam, languages } from '../../content.ts';
import { jsonResponse, type ApiCodes } from '../../lib/publishing/api.ts';
import { apiCode, apiHead } from '../../machine.ts';

export const getStaticPaths = () =>
  languages.map((lang) => ({ params: { lang: languageParam(lang) } }));

export const GET = ({ params }: APIContext) => {
  const locale = localeOf(params.lang);
  const data: ApiCodes = {
    ...apiHead(locale),
    url: locale.absolute(''),
    codes: codesIn(locale.tag).map(apiCode),
  };
  return jsonResponse(data);
};
