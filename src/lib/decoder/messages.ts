/**
 * Finds the exact messages of libraries in a paste: local alignment of words (Smith and Waterman, 1981), weighed by how rare a word is.
 * Timestamps and prefixes between the words cost little, placeholders let anything pass, a typo counts almost as the word.
 */
import type { DecoderData } from './data.ts';
import { between, clean, groupBy, isTypo, toWords, type Words } from './text.ts';

/** A message made ready to be found. */
export interface Template {
  text: string;
  code: number;
  library: number;
  /** Place in `DecoderData.causes`, or -1. */
  cause: number;
  /** Place in `ORIGINS`. */
  origin: number;
  /** Its rank by how common the library is. */
  index: number;
  words: Int32Array;
  /** May anything stand before this word? One more entry for the end. */
  open: boolean[];
  /** Does the text show the code itself, as `close 1006` does? Then the number in the paste counts. */
  showsCode: boolean;
  total: number;
  /** Words that only WebSocket has: such a message needs no other sign of it. */
  speaksOfIt: boolean;
  /** Weight of each word that other programs do not say as well: 0 for `connection`, `closed` and the names of codes. */
  telling: Float64Array;
  /** Does another library print the same, or any server of the same protocol (SockJS)? Then it names none. */
  isShared: boolean;
  /** Is it nothing but the name of a code? */
  isCodeName: boolean;
  /** The text as it is printed, anything in the place of its placeholders and numbers. */
  literal: RegExp;
  /** The same, standing by itself: after a colon, a quote, a bracket or the start of a line, and before the end of one. */
  alone: RegExp;
}

export interface Vocabulary {
  ids: Map<string, number>;
  weight: Float64Array;
  templates: Template[];
  /** Words of five letters and more by their first letter: a typo is seldom there. */
  byInitial: Map<string, string[]>;
  /** `readystate`: words that are one identifier in a message, for pastes in small or in capital letters. */
  compounds: Map<string, number[]>;
  /** The word of each id. */
  words: string[];
}

/** A message found in the paste. */
export interface Match {
  template: Template;
  /** Words of the paste, from first to last. */
  from: number;
  to: number;
  /** Weight of the words found, and how much of the message they are, gaps and missing words counted against it (0 to 1). */
  weight: number;
  /** The part of the weight that only this message has. */
  telling: number;
  score: number;
  /** Broken off where the paste ends. */
  truncated: boolean;
}

