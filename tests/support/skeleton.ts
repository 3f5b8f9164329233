/**
 * What a checker of markup sees of a page when its words are gone. Pages that differ only in words, languages among them, have the same
 * skeleton, and one of them is checked for all. Whatever a rule looks at stays: what stands in what, attributes and their fixed values,
 * styles, what is empty, ids that are there twice or not at all, labels that are said twice, and signs that no page should have.
 */
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TOKENS =
  /<(script|style)\b([^>]*)>([\s\S]*?)<\/\1>|<!--[\s\S]*?-->|<\/?[^\s<>]+(?:[^<>"']|"[^"]*"|'[^']*')*>|[^<]+|</g;
const ATTRIBUTES = /([^\s=<>"'/]+)(\s*=\s*)("[^"]*"|'[^']*'|[^\s>"']+)/g;

/** Elements without an end. */
const VOID = /^(?:meta|link|br|hr|img|input|wbr|source|!doctype)$/i;
/** Elements of text, and lists: no rule asks how often one of the things in them is there, or in which order. */
const UNORDERED =
  /^(?:p|li|td|th|dd|dt|h[1-6]|span|em|strong|b|i|a|q|cite|summary|pre|code|samp|label|ul|ol|tbody|g)$/;

/** Attributes whose values are words of HTML. */
const KEPT =
  /^(?:class|type|rel|role|dir|method|name|property|http-equiv|charset|as|scope|colspan|rowspan|tabindex|loading|crossorigin|inputmode|autocomplete|spellcheck|media|translate|aria-(?!label$|labelledby|describedby|controls|owns|details|valuetext)[a-z]+)$/;
/** Attributes that name ids of the page. */
const REFERS =
  /^(?:for|list|form|headers|popovertarget|aria-(?:labelledby|describedby|controls|owns|details))$/;

const REFERENCE = /&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#x[\da-f]{1,5});/gi;
const MISTAKES = /\b(?:NaN|undefined|null|Infinity)\b|\[object|(?<![\w-])on\w+=/g;
/** Signs that have a meaning in a text, in a value or in an address, and signs that no page should have. */
const IN_TEXT = /[<>&]|[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\n\t\p{Cf}]/gu;
const IN_VALUE = /[<>&"'`]|[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\n\t\p{Cf}]/gu;
const IN_ADDRESS = /[\s<>"'`\\^{}|]|%(?![\da-f]{2})|[^\p{L}\p{M}\p{N}\p{P}\p{S}]/giu;

const allOf = (text: string, wanted: RegExp): string =>
  [...new Set(text.match(wanted))].sort().join('');

/** A text without its words: is there one, and has it a sign that is looked for? */
const wordless = (text: string, signs: RegExp): string =>
  (text.trim() && 'x') + allOf(text.includes('&') ? text.replace(REFERENCE, '') : text, signs);

const inText = (text: string): string => wordless(text, IN_TEXT);
const inValue = (text: string): string => wordless(text, IN_VALUE) + allOf(text, MISTAKES);

/** How an address begins, and whether it has a sign that none has. */
const inAddress = (address: string): string =>
  (/^(?:\w+:\/\/|\w+:|#|\/\/|\/|\.)/.exec(address)?.[0] ?? '') + wordless(address, IN_ADDRESS);

const countOf = (html: string, name: string): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const [, value] of html.matchAll(new RegExp(`\\s${name}=("[^"]*"|[^\\s>"']+)`, 'g')))
    counts.set(bare(value!), (counts.get(bare(value!)) ?? 0) + 1);
  return counts;
};
const bare = (value: string): string => value.replace(/^(["'])([\s\S]*)\1$/, '$2');

/** Values of attributes without words. */
function valuesOf(html: string): (name: string, value: string) => string {
  const ids = countOf(html, 'id');
  const labels = countOf(html, 'aria-label');
  return (name, value) => {
    if (KEPT.test(name)) return value;
    if (name === 'id') return ids.get(value) === 1 ? `x${/\s/.exec(value) ?? ''}` : value;
    if (REFERS.test(name))
      return [...new Set(value.split(' ').map((id) => (ids.has(id) ? 'ok' : id)))].join(' ');
    if (name === 'href' && value.startsWith('#')) return ids.has(value.slice(1)) ? '#ok' : value;
    if (/^(?:href|src|action)$/.test(name)) return inAddress(value);
    // A label that another element has too, or that the element says anyway, is a finding in some places.
    if (name === 'aria-label' && (labels.get(value) !== 1 || html.includes(`>${value}<`)))
      return value;
    if (name === 'datetime') return value.replace(/\d/g, '9');
    return inValue(value);
  };
}

/** What stands in an element: repeated neighbours once; in a text or a list, each thing once. */
const joined = (name: string, parts: readonly string[]): string =>
  UNORDERED.test(name)
    ? [...new Set(parts)].sort().join('')
    : parts.filter((part, place) => part !== parts[place - 1]).join('');

/** The skeleton of a page; the page itself where its elements do not close one another. @param html as it is served */
export function skeletonOf(html: string): string {
  const valueOf = valuesOf(html);
  const open: { name: string; parts: string[] }[] = [{ name: '', parts: [] }];
  const put = (part: string) => part && open.at(-1)!.parts.push(part);
  const bones = (tag: string): string =>
    tag.replace(ATTRIBUTES, (_, name: string, equals: string, value: string) => {
      const quote = /^["']/.exec(value)?.[0] ?? '';
      return name + equals + quote + valueOf(name.toLowerCase(), bare(value)) + quote;
    });
  for (const [token, element, attributes = '', inside = ''] of html.matchAll(TOKENS)) {
    if (element)
      put(`<${element}${bones(attributes)}>${/json/.test(attributes) ? 'x' : inside}</${element}>`);
    else if (token.startsWith('</')) {
      const name = token.slice(2, -1).trim();
      const done = open.pop()!;
      if (done.name !== name || open.length === 0) return html;
      put(`${joined(name, done.parts)}${token}`);
      // The tag stands before what it holds: both are one part of the parent.
      const inner = open.at(-1)!.parts.pop()!;
      open.at(-1)!.parts.push(open.at(-1)!.parts.pop()! + inner);
    } else if (/^<[!a-z]/i.test(token)) {
      const name = /^<([^\s/>]+)/.exec(token)![1]!;
      put(bones(token));
      if (!VOID.test(name) && !token.endsWith('/>') && !token.startsWith('<!--'))
        open.push({ name, parts: [] });
    } else put(inText(token));
  }
  return open.length === 1 ? joined('', open[0]!.parts) : html;
}

/** One page of each skeleton: the first by path. @param pages paths with their HTML */
export function onePerSkeleton(pages: Iterable<readonly [path: string, html: string]>): string[] {
  const first = new Map<string, string>();
  for (const [path, html] of pages) {
    const key = createHash('sha1').update(skeletonOf(html)).digest('base64');
    if (!first.has(key)) first.set(key, path);
  }
  return [...first.values()];
}

/** One page of each skeleton of a built site, in order of path. @param dist its folder */
export function differentPages(dist: string): string[] {
  const paths = globSync('**/*.html', { cwd: dist }).sort();
  function* read() {
    for (const path of paths) yield [path, readFileSync(join(dist, path), 'utf8')] as const;
  }
  return onePerSkeleton(read());
}
