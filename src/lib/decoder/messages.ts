/**
 * Finds the exact messages of libraries in a paste: local alignment of words (Smith and Waterman, 1981), weighed by how rare a word is.
 * Timestamps and prefixes between the words cost little, placeholders let anything pass, a typo counts almost as the word.
 */
import type { DecoderData } from '../decoderData.ts';
import { between, isTypo, toWords, type Words } from './text.ts';

/** A message made ready to be found. */
export interface Template {
  /** Place in `DecoderData.messages`. */
  index: number;
  code: number;
  library: number;
  words: Int32Array;
  /** May anything stand before this word? One more entry for the end. */
  open: boolean[];
  /** Does the text show the code itself, as `close 1006` does? Then the number in the paste counts. */
  showsCode: boolean;
  total: number;
  /** Words that only WebSocket has: such a message needs no other sign of it. */
  speaksOfIt: boolean;
}

export interface Vocabulary { ids: Map<string, number>; weight: Float64Array; templates: Template[]; typos: Map<number, string[]> }

/** A message found in the paste. */
export interface Match {
  template: Template;
  /** Words of the paste, from first to last. */
  from: number;
  to: number;
  /** Weight of the words found, and how much of the message they are, gaps and missing words counted against it (0 to 1). */
  weight: number;
  score: number;
  /** Broken off where the paste ends. */
  truncated: boolean;
}

