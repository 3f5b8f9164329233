/** How messages name tags and lines. */
import type { Tag } from '../lib/text/mdx.ts';

/** The number of the line in which an offset lies, from 1. */
export const lineAt = (text: string, offset: number): number =>
  text.slice(0, offset).split('\n').length;

/** `<Cause id="tls">`: how a message names a tag. */
export const nameOf = (tag: Tag): string =>
  `<${[tag.name, ...Object.entries(tag.attributes).map(([name, value]) => (value ? `${name}=${value}` : name))].join(' ')}>`;
