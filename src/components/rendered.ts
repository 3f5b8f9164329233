/** The texts that have been rendered in this build: each once, cut into sections, each cut once. */
import type { Code, Text } from '../content.ts';
import type { Locale } from '../lib/text/locale.ts';
import { partOf } from '../lib/text/parts.ts';

export type SectionTag = 'Description' | 'WhenYouSeeIt' | 'Fix' | 'Choose' | 'Differences';

/** A section of a text on a page of a language. */
export interface Wanted {
  text: Text;
  section: SectionTag;
  /** Language of the page: links in the text lead to pages of it. */
  locale: Locale;
  code?: Code | undefined;
  /** Beside another code: of each cause the sign alone, and ids begin with the code. */
  beside?: boolean | undefined;
}

const texts = new Map<string, Promise<string>>();
const cuts = new Map<string, string>();
const idOf = ({ text, locale, beside }: Wanted): string =>
  `${locale.tag} ${text.entry.id} ${beside ?? false}`;

/** Keeps the HTML of a whole text for the other pages. */
export const keep = (wanted: Wanted, html: Promise<string>): void =>
  void texts.set(idOf(wanted), html);

/** The wanted section of a text's HTML. */
export function cut(wanted: Wanted, html: string): string {
  const id = `${idOf(wanted)} ${wanted.section}`;
  let made = import.meta.env.DEV ? undefined : cuts.get(id);
  if (made === undefined) {
    made = partOf(html, wanted.section);
    cuts.set(id, made);
  }
  return made;
}

/** The section if its text has been rendered already. In development it never has: it may have changed since the last request. */
export async function known(wanted: Wanted): Promise<string | undefined> {
  const html = import.meta.env.DEV ? undefined : await texts.get(idOf(wanted));
  return html === undefined ? undefined : cut(wanted, html);
}