/** `<n>`, `<…>`, `%s`, `{…}`, `...`; not `<CloseCode.ABNORMAL_CLOSURE: 1006>`, which is printed so. */
const PLACEHOLDER = /<[A-Za-z_…][A-Za-z_ …-]{0,23}>|%[a-z]|\{\.*…?\}|\.\.\.|…/g;
/** An example stands where a value is printed: an address, a path, the status of a refused handshake. */
const EXAMPLE = /\b(?:wss?|https?):\/\/[^\s'")]*|\b[a-z]\.example\b|\b403 Forbidden\b|\/ws\/chat\/|'?ws\/chat\/'?|\[TEXT_FULL_WRITING\]/g;
const HOLE = ' \u0001 ';

/** Words of the protocol, which no other text of a log is likely to have. */
const PROTOCOL_WORDS = new Set(['websocket', 'websockets', 'ws', 'wss', 'rsv', 'rsv1', 'rsv2', 'rsv3', 'unmasked', 'masked', 'mask', 'opcode', 'pong', 'badframe', 'badencoding', 'closecode', 'asgi', 'ratchet', 'websocketdisconnect', 'subprotocol', 'subprotocols']);

/** Words at most so many apart still belong to one message: prefixes of wrapped lines stand between, not whole lines. */
const GAP = 0.12;
/** A word of the message that is not there costs a part of its weight on top of it. */
const MISSING = 0.3;
/** In a placeholder may stand a sentence. */
const OPEN_GAP = 0.004;
const TYPO = 0.85;
/** More candidates than this have too little in common with the paste to matter. */
const MOST_CANDIDATES = 60;

function compile(text: string, code: number): { words: string[]; open: boolean[]; showsCode: boolean } {
  const bare = text.replace(PLACEHOLDER, HOLE).replace(EXAMPLE, HOLE);
  const words: string[] = [];
  const open = [false];
  let showsCode = false;
  const cut = toWords(bare);
  for (const [place, word] of cut.words.entries()) {
    if (between(cut, place).includes('\u0001') || (place === 0 && bare.trimStart().startsWith('\u0001'))) open[words.length] = true;
    if (/^\d+$/.test(word)) {
      showsCode ||= Number(word) === code;
      open[words.length] = true;
    } else {
      words.push(word);
      open[words.length] = false;
    }
  }
  return { words, open, showsCode };
}

/** Compiles all messages once. */
export function createVocabulary({ messages }: DecoderData): Vocabulary {
  const compiled = messages.map(([text, code]) => compile(text, code));
  const frequency = new Map<string, number>();
  for (const { words } of compiled) for (const word of new Set(words)) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const ids = new Map([...frequency.keys()].map((word, id) => [word, id]));
  const weight = Float64Array.from(frequency.values(), (count) => Math.log(1 + messages.length / count));
  const typos = new Map<number, string[]>();
  for (const word of ids.keys()) if (word.length >= 5) typos.set(word.length, [...(typos.get(word.length) ?? []), word]);
  const templates = compiled.flatMap(({ words, open, showsCode }, index): Template[] => {
    const [, code, library] = messages[index]!;
    const wordIds = Int32Array.from(words, (word) => ids.get(word)!);
    return words.length === 0 ? [] : [{
      index, code, library, open, showsCode, words: wordIds,
      total: wordIds.reduce((sum, id) => sum + weight[id]!, 0),
      speaksOfIt: words.some((word) => PROTOCOL_WORDS.has(word)),
    }];
  });
  return { ids, weight, templates, typos };
}

/** The paste in numbers of the vocabulary: word, how well it fits, and where a wrapped word was put together. */
interface Line { id: Int32Array; fit: Float32Array; joined: Int32Array }

/** At most so many different unknown words are compared with the vocabulary: a hostile paste has more. */
const MOST_TYPOS = 1_500;

function numbered(words: Words, { ids, typos }: Vocabulary): Line {
  const known = new Map<string, [id: number, fit: number]>();
  let left = MOST_TYPOS;
  const lookUp = (word: string): [number, number] => {
    const cached = known.get(word);
    if (cached) return cached;
    const exact = ids.get(word);
    let found: [number, number] = exact === undefined ? [-1, 0] : [exact, 1];
    if (exact === undefined && word.length >= 5 && word.length < 20 && !/\d/.test(word) && left-- > 0) {
      for (const length of [word.length, word.length - 1, word.length + 1]) {
        const near = typos.get(length)?.find((other) => isTypo(word, other));
        if (near) { found = [ids.get(near)!, TYPO]; break; }
      }
    }
    known.set(word, found);
    return found;
  };
  const count = words.words.length;
  const line: Line = { id: new Int32Array(count), fit: new Float32Array(count), joined: new Int32Array(count).fill(-1) };
  for (let place = 0; place < count; place += 1) {
    const [id, fit] = lookUp(words.words[place]!);
    line.id[place] = id;
    line.fit[place] = fit;
    // `abnorm` at the end of a line and `al` at the start of the next are one word that a terminal broke.
    const gap = between(words, place);
    if (gap === '\n' || gap === '\r\n') line.joined[place] = ids.get(words.words[place - 1]! + words.words[place]!) ?? -1;
  }
  return line;
}

/** The best alignment of one message, by dynamic programming over its words and those of the paste. */
function align(template: Template, line: Line, weight: Float64Array): Omit<Match, 'template' | 'truncated'> & { last: number } | undefined {
  const count = line.id.length;
  const rows = template.words.length;
  const mean = template.total / rows;
  // One row for each word of the message; `best` is the score of an alignment that ends at this word of both.
  let above = new Float64Array(count + 1);
  let aboveFrom = new Int32Array(count + 1);
  let aboveWeight = new Float64Array(count + 1);
  let top = { score: 0, from: 0, to: 0, weight: 0, last: 0 };
  for (let row = 0; row < rows; row += 1) {
    const id = template.words[row]!;
    const value = weight[id]!;
    const here = new Float64Array(count + 1);
    const hereFrom = new Int32Array(count + 1);
    const hereWeight = new Float64Array(count + 1);
    // Before the next word, the paste may have words of its own.
    const gap = (template.open[row + 1] ? OPEN_GAP : GAP) * mean;
    for (let place = 0; place < count; place += 1) {
      const isWord = line.id[place] === id;
      const isJoined = !isWord && line.joined[place] === id;
      // This word of the message is not there.
      let best = above[place + 1]! - value * MISSING;
      let from = aboveFrom[place + 1]!;
      let found = aboveWeight[place + 1]!;
      // This word of the paste is not of the message.
      if (here[place]! - gap > best) { best = here[place]! - gap; from = hereFrom[place]!; found = hereWeight[place]!; }
      if (isWord || isJoined) {
        const before = isJoined ? place - 1 : place;
        const fit = isJoined ? TYPO : line.fit[place]!;
        const score = above[before]! + value * fit;
        if (score > best) {
          best = score;
          from = above[before]! > 0 ? aboveFrom[before]! : before;
          found = (above[before]! > 0 ? aboveWeight[before]! : 0) + value * fit;
          if (best > top.score) top = { score: best, from, to: place, weight: found, last: row };
        }
      }
      if (best > 0) { here[place + 1] = best; hereFrom[place + 1] = from; hereWeight[place + 1] = found; }
    }
    above = here; aboveFrom = hereFrom; aboveWeight = hereWeight;
  }
  return top.score > 0 ? { ...top, score: top.score / template.total } : undefined;
}

/** Ends of a paste that was cut: nothing follows, or dots. */
const isCutOff = (words: Words, place: number): boolean => /^[^\p{L}\d]*$|^\s*(?:\.\.\.|…)/u.test(words.text.slice(words.end[place], (words.end[place] ?? 0) + 40));

/**
 * All messages of which at least half is found, best first. Those that print the same words share the same stretch of the paste:
 * the caller chooses.
 */
export function findMessages(words: Words, vocabulary: Vocabulary): Match[] {
  const { templates, weight } = vocabulary;
  const line = numbered(words, vocabulary);
  const present = new Float64Array(weight.length);
  for (const [place, id] of line.id.entries()) if (id >= 0) present[id] = Math.max(present[id]!, line.fit[place]!);
  for (const id of line.joined) if (id >= 0) present[id] = Math.max(present[id]!, TYPO);
  const cover = (template: Template) => template.words.reduce((sum, id) => sum + weight[id]! * present[id]!, 0);
  const candidates = templates
    .map((template) => ({ template, cover: cover(template) }))
    .filter(({ template, cover: found }) => found >= template.total * 0.45)
    .sort((a, b) => b.cover * (b.cover / b.template.total) - a.cover * (a.cover / a.template.total))
    .slice(0, MOST_CANDIDATES);
  return candidates.flatMap(({ template }): Match[] => {
    const found = align(template, line, weight);
    if (!found) return [];
    const { last, ...match } = found;
    const truncated = last < template.words.length - 1 && isCutOff(words, match.to);
    if (truncated) {
      // Only the part that could be there is asked for.
      const asked = template.words.slice(0, last + 1).reduce((sum, id) => sum + weight[id]!, 0);
      return [{ template, ...match, score: Math.min(1, (match.score * template.total) / asked), truncated }];
    }
    return match.score >= 0.4 ? [{ template, ...match, truncated }] : [];
  }).sort((a, b) => b.weight * b.score - a.weight * a.score);
}