/** `<n>`, `<…>`, `%s`, `{…}`, `...`; not `<CloseCode.ABNORMAL_CLOSURE: 1006>`, which is printed so. */
const PLACEHOLDER = /<[A-Za-z_…][A-Za-z_ …-]{0,23}>|%[a-z]|\{\.*…?\}|\.\.\.|…/g;
/** An example stands where a value is printed: an address, a path, the status of a refused handshake. */
const EXAMPLE =
  /\b(?:wss?|https?):\/\/[^\s'")]*|\b[a-z]\.example\b|\b403 Forbidden\b|\/ws\/chat\/|'?ws\/chat\/'?|\[TEXT_FULL_WRITING\]/g;
const HOLE = ' \u0001 ';

/** Words of the protocol, which no other text of a log is likely to have. */
const PROTOCOL_WORDS = new Set([
  'websocket',
  'websockets',
  'ws',
  'wss',
  'rsv',
  'rsv1',
  'rsv2',
  'rsv3',
  'unmasked',
  'masked',
  'mask',
  'opcode',
  'pong',
  'badframe',
  'badencoding',
  'closecode',
  'asgi',
  'ratchet',
  'websocketdisconnect',
  'subprotocol',
  'subprotocols',
]);

const wordSet = (list: string): Set<string> => new Set(list.split(' '));

/** The names of the codes (RFC 6455 section 7.4.1, IANA): any program prints them. */
const CODE_NAMES = wordSet(
  'a an the is of not normal closure going away protocol error unsupported data abnormal invalid frame payload policy violation message too big large mandatory extension missing internal server service restart try again later bad gateway unauthorized forbidden timeout',
);
/** Words in which any program tells that a connection ended: who finds nothing but these has found no library. */
const PLAIN = wordSet(
  'websocket websockets ws wss socket connection connect connected client session peer remote endpoint close closed closing disconnect disconnected code status reason event errors failed failure fail handshake received receive sent send unexpected timed out http opened open established read write eof transport channel stream lost tls ping pong ok trying reconnect reconnecting ' +
    'to from by in on with and or was are be been has have had no for at before after without already this that it can cannot',
);

/** Words at most so many apart still belong to one message: prefixes of wrapped lines stand between, not whole lines. */
const GAP = 0.12;
/** A word of the message that is not there costs a part of its weight on top of it. */
const MISSING = 0.3;
/** In a placeholder may stand a sentence. */
const OPEN_GAP = 0.004;
const TYPO = 0.85;
/** Of a message that is broken off a third may be there. */
const LEAST_COVER = 0.3;
/** More candidates than this have too little in common with the paste to matter. */
const MOST_CANDIDATES = 60;

function compile(
  text: string,
  code: number,
): { words: string[]; open: boolean[]; showsCode: boolean; compounds: string[][] } {
  const bare = clean(text).replace(PLACEHOLDER, HOLE).replace(EXAMPLE, HOLE);
  const words: string[] = [];
  const open = [false];
  const compounds: string[][] = [];
  let showsCode = false;
  const cut = toWords(bare);
  for (const [place, word] of cut.words.entries()) {
    if (
      between(cut, place).includes('\u0001') ||
      (place === 0 && bare.trimStart().startsWith('\u0001'))
    )
      open[words.length] = true;
    if (/^\d+$/.test(word)) {
      showsCode ||= Number(word) === code;
      open[words.length] = true;
      compounds.push([]);
    } else {
      if (place > 0 && /^_?$/.test(between(cut, place))) compounds.at(-1)!.push(word);
      else compounds.push([word]);
      words.push(word);
      open[words.length] = false;
    }
  }
  return { words, open, showsCode, compounds: compounds.filter(({ length }) => length > 1) };
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** The text of a message as a pattern: whatever stands for a value may be anything, white space is white space. */
function literalOf(text: string): string {
  // Whoever quotes a sentence leaves its full stop out.
  const bare = clean(text).replace(/\.$/, '').replace(PLACEHOLDER, HOLE).replace(EXAMPLE, HOLE);
  // A paste is compared as it was cut into words, so the message is too; the digit of `utf8` is no value.
  const parts = toWords(bare.trim())
    .text.replace(/(?<![A-Za-z\d])\d+/g, HOLE)
    .split(/\s*\u0001\s*/)
    .map((part) => escape(part).replace(/\s+/g, '\\s+'));
  return parts.join('\\s{0,4}.{0,160}?\\s{0,4}');
}

/** What people copy of a message that begins with an address: `WebSocket connection to '<url>' failed: …`. */
const tailOf = (text: string): string[] =>
  /'<[a-z]+>' failed: (\S+(?: \S+){4,})$/.exec(text)?.slice(1) ?? [];

/** Compiles all messages once. */
export function createVocabulary({ messages }: DecoderData): Vocabulary {
  const compiled = messages.flatMap(([library, ofLibrary]) =>
    ofLibrary.flatMap(([whole, code, cause, origin]) =>
      [whole, ...tailOf(whole)].map((text) => ({
        library,
        text,
        code,
        cause,
        origin,
        ...compile(text, code),
        isTail: text !== whole,
      })),
    ),
  );
  const frequency = new Map<string, number>();
  for (const { words, isTail } of compiled)
    for (const word of isTail ? [] : new Set(words))
      frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const ids = new Map([...frequency.keys()].map((word, id) => [word, id]));
  const weight = Float64Array.from(frequency.values(), (count) =>
    Math.log(1 + compiled.length / count),
  );
  const byInitial = groupBy(
    [...ids.keys()].filter((word) => word.length >= 5),
    (word) => word[0]!,
  );
  const compounds = new Map(
    compiled.flatMap((message) =>
      message.compounds.map(
        (parts) => [parts.join(''), parts.map((word) => ids.get(word)!)] as const,
      ),
    ),
  );
  const bare = (text: string) => text.toLowerCase().replace(/\.$/, '');
  const texts = compiled.map(({ text, library }) => ({ lower: bare(text), library }));
  /** Does another library print this sentence behind a prefix of its own? Go's are wrapped as they are, and name their package. */
  const isPrintedBehindAnother = (lower: string, library: number) =>
    !lower.startsWith('websocket: ') &&
    texts.some(
      (other) =>
        other.library !== library &&
        other.lower.length > lower.length &&
        other.lower.endsWith(lower),
    );
  const printers = groupBy(compiled, ({ text }) => text.toLowerCase());
  const isShared = ({ text, library }: { text: string; library: number }) =>
    text.startsWith('c[') ||
    printers.get(text.toLowerCase())!.some((other) => other.library !== library) ||
    isPrintedBehindAnother(bare(text), library);
  const templates = compiled
    .filter(({ words }) => words.length > 0)
    .map(({ words, compounds: _, isTail: __, ...message }, index): Template => {
      const wordIds = Int32Array.from(words, (word) => ids.get(word)!);
      const literal = literalOf(message.text);
      return {
        ...message,
        index,
        words: wordIds,
        total: wordIds.reduce((sum, id) => sum + weight[id]!, 0),
        speaksOfIt: words.some((word) => PROTOCOL_WORDS.has(word)),
        telling: Float64Array.from(words, (word) =>
          PLAIN.has(word) || CODE_NAMES.has(word) ? 0 : weight[ids.get(word)!]!,
        ),
        isShared: isShared(message),
        isCodeName: words.every((word) => CODE_NAMES.has(word)),
        literal: new RegExp(literal, 'i'),
        alone: new RegExp(
          `(?<=(?:^|[:"'([{>=,;\\d\\])\\n-])\\s*)${literal}(?=\\s*(?:$|[\\n"')\\]},.;!(<|\\\\-]))`,
          'i',
        ),
      };
    });
  return { ids, weight, templates, byInitial, compounds, words: [...ids.keys()] };
}

/** Where a word of the vocabulary stands in the paste, and how well it fits. A joined word was broken at the end of a line and began one place before. */
interface Place {
  at: number;
  fit: number;
  joined: boolean;
}

/** At most so many different unknown words are compared with the vocabulary: a hostile paste has more. */
const MOST_TYPOS = 1_500;

/** The places of each word of the vocabulary, in order. */
function placesOf(words: Words, { ids, byInitial, compounds }: Vocabulary): Map<number, Place[]> {
  const known = new Map<string, [id: number, fit: number][]>();
  let left = MOST_TYPOS;
  const lookUp = (word: string): [id: number, fit: number][] => {
    const exact = ids.get(word);
    if (exact !== undefined) return [[exact, 1]];
    if (word.length < 5 || word.length > 20 || left-- <= 0) return [];
    return (byInitial.get(word[0]!) ?? [])
      .filter((other) => isTypo(word, other))
      .map((other) => [ids.get(other)!, TYPO]);
  };
  const places = new Map<number, Place[]>();
  const put = (id: number, place: Place) => places.get(id)?.push(place) ?? places.set(id, [place]);
  for (const [at, word] of words.words.entries()) {
    if (!known.has(word)) known.set(word, lookUp(word));
    for (const [id, fit] of known.get(word)!) put(id, { at, fit, joined: false });
    for (const [part, id] of compounds.get(word)?.entries() ?? [])
      put(id, { at: at + part / 10, fit: 1, joined: false });
    // `abnorm` at the end of a line and `al` at the start of the next are one word that a terminal broke.
    if (/^\r?\n$/.test(between(words, at))) {
      const whole = ids.get(words.words[at - 1]! + word);
      if (whole !== undefined) put(whole, { at, fit: TYPO, joined: true });
    }
  }
  return places;
}

/** An alignment looks back over so many cells and words: a message is not spread over more. */
const MOST_BACK = 40;
const FARTHEST = 60;

/** What lies between two words of a message, for each pair: `before * length + row`. */
interface Between {
  /** What the words between them cost, as they are missing. */
  missing: Float64Array;
  /** May anything stand there? */
  isOpen: Uint8Array;
}

/** Made when a message is first aligned: most never are. */
const betweenWords = new WeakMap<Template, Between>();

function betweenOf(template: Template, weight: Float64Array): Between {
  let known = betweenWords.get(template);
  if (known) return known;
  const { words, open } = template;
  const { length } = words;
  known = { missing: new Float64Array(length * length), isOpen: new Uint8Array(length * length) };
  for (let before = 0; before < length; before += 1) {
    let cost = 0;
    let opened = false;
    for (let row = before + 1; row < length; row += 1) {
      opened ||= open[row]!;
      known.missing[before * length + row] = cost;
      known.isOpen[before * length + row] = Number(opened);
      cost += weight[words[row]!]! * MISSING;
    }
  }
  betweenWords.set(template, known);
  return known;
}

/** Rooms for one alignment, used again for the next: a long paste asks for thousands of cells, sixty times. */
const room = {
  at: new Float64Array(0),
  row: new Int32Array(0),
  score: new Float64Array(0),
  from: new Float64Array(0),
  weight: new Float64Array(0),
  telling: new Float64Array(0),
};

function makeRoom(cells: number): typeof room {
  if (room.row.length < cells) {
    const size = 2 * cells;
    for (const name of Object.keys(room) as (keyof typeof room)[])
      if (name !== 'row') room[name] = new Float64Array(size);
    room.row = new Int32Array(size);
  }
  return room;
}

/**
 * The best alignment of one message, by dynamic programming over the places where its words stand. A cell is a word of the message at a
 * place of the paste, with the best alignment that ends there.
 */
function align(
  template: Template,
  places: Map<number, Place[]>,
  weight: Float64Array,
): (Omit<Match, 'template' | 'truncated'> & { last: number }) | undefined {
  const { words, total } = template;
  const { length } = words;
  const mean = total / length;
  const { missing, isOpen } = betweenOf(template, weight);
  // The places of each word are in order: taking the first of all, of equals that of the earlier word, sorts the cells.
  const lists = Array.from(words, (id) => places.get(id) ?? []);
  const heads = new Int32Array(length);
  const count = lists.reduce((sum, list) => sum + list.length, 0);
  const cells = makeRoom(count);
  let top = -1;
  for (let cell = 0; cell < count; cell += 1) {
    let row = -1;
    for (let other = 0; other < length; other += 1)
      if (
        heads[other]! < lists[other]!.length &&
        (row < 0 || lists[other]![heads[other]!]!.at < lists[row]![heads[row]!]!.at)
      )
        row = other;
    const { at, fit, joined } = lists[row]![heads[row]!++]!;
    const own = weight[words[row]!]! * fit;
    const ownTelling = template.telling[row]! * fit;
    const begins = joined ? at - 1 : at;
    let best = own;
    let bestBefore = -1;
    for (let before = cell - 1; before >= 0 && before >= cell - MOST_BACK; before -= 1) {
      const beforeAt = cells.at[before]!;
      const gap = Math.max(0, begins - beforeAt - 1);
      if (gap > FARTHEST) break;
      const beforeRow = cells.row[before]!;
      if (beforeAt >= begins || beforeRow >= row) continue;
      const pair = beforeRow * length + row;
      const score =
        cells.score[before]! + own - missing[pair]! - gap * (isOpen[pair] ? OPEN_GAP : GAP) * mean;
      if (score > best) {
        best = score;
        bestBefore = before;
      }
    }
    const isFirst = bestBefore < 0;
    cells.at[cell] = at;
    cells.row[cell] = row;
    cells.score[cell] = best;
    cells.from[cell] = isFirst ? begins : cells.from[bestBefore]!;
    cells.weight[cell] = isFirst ? own : cells.weight[bestBefore]! + own;
    cells.telling[cell] = isFirst ? ownTelling : cells.telling[bestBefore]! + ownTelling;
    if (top < 0 || best > cells.score[top]!) top = cell;
  }
  return top < 0
    ? undefined
    : {
        from: Math.floor(cells.from[top]!),
        to: Math.floor(cells.at[top]!),
        weight: cells.weight[top]!,
        telling: cells.telling[top]!,
        score: cells.score[top]! / total,
        last: cells.row[top]!,
      };
}

/** Is the paste cut off behind this word: nothing follows, or dots, or the beginning of the message's next word? */
function isCutOff(words: Words, place: number, next: string): boolean {
  const rest = words.text.slice(words.end[place], (words.end[place] ?? 0) + 40);
  return (
    /^[^\p{L}\d]*$|^\s*(?:\.\.\.|…)/u.test(rest) ||
    (words.words.length === place + 2 && next.startsWith(words.words[place + 1]!))
  );
}

/**
 * All messages of which at least half is found, best first. Those that print the same words share the same stretch of the paste:
 * the caller chooses.
 */
export function findMessages(words: Words, vocabulary: Vocabulary): Match[] {
  const { templates, weight } = vocabulary;
  const places = placesOf(words, vocabulary);
  const fit = (id: number) =>
    Math.max(0, ...(places.get(id) ?? []).slice(0, 50).map((place) => place.fit));
  const present = Float64Array.from(weight, (_, id) => (places.has(id) ? fit(id) : 0));
  const cover = (template: Template) =>
    template.words.reduce((sum, id) => sum + weight[id]! * present[id]!, 0);
  const candidates = templates
    .map((template) => ({ template, cover: cover(template) }))
    .filter(({ template, cover: found }) => found >= template.total * LEAST_COVER)
    .sort((a, b) => b.cover * (b.cover / b.template.total) - a.cover * (a.cover / a.template.total))
    .slice(0, MOST_CANDIDATES);
  return candidates
    .flatMap(({ template }): Match[] => {
      const found = align(template, places, weight);
      if (!found) return [];
      const { last, ...match } = found;
      const truncated =
        last < template.words.length - 1 &&
        isCutOff(words, match.to, vocabulary.words[template.words[last + 1]!]!);
      if (truncated) {
        // Only the part that could be there is asked for.
        const asked = template.words.slice(0, last + 1).reduce((sum, id) => sum + weight[id]!, 0);
        return [
          {
            template,
            ...match,
            score: Math.min(1, (match.score * template.total) / asked),
            truncated,
          },
        ];
      }
      return match.score >= 0.4 ? [{ template, ...match, truncated }] : [];
    })
    .sort((a, b) => b.weight * b.score - a.weight * a.score);
}
