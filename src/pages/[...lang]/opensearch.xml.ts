/** Lets a browser's address bar search the site: https://github.com/dewitt/opensearch, version 1.1. */
import type { APIContext } from 'astro';
import { localeOf, languageParam, languages } from '../../content.ts';
import { escape } from '../../lib/text/escape.ts';
import { absolute } from '../../lib/publishing/href.ts';

export const getStaticPaths = () =>
  languages.map((lang) => ({ params: { lang: languageParam(lang) } }));

export const GET = ({ params }: APIContext) => {
  const locale = localeOf(params.lang);
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>Close Codes</ShortName>
<Description>${escape(locale.words.home.question)}</Description>
<Language>${locale.tag}</Language>
<InputEncoding>UTF-8</InputEncoding>
<Image width="16" height="16" type="image/svg+xml">${absolute('en', 'favicon.svg')}</Image>
<Url type="text/html" template="${escape(locale.absolute('search'))}?q={searchTerms}"/>
</OpenSearchDescription>
`,
    { headers: { 'Content-Type': 'application/opensearchdescription+xml' } },
  );
};
