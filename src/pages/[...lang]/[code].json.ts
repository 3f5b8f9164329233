/** One code or range: an entry of /codes.json with its head. */
import type { APIContext } from 'astro';
import { codesIn, getCode, localeOf, languageParam, languages } from '../../content.ts';
import { jsonResponse, type ApiOneCode } from '../../lib/publishing/api.ts';
import { apiCode, apiHead } from '../../machine.ts';

export const getStaticPaths = () =>
  languages.flatMap((lang) =>
    codesIn(lang).map(({ id }) => ({ params: { lang: languageParam(lang), code: id } })),
  );

export const GET = ({ params }: APIContext) => {
  const locale = localeOf(params.lang);
  const data: ApiOneCode = { ...apiHead(locale), ...apiCode(getCode(params.code!, locale.tag)) };
  return jsonResponse(data);
};
