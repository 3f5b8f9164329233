import { BASE, SITE_URL } from '../lib/publishing/href.ts';

export const GET = () =>
  new Response(`User-agent: *\nAllow: /\n\nSitemap: ${SITE_URL}${BASE}/sitemap.xml\n`);
