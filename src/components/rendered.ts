/** The HTML of every text that has been rendered in this build, by language and entry. */
export const rendered = new Map<string, Promise<string>>();

const cuts = new Map<string, string>();

/** The cut of a text, made once; in development every time, because the text may have changed. */
export function cutOnce(id: string, make: () => string): string {
  const known = import.meta.env.DEV ? undefined : cuts.get(id);
  if (known !== undefined) return known;
  const made = make();
  cuts.set(id, made);
  return made;
}
