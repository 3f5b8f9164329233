/** The rendered text of an entry, cut into its sections: it is rendered once and stands on up to nineteen pages. */

/** Where a section begins in the rendered text. The name is that of its tag. */
export const sectionMark = (name: string): string => `<!--${name}-->`;

/** The HTML of one section; empty if the text has none of that name. */
export function partOf(html: string, name: string): string {
  const [, after = ''] = html.split(sectionMark(name));
  return after.split(/<!--[A-Z]\w*-->/, 1)[0]!.trim();
}
