/**
 * An entry's MDX without its tags: its parts, as clean Markdown or as plain text.
 * As in lib/text/prose.ts, tags are sought where code is blanked and the words are cut from the body at the same offsets.
 */
import { codeBlocks, withoutCode, withoutFences } from './prose.ts';

/** What a `<CodeLink>` and a `<Source>` stand for. */
export interface TagTargets {
  /** @param to a code, a range or a comparison @param cause a cause of that code */
  link: (to: string, cause: string | undefined) => { name: string; url: string };
  source: (id: string) => { label: string; url: string };
}

/** The parts of an entry, each the MDX source between its tags. */
export interface EntryParts {
  description: string;
  notices: { cause: string; text: string }[];
  causes: { id: string; title: string; sign: string; remedies: { side: string; text: string }[] }[];
  notHelpful: string[];
  asSender: string;
}

interface Part {
  name: string;
  attributes: string;
  text: string;
}

/** Every `<name …>…</name>` of the body, in order. */
function partsOf(body: string, ...names: string[]): Part[] {
  const pattern = new RegExp(`<(${names.join('|')})\\b([^>]*)>([\\s\\S]*?)</\\1>`, 'dg');
  return [...withoutCode(body).matchAll(pattern)].map((match) => ({
    name: match[1]!,
    attributes: match[2]!,
    text: body.slice(...match.indices![3]!).trim(),
  }));
}

const attribute = ({ attributes }: Part, name: string): string =>
  new RegExp(`${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
const only = (body: string, name: string): string => partsOf(body, name)[0]?.text ?? '';

/** Cuts an entry's body into its parts; a part that is not there is empty. */
export function entryParts(body: string): EntryParts {
  return {
    description: only(body, 'Description'),
    notices: partsOf(body, 'Notice').map((part) => ({
      cause: attribute(part, 'cause'),
      text: part.text,
    })),
    causes: partsOf(body, 'Cause').map((part) => ({
      id: attribute(part, 'id'),
      title: only(part.text, 'Title'),
      sign: only(part.text, 'Sign'),
      remedies: partsOf(part.text, 'Remedy').map((remedy) => ({
        side: attribute(remedy, 'side'),
        text: remedy.text,
      })),
    })),
    notHelpful: partsOf(body, 'NotHelpful').map(({ text }) => text),
    asSender: only(body, 'AsSender'),
  };
}

const CODE_LINK = /<CodeLink\s+([^>]*?)(?:\/>|>(.*?)<\/CodeLink>)/dg;
const SOURCE = /<Source\s+id="([^"]*)"\s*\/>/dg;

/** Replaces what a pattern finds outside code; `write` gets the text before it and its groups as they stand in the text. */
function replaceTags(
  text: string,
  pattern: RegExp,
  write: (before: string, ...groups: (string | undefined)[]) => string,
): string {
  let done = 0;
  let result = '';
  for (const match of withoutCode(text).matchAll(pattern)) {
    const groups = match.indices!.slice(1).map((place) => place && text.slice(...place));
    result += write(text.slice(done, match.index), ...groups);
    done = match.index + match[0].length;
  }
  return result + text.slice(done);
}

const linkOf = (attributes: string, { link }: TagTargets) =>
  link(
    /to=(?:\{(\d+)\}|"([^"]*)")/.exec(attributes)!.slice(1).find(Boolean)!,
    /cause="([^"]*)"/.exec(attributes)?.[1],
  );

/**
 * MDX source as Markdown: links and sources become links, a source in brackets behind its claim.
 * @example toMarkdown('See <CodeLink to={1008} />.', targets) === 'See [1008](https://…/1008).'
 */
export function toMarkdown(source: string, targets: TagTargets): string {
  const linked = replaceTags(source, CODE_LINK, (before, attributes, words) => {
    const { name, url } = linkOf(attributes!, targets);
    return `${before}[${words ?? name}](${url})`;
  });
  return replaceTags(linked, SOURCE, (before, id) => {
    const { label, url } = targets.source(id!);
    return `${before.trimEnd()} ([${label}](${url}))`;
  });
}

const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"' };

/** Removes the marks of one stretch of prose; what stands in code is left as it is. */
function unmarked(prose: string): string {
  return prose
    .split(/(?<!`)(`[^`]+`)(?!`)/)
    .map((piece, place) =>
      place % 2
        ? piece.slice(1, -1)
        : piece
            .replace(/\*\*?(?=\S)([^*]+)\*\*?/g, '$1')
            .replace(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity),
    )
    .join('');
}

/**
 * MDX source as plain text: no tags, marks or sources, a link by its words. Code stands as it is, between empty lines.
 * @example toPlain('Send `1008` <Source id="x" />.', targets) === 'Send 1008.'
 */
export function toPlain(source: string, targets: TagTargets): string {
  const linked = replaceTags(
    source,
    CODE_LINK,
    (before, attributes, words) => before + (words ?? linkOf(attributes!, targets).name),
  );
  const untagged = replaceTags(linked, SOURCE, (before) => before.trimEnd());
  const blocks = codeBlocks(untagged);
  // Prose and code in turns: a fence leaves lines of blanks behind, one each.
  const prose = withoutFences(untagged);
  let done = 0;
  let result = '';
  for (const { code } of blocks) {
    const start = untagged.indexOf(code, done);
    result += `${unmarked(prose.slice(done, start)).trim()}\n\n${code.trimEnd()}\n\n`;
    done = start + code.length;
  }
  return (result + unmarked(prose.slice(done)).trim()).trim();
}

/** Any text as Markdown code of one line, whatever backquotes it holds. */
export function codeSpan(text: string): string {
  const ticks = '`'.repeat(
    1 + Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)),
  );
  const space = /^`|`$/.test(text) ? ' ' : '';
  return `${ticks}${space}${text}${space}${ticks}`;
}

/** The HTML of a fact (lib/factHtml.ts), which has only code, links and spans, as Markdown. */
export function factMarkdown(html: string): string {
  return html
    .replace(/<code>(.*?)<\/code>/g, (_, text: string) => `\`${text}\``)
    .replace(/<a href="([^"]*)">(.*?)<\/a>/g, '[$2]($1)')
    .replace(/<[^>]+>/g, '')
    .replace(/&#(\d+);/g, (_, sign: string) => String.fromCharCode(Number(sign)));
}
