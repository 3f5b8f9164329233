/**
 * Reads the tags of an entry's MDX without rendering it: causes, notices, links, sources.
 * The tags are few and written one way (content/README.md), so patterns are enough; the lint holds the files to it.
 */

/** A cause: the unit that notices, links, messages and addresses point to. */
export interface Cause {
  /** Words with hyphens, permanent, the same in every language. */
  id: string;
  /** The title as Markdown source of one line. */
  title: string;
}

/** Splits an MDX file into its front matter (YAML text) and its body. */
export function splitFrontMatter(text: string): { frontMatter: string; body: string } {
  const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text.replaceAll('\r\n', '\n'));
  return match ? { frontMatter: match[1]!, body: match[2]! } : { frontMatter: '', body: text };
}

const blank = (found: string): string => found.replace(/[^\n]/g, ' ');
const FENCED = /^( *)(`{3,})([^\s`]*)(?:[^\S\n][^\n`]*)?\n([\s\S]*?)^\1\2 *$/gm;

/** The body without fenced code. Offsets are kept. */
export const withoutFences = (body: string): string => body.replace(FENCED, blank);

/** The body without fenced and inline code, in which tags are not tags. Offsets are kept. */
export const withoutCode = (body: string): string =>
  withoutFences(body).replace(/(?<!`)(`+)(?!`)[^\n]*?[^`\n]\1(?!`)/g, blank);

/** The fenced code blocks: language of the fence and text. */
export function codeBlocks(body: string): { language: string; code: string }[] {
  return [...body.matchAll(FENCED)].map((m) => ({ language: m[3]!, code: m[4]! }));
}

/** The causes of `<Fix>`, in order. */
export function causesOf(body: string): Cause[] {
  const prose = withoutCode(body);
  return [...prose.matchAll(/<Cause id="([^"]*)">\s*<Title>(.*?)<\/Title>/g)].map((m) => {
    // The title may hold code, which `prose` has not.
    const end = m.index + m[0].length - '</Title>'.length;
    return { id: m[1]!, title: body.slice(end - m[2]!.length, end) };
  });
}

/** The ids of all sources cited in the prose, each once, in order of first use. */
export function sourcesOf(body: string): string[] {
  return [...new Set([...withoutCode(body).matchAll(/<Source id="([^"]*)"/g)].map((m) => m[1]!))];
}

/** The targets of `<CodeLink>`: a code, a range or a comparison, with the cause if one is named. */
export function linksOf(body: string): { to: string; cause: string | undefined }[] {
  return [...withoutCode(body).matchAll(/<CodeLink\s+([^>]*?)\/?>/g)].map((m) => ({
    to: /to=(?:\{(\d+)\}|"([^"]*)")/.exec(m[1]!)?.slice(1).find(Boolean) ?? '',
    cause: /cause="([^"]*)"/.exec(m[1]!)?.[1],
  }));
}

/** The causes that `<Notice>`s point to, in order. */
export function noticesOf(body: string): string[] {
  return [...withoutCode(body).matchAll(/<Notice cause="([^"]*)"/g)].map((m) => m[1]!);
}

/** Markdown source of one line as plain text: no backquotes, no emphasis marks, no tags. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/<Source [^>]*\/>/g, '')
    .replace(/<CodeLink [^>]*?to=(?:\{(\d+)\}|"([^"]*)")[^>]*\/>/g, '$1$2')
    .replace(/<[^>]+>/g, '')
    .replace(/[`*]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
