/**
 * The list of all published addresses and anchors, which never shrinks. An address is a path without the site's folder and
 * without a language: that each language has the same addresses with the same anchors is a rule, and not listed.
 */

/** Addresses with their anchors. */
export type Permalinks = ReadonlyMap<string, ReadonlySet<string>>;

/** Ids inside drawings, and the target of the skip link: no address. */
const NO_ANCHOR = /^(?:svg|g|path|marker|symbol|pattern|mask|clipPath|linearGradient|use|main)$/i;

/** Anchors of a page's HTML: the ids of its elements, drawings apart. */
export function anchorsOf(html: string): Set<string> {
  const tags = html.matchAll(
    /<([a-z][\w-]*)\b(?:[^>"']|"[^"]*"|'[^']*')*?\sid\s*=\s*["']?([^"'\s>]+)/gi,
  );
  return new Set([...tags].filter(([, name]) => !NO_ANCHOR.test(name!)).map(([, , id]) => id!));
}

/** Reads the list: one line an address, `/1006 #description #fix-proxy-idle`. */
export function parsePermalinks(text: string): Permalinks {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() && !line.startsWith('# '));
  return new Map(
    lines.map((line) => {
      const [address, ...anchors] = line.trim().split(/\s+/);
      return [address!, new Set(anchors.map((anchor) => anchor.replace(/^#/, '')))];
    }),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The list as text, sorted by code points, so that the same list is the same file everywhere. */
export const formatPermalinks = (links: Permalinks): string =>
  [...links]
    .sort(([a], [b]) => compare(a, b))
    .map(
      ([address, anchors]) =>
        `${[address, ...[...anchors].sort(compare).map((anchor) => `#${anchor}`)].join(' ')}\n`,
    )
    .join('');

/**
 * The anchors of the further pages of a number: `/4000-systems-2` of `/4000`, `/1000-systems-2` of `/1000-systems`. A number's page has room
 * for so many systems; the row of one that has none left stands there, and the page links it.
 */
function furtherAnchors(address: string, present: Permalinks): Set<string> {
  const base = address.replace(/(\/\d+)(?:-systems)?$/, '$1-systems-');
  const pages = [...present].filter(
    ([other]) =>
      base !== address && other.startsWith(base) && /^\d+$/.test(other.slice(base.length)),
  );
  return new Set(pages.flatMap(([, anchors]) => [...anchors]));
}

/** What was published and is no longer there, a line each, with the remedy. */
export function disappeared(listed: Permalinks, present: Permalinks): string[] {
  const remedy = 'people link to it: bring it back, or keep the old id where its content went';
  return [...listed].flatMap(([address, anchors]) => {
    const found = present.get(address);
    if (!found)
      return [
        `${address}: no such page in dist/; expected the page that was published there; ${remedy}`,
      ];
    const gone = [...anchors].filter((anchor) => !found.has(anchor));
    const moved = gone.length ? furtherAnchors(address, present) : new Set<string>();
    return gone
      .filter((anchor) => !moved.has(anchor))
      .map(
        (anchor) =>
          `${address}#${anchor}: no such id on the page; expected the anchor that was published there; ${remedy}`,
      );
  });
}

/** Both lists as one. */
export function mergePermalinks(listed: Permalinks, present: Permalinks): Permalinks {
  const addresses = new Set([...listed.keys(), ...present.keys()]);
  return new Map(
    [...addresses].map((address) => [
      address,
      new Set([...(listed.get(address) ?? []), ...(present.get(address) ?? [])]),
    ]),
  );
}

/** The addresses of the source language; those of others stand in their folders. @param languages the others */
export const withoutLanguages = (links: Permalinks, languages: readonly string[]): Permalinks =>
  new Map([...links].filter(([address]) => !languages.includes(address.split('/')[1]!)));

/** The listed addresses as a language has them. @example inLanguage(listed, 'vi') has `/vi/1006` for `/1006` */
export const inLanguage = (listed: Permalinks, lang: string): Permalinks =>
  new Map([...listed].map(([address, anchors]) => [`/${lang}${address}`, anchors]));
