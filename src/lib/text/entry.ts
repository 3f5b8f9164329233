/** The parts of an entry, each with its place in the text. */
import { allOf, readMdx, valueOf, type Mdx, type Node, type Tag } from './mdx.ts';

/** A stretch of an entry's text, between the tags that hold it. */
export interface Passage {
  text: string;
  start: number;
  end: number;
  nodes: readonly Node[];
}

/** A cause: the unit that notices, links, messages and addresses point to. */
export interface CausePart {
  /** Words with hyphens, permanent, the same in every language. */
  id: string;
  title: Passage;
  sign: Passage;
  remedies: { side: string; text: Passage }[];
}

/** The parts of an entry of content/codes, in order. */
export interface EntryParts {
  description: Passage;
  notices: { cause: string; text: Passage }[];
  causes: CausePart[];
  notHelpful: Passage[];
  asSender: Passage;
  /** Ids of the sources that it cites, each once, in order of first use. */
  sources: string[];
}

const EMPTY: Passage = { text: '', start: 0, end: 0, nodes: [] };

/** What stands inside a tag, without the white space around it. */
export function passageOf(tag: Tag | undefined, { text }: Pick<Mdx, 'text'>): Passage {
  if (!tag) return EMPTY;
  const inside = text.slice(tag.innerStart, tag.innerEnd);
  const start = tag.innerStart + (inside.length - inside.trimStart().length);
  return { text, start, end: start + inside.trim().length, nodes: tag.nodes };
}

/** Any Markdown or MDX as a passage. */
export function passage(source: string): Passage {
  const { text, root } = readMdx(source);
  return passageOf(root, { text });
}

/** The source of a passage as it stands in the file. */
export const sourceText = ({ text, start, end }: Passage): string => text.slice(start, end);

/** Cuts an entry's body into its parts; a part that is not there is empty. Throws an MdxError for a text that cannot be read. */
export function entryParts(body: string): EntryParts {
  const mdx = readMdx(body);
  const inside = (tag: Tag, name: string): Tag[] => allOf(tag, name);
  const only = (tag: Tag, name: string): Passage => passageOf(inside(tag, name)[0], mdx);
  return {
    description: only(mdx.root, 'Description'),
    notices: inside(mdx.root, 'Notice').map((tag) => ({
      cause: valueOf(tag, 'cause'),
      text: passageOf(tag, mdx),
    })),
    causes: inside(mdx.root, 'Cause').map((tag) => ({
      id: valueOf(tag, 'id'),
      title: only(tag, 'Title'),
      sign: only(tag, 'Sign'),
      remedies: inside(tag, 'Remedy').map((remedy) => ({
        side: valueOf(remedy, 'side'),
        text: passageOf(remedy, mdx),
      })),
    })),
    notHelpful: inside(mdx.root, 'NotHelpful').map((tag) => passageOf(tag, mdx)),
    asSender: only(mdx.root, 'AsSender'),
    sources: [...new Set(inside(mdx.root, 'Source').map((tag) => valueOf(tag, 'id')))],
  };
}
