/** Ids in words for error messages: what stands behind the # of an address must be readable and must not depend on a number. */

/** Words that tell nothing of an error, and those that stand in half of all messages about WebSockets. */
const UNTELLING = new Set(
  'a an and are as at be been by can error exception failed for from has have in invalid is it its of on or received that the this to was websocket with'.split(
    ' ',
  ),
);
const MOST_WORDS = 4;

/** Letters and digits of a message, in lower case; what stands in <…> differs each time it is printed. */
const wordsOf = (text: string): string[] =>
  text
    .replace(/<[^<>]*>/g, ' ')
    .replace(/['’]/g, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * An id for each message of a library, each another: its name and the first four words that tell something; more words
 * where two would be alike.
 * @example messageIds('ws', ['Invalid WebSocket frame: FIN must be set']) → ['ws-frame-fin-must-set']
 */
export function messageIds(library: string, texts: readonly string[]): string[] {
  const taken = new Set<string>();
  return texts.map((text) => {
    const all = wordsOf(text);
    const own = library.split(/[^a-z0-9]+/);
    const telling = all.filter((word) => !UNTELLING.has(word) && !own.includes(word));
    const words = telling.length ? telling : all;
    const longer = [...words.keys()]
      .slice(MOST_WORDS - 1)
      .map((last) => words.slice(0, last + 1).join('-'));
    const shortest = words.join('-') || 'message';
    const choices = [...(longer.length ? longer : [shortest]), all.join('-') || shortest];
    const slug = choices.find((choice) => !taken.has(choice)) ?? numbered(choices[0]!, taken);
    taken.add(slug);
    return `${library}-${slug}`;
  });
}

/** The first of `x-2`, `x-3` … that is free. */
function numbered(slug: string, taken: ReadonlySet<string>): string {
  let number = 2;
  while (taken.has(`${slug}-${number}`)) number++;
  return `${slug}-${number}`;
}
