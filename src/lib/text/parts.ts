/** The rendered text of an entry, cut into its sections: it is rendered once and stands on up to nineteen pages. */

/** Where a section begins in the rendered text. The name is that of its tag. */
export const sectionMark = (name: string): string => `<!--${name}-->`;

/** The HTML of one section; empty if the text has none of that name. */
export function partOf(html: string, name: string): string {
  const [, after = ''] = html.split(sectionMark(name));
  return after.split(/<!--[A-Z]\w*-->/, 1)[0]!.trim();
}

/**
 * The same HTML beside another code's: ids and the links to them begin with the code, headings are one level lower,
 * because the code's number stands above them. Marks of sources lose their titles: two codes must fit into one first flight.
 * @example anchored('<h3 id="fix-tls">', '1006') === '<h4 id="1006-fix-tls">'
 */
export const anchored = (html: string, code: string): string =>
  html
    .replaceAll(' id="fix-', ` id="${code}-fix-`)
    .replaceAll(' href="#fix-', ` href="#${code}-fix-`)
    .replace(/(<\/?)h3\b/g, '$1h4')
    .replace(/(<a class="src" [^>]*?) title="[^"]*"/g, '$1');
