/** Every page worth finding, with its translations. Comparisons of codes that nobody confuses stay out. */
import { codesIn, comparisonsIn, languages, libraries, translatedIn } from '../content.ts';
import { absolute, SOURCE_LANGUAGE } from '../lib/publishing/href.ts';
import { isWorthFinding } from '../verdicts.ts';

/** One `<url>` for each language of a page, each naming all of them. */
function urls(page: string, translations: string[]): string {
  const alternates = [
    ...translations.map((lang) => [lang, lang] as const),
    ['x-default', SOURCE_LANGUAGE] as const,
  ]
    .map(
      ([hreflang, lang]) =>
        `<xhtml:link rel="alternate" hreflang="${hreflang}" href="${absolute(lang, page)}"/>`,
    )
    .join('');
  return translations
    .map((lang) => `<url><loc>${absolute(lang, page)}</loc>${alternates}</url>`)
    .join('\n');
}

export const GET = () => {
  const codes = codesIn(SOURCE_LANGUAGE);
  const pairs = comparisonsIn(SOURCE_LANGUAGE).filter(isWorthFinding);
  const inBoth = ({ left, right, id, text }: (typeof pairs)[number]) =>
    [
      translatedIn('codes', left.id),
      translatedIn('codes', right.id),
      ...(text ? [translatedIn('comparisons', id)] : []),
    ].reduce((all, some) => all.filter((lang) => some.includes(lang)));
  const pages = [
    urls('', languages),
    urls('search', languages),
    urls('link', languages),
    urls('implementations', languages),
    ...libraries.map(({ id }) => urls(`implementations-${id}`, languages)),
    ...codes.map(({ id }) => urls(id, translatedIn('codes', id))),
    ...pairs.map((pair) => urls(pair.id, inBoth(pair))),
  ];
  return new Response(`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${pages.join('\n')}
</urlset>
`);
};
