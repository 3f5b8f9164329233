/** A guide as Markdown, for terminals and assistants. */
import type { APIContext } from 'astro';
import { guidesIn, languageParam, languages, type Guide } from '../../../content.ts';
import { guideMarkdown } from '../../../guides.ts';

export const getStaticPaths = () =>
  languages.flatMap((lang) =>
    guidesIn(lang).map((guide) => ({
      params: { lang: languageParam(lang), guide: guide.id },
      props: { guide },
    })),
  );

export const GET = ({ props }: APIContext<{ guide: Guide }>) =>
  new Response(guideMarkdown(props.guide), {
    headers: { 'Content-Type': 'text/markdown; charset=utf-8' },
  });
