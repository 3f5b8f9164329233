/** A guide for programs. */
import type { APIContext } from 'astro';
import { guidesIn, languageParam, languages, type Guide } from '../../../content.ts';
import { apiGuide } from '../../../guides.ts';
import { jsonResponse } from '../../../lib/publishing/api.ts';

export const getStaticPaths = () =>
  languages.flatMap((lang) =>
    guidesIn(lang).map((guide) => ({
      params: { lang: languageParam(lang), guide: guide.id },
      props: { guide },
    })),
  );

export const GET = ({ props }: APIContext<{ guide: Guide }>) => jsonResponse(apiGuide(props.guide));
