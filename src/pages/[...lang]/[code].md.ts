/** The page of a code as Markdown, for terminals and assistants. */
import type { APIContext } from 'astro';
import { codesIn, getCode, localeOf, languageParam, languages } from '../../content.ts';
import { codeMarkdown } from '../../machine.ts';

export const getStaticPaths = () =>
  languages.flatMap((lang) =>
    codesIn(lang).map(({ id }) => ({ params: { lang: languageParam(lang), code: id } })),
  );

export const GET = ({ params }: APIContext) =>
  new Response(codeMarkdown(getCode(params.code!, localeOf(params.lang).tag)), {
    headers: { 'Content-Type': 'text/markdown; charset=utf-8' },
  });
