/** Every address of the site is made here; nothing else knows SITE_URL and BASE. */

import { SOURCE_LANGUAGE } from './languages.ts';
export { SOURCE_LANGUAGE };

/** Origin of the published site; localhost until a deploy says otherwise. */
export const SITE_URL = process.env.SITE_URL || 'http://localhost:4321';

/** Folder under which the site is served, without a slash at its end: `` or `/close-codes`. */
export const BASE = process.env.BASE ?? '';

/**
 * Address of a page on this host.
 * @param page `` for the home page, else the last part of the address: `1006`, `1003-vs-1008`, `search`.
 * @example href('vi', '1006', 'fix') === '/vi/1006#fix'
 */
export function href(lang: string, page: string, anchor?: string): string {
  const folder = lang === SOURCE_LANGUAGE ? '' : `${lang}/`;
  return `${BASE}/${folder}${page}${anchor ? `#${anchor}` : ''}`;
}

/** The same with host: for canonical and alternate links, the sitemap and everything that is read elsewhere. */
export const absolute = (lang: string, page: string, anchor?: string): string =>
  SITE_URL + href(lang, page, anchor);
