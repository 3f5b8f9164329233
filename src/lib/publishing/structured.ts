/** What a page says of itself to search engines: JSON-LD in the words of https://schema.org, as short as it can be. */

/** A page with its place in the site, every address in full. */
export interface Described {
  url: string;
  headline: string;
  lang: string;
  /** The home page of the language. */
  home: string;
  /** Last part of the path that leads here from home. */
  crumb: string;
  /** The codes that the page is about, with their names. */
  terms: { code: string; name: string }[];
}

/** The graph of a page as text that may stand in a `<script>`. No date: none is known. */
export function structuredData({ url, headline, lang, home, crumb, terms }: Described): string {
  const about = terms.map(({ code, name }) => ({
    '@type': 'DefinedTerm',
    inDefinedTermSet: home,
    termCode: code,
    name,
  }));
  const item = (position: number, name: string, address?: string) => ({
    '@type': 'ListItem',
    position,
    name,
    item: address,
  });
  const graph = [
    {
      '@type': 'TechArticle',
      url,
      inLanguage: lang,
      about: about.length === 1 ? about[0] : about,
      headline,
    },
    { '@type': 'BreadcrumbList', itemListElement: [item(1, 'Close Codes', home), item(2, crumb)] },
  ];
  return JSON.stringify({ '@context': 'https://schema.org', '@graph': graph }).replaceAll(
    '<',
    '\\u003c',
  );
}
