/**
 * Every page of a language that is worth finding, each with its translations: they are named here, and not on the pages, where
 * they would be a tenth of the weight. Comparisons of codes that nobody confuses stay out.
 */
import type { APIRoute } from 'astro';
import {
  codesIn,
  comparisonsIn,
  guidesIn,
  languages,
  libraries,
  systems,
  translatedIn,
} from '../content.ts';
import { guidePage } from '../guides.ts';
import { absolute, SOURCE_LANGUAGE } from '../lib/publishing/href.ts';
import {
  codesWithMoreUses,
  numberIn,
  numbers,
  pageName,
  pagesOf,
  systemIn,
  systemPages,
} from '../systems.ts';
import { isWorthFinding } from '../verdicts.ts';

export const getStaticPaths = () => languages.map((lang) => ({ params: { lang } }));

/** The pages with the languages in which all of their text is written. */
function pagesWithLanguages(): [page: string, translations: string[]][] {
  const pairs = comparisonsIn(SOURCE_LANGUAGE).filter(isWorthFinding);
  const inBoth = ({ left, right, id, text }: (typeof pairs)[number]) =>
    [
      translatedIn('codes', left.id),
      translatedIn('codes', right.id),
      ...(text ? [translatedIn('comparisons', id)] : []),
    ].reduce((all, some) => all.filter((lang) => some.includes(lang)));
  return [
    ...['', 'search', 'link', 'implementations', 'guides', 'languages'].map(
      (page) => [page, languages] as const,
    ),
    ...libraries.map(({ id }) => [`implementations-${id}`, languages] as const),
    ...codesIn(SOURCE_LANGUAGE).map(({ id }) => [id, translatedIn('codes', id)] as const),
    ...guidesIn(SOURCE_LANGUAGE).map(
      ({ id }) => [guidePage(id), translatedIn('guides', id)] as const,
    ),
    ...systemPages.map((_, place) => [pageName('systems', place), languages] as const),
    ...systems.flatMap((system) =>
      pagesOf(system).map(
        (_, place) => [pageName(system.id, place, 'codes'), systemIn(system)] as const,
      ),
    ),
    ...numbers.map((number) => [String(number), numberIn(number)] as const),
    ...codesWithMoreUses().map((id) => [`${id}-systems`, numberIn(Number(id))] as const),
    ...pairs.map((pair) => [pair.id, inBoth(pair)] as const),
  ].map(([page, translations]) => [page, [...translations]]);
}

/** One `<url>` that names all translations of the page, itself among them, as search engines want it. */
function url(lang: string, page: string, translations: readonly string[]): string {
  const alternates = [
    ...translations.map((other) => [other, other]),
    ['x-default', SOURCE_LANGUAGE],
  ]
    .map(
      ([hreflang, other]) =>
        `<x:link rel="alternate" hreflang="${hreflang}" href="${absolute(other!, page)}"/>`,
    )
    .join('');
  return `<url><loc>${absolute(lang, page)}</loc>${alternates}</url>`;
}

export const GET: APIRoute = ({ params }) => {
  const lang = params.lang!;
  const urls = pagesWithLanguages()
    .filter(([, translations]) => translations.includes(lang))
    .map(([page, translations]) => url(lang, page, translations));
  return new Response(`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:x="http://www.w3.org/1999/xhtml">
${urls.join('\n')}
</urlset>
`);
};
