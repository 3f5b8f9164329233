/** The index of the sitemaps: one for each language. */
import { languages } from '../content.ts';
import { BASE, SITE_URL } from '../lib/publishing/href.ts';

export const GET = () =>
  new Response(`<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${languages.map((lang) => `<sitemap><loc>${SITE_URL}${BASE}/sitemap-${lang}.xml</loc></sitemap>`).join('\n')}
</sitemapindex>
`);
