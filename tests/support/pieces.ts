/**
 * What a checker of markup sees of a page when its words are gone: its pieces. A piece is an element with its attributes, and what it stands
 * in; or that it is empty; or the order of what it holds, where a rule asks for that. Of pages whose pieces are all known, languages and
 * optional sections among them, none needs to be checked again. Whatever a rule looks at stays: attributes and their fixed values, styles, ids
 * that are there twice or not at all, labels that are said twice, and signs that no page should have. The order of headings has a test of its
 * own, which reads every page.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TOKENS =
  /<(script|style)\b([^>]*)>([\s\S]*?)<\/\1>|<!--[\s\S]*?-->|<\/?[^\s<>]+(?:[^<>"']|"[^"]*"|'[^']*')*>|[^<]+|</g;
const ATTRIBUTES = /([^\s=<>"'/]+)(\s*=\s*)("[^"]*"|'[^']*'|[^\s>"']+)/g;

/** Elements without an end. */
const VOID = /^(?:meta|link|br|hr|img|input|wbr|source|!doctype)$/i;
/** Elements that want what they hold in an order, or once. */
const ORDERED =
  /^(?:html|head|dl|table|thead|tbody|tr|details|fieldset|figure|picture|video|audio|select|ruby)$/;

/** Elements of which a page has one, or one without a name of its own. */
const ONCE = /^(?:title|base|main|header|footer|nav|aside|h1)$/;

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
const IN_VALUE = /[<>&"`]|[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\n\t\p{Cf}]/gu;
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

/** An element that is still open: what it stands in, its tag, and what it holds so far. */
interface Open {
  name: string;
  tag: string;
  inside: string;
  holds: string[];
}

/** The pieces of a page; the page itself where its elements do not close one another. @param html as it is served */
export function piecesOf(html: string): Set<string> {
  const valueOf = valuesOf(html);
  const pieces = new Set<string>();
  const open: Open[] = [{ name: '', tag: '', inside: '', holds: [] }];
  const bones = (tag: string): string =>
    tag.replace(ATTRIBUTES, (_, name: string, equals: string, value: string) => {
      const quote = /^["']/.exec(value)?.[0] ?? '';
      return name + equals + quote + valueOf(name.toLowerCase(), bare(value)) + quote;
    });
  const put = (name: string, piece: string): void => {
    const parent = open.at(-1)!;
    if (parent.holds.at(-1) !== name) parent.holds.push(name);
    pieces.add(`${parent.inside} ${piece}`);
  };
  for (const [token, element, attributes = '', content = ''] of html.matchAll(TOKENS)) {
    if (element) {
      const held = /json/.test(attributes) ? 'x' : content;
      put(element, `<${element}${bones(attributes)}>${held}</${element}>`);
    } else if (token.startsWith('</')) {
      const { name, tag, inside, holds } = open.pop()!;
      if (name !== token.slice(2, -1).trim() || open.length === 0) return new Set([html]);
      if (holds.length === 0) pieces.add(`${inside} ${tag} is empty`);
      else if (ORDERED.test(name)) pieces.add(`${inside} ${tag} holds ${holds.join(' ')}`);
    } else if (/^<[!a-z]/i.test(token)) {
      const name = /^<([^\s/>]+)/.exec(token)![1]!;
      const tag = bones(token);
      put(
        name,
        ONCE.test(name) && pieces.has(`${open.at(-1)!.inside} ${tag}`) ? `${tag} again` : tag,
      );
      if (!VOID.test(name) && !token.endsWith('/>') && !token.startsWith('<!--'))
        open.push({ name, tag, inside: `${open.at(-1)!.inside} ${name}`, holds: [] });
    } else {
      const signs = inText(token);
      if (signs) put('#text', signs);
    }
  }
  return open.length === 1 ? pieces : new Set([html]);
}

/** Pages that together have every piece of all: each that brings one which none before it has. @param pages paths with their HTML */
export function pagesOfAllPieces(pages: Iterable<readonly [path: string, html: string]>): string[] {
  const known = new Set<string>();
  const wanted: string[] = [];
  for (const [path, html] of pages) {
    const before = known.size;
    for (const piece of piecesOf(html)) known.add(piece);
    if (known.size > before) wanted.push(path);
  }
  return wanted;
}

/** Pages of a built site that together have every piece of all, in order of path. @param dist its folder */
export function differentPages(dist: string): string[] {
  const paths = globSync('**/*.html', { cwd: dist }).sort();
  function* read() {
    for (const path of paths) yield [path, readFileSync(join(dist, path), 'utf8')] as const;
  }
  return pagesOfAllPieces(read());
}
