/** Where a claim can be read: a key of content/sources/ or a section of an RFC. */
import type { Source } from './schema.ts';

const RFC_SECTION = /^rfc(\d+)-([\d.]+)$/;

/** Resolves a source id; undefined if there is no such source. `rfc6455-7.4.1` needs no entry. */
export function resolveSource(id: string, known: ReadonlyMap<string, Source>): Source | undefined {
  const rfc = RFC_SECTION.exec(id);
  if (!rfc) return known.get(id);
  const [, number, section] = rfc;
  return {
    // No space inside the label that a line could break at.
    label: number === '6455' ? `RFC §${section}` : `RFC ${number}`,
    title: `RFC ${number} §${section}`,
    url: `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`,
  };
}
