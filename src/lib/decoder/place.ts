/** A number of a text with what stands around it, as the rules of `strength.ts` ask for it. */
import { nameBeside, type KnownCodes } from './knownCodes.ts';
import { NUMBERED, OTHER, RECEIVED, SENT } from './numbers.ts';
import type { Speech } from './speech.ts';
import { before, behind, between, wordSet, type Words } from './text.ts';

/** What closes when a WebSocket does. */
const PARTIES = wordSet(
  'connection socket session client peer server remote gateway stream disconnected disconnect ondisconnect onclose',
);
/** Words of a CloseEvent or a Close frame that stand beside its code. */
const BESIDE = wordSet('reason clean remote');
/** Between the key and the number: `closed with exit code 1009`, `code: Library(4009)`. */
const FILLERS = wordSet(
  'with code codes status exit error event of the a an is was connection websocket iana library reserved bad private custom from by due number value frame request reason in state open connecting always',
);
/** What people name the CloseEvent. */
const EVENTS = wordSet('event evt ev');
/** `bytes_sent`, `packets received`: what is counted. */
const AMOUNTS = wordSet('bytes size length packets');
/** So many words around a number belong to it. */
export const WINDOW = 6;
/** `failing WebSocket connection in the OPEN state: 1009`: so far back stands what closes. */
const FARTHEST_KEY = 8;

/** What holds for all numbers of a text. */
interface Surroundings {
  found: Words;
  /** Signs of WebSocket in it: 0 none, 1 one, 2 more (`signsOfWebSocket`). */
  context: number;
  /** Is it of something else, such as a database? */
  isForeign: boolean;
  /** Does it speak of a connection? Asked by few rules, and a pass over the whole text. */
  speaksOfConnection: () => boolean;
  speech: Speech;
  known: KnownCodes;
}

export class Place {
  readonly around: Surroundings;
  /** Index of the number among the words of the text. */
  readonly at: number;
  /** Is it the one code of a short text? */
  readonly isAlone: boolean;
  /** Is it the one code of the text, however often? */
  readonly isOnly: boolean;
  readonly code: number;
  /** The word before the number, and the one before that; the word behind it. */
  readonly previous: string;
  readonly second: string;
  readonly next: string;
  /** What stands between the number and the word before it. */
  readonly gap: string;
  /** The name of the code beside the number. */
  readonly name: { grade: number; isBehind: boolean };
  /** The word that says what happened, before fillers: `closed` of `closed with exit code 1009`. */
  readonly key: string;
  readonly saysClose: boolean;
  /** Is the number called a code, within three words and on its line? */
  readonly saysCode: boolean;
  /** The words around it. */
  readonly near: readonly string[];

  constructor(around: Surroundings, at: number, isAlone: boolean, isOnly: boolean) {
    this.around = around;
    this.at = at;
    this.isAlone = isAlone;
    this.isOnly = isOnly;
    const { found, speech, known } = around;
    const { words: all } = found;
    this.code = Number(all[at]);
    this.previous = all[at - 1] ?? '';
    this.second = all[at - 2] ?? '';
    this.next = all[at + 1] ?? '';
    this.gap = between(found, at);
    this.name = nameBeside(all, at, known.namesOf(this.code));
    let key = at - 1;
    while (key > at - FARTHEST_KEY && key >= 0 && FILLERS.has(all[key]!)) key -= 1;
    this.key = all[key] ?? '';
    this.saysClose = speech.close.has(this.key) && this.sharesLine(key);
    this.saysCode = [1, 2, 3].some(
      (back) => speech.code.has(all[at - back] ?? '') && this.sharesLine(at - back),
    );
    this.near = all.slice(Math.max(0, at - WINDOW), at + WINDOW + 1);
  }

  get all(): readonly string[] {
    return this.around.found.words;
  }

  get context(): number {
    return this.around.context;
  }

  /** Up to so many characters before the number. */
  before(count: number): string {
    return before(this.around.found, this.at, count);
  }
  /** Up to so many characters behind it; all without a count. */
  behind(count?: number): string {
    return behind(this.around.found, this.at, count);
  }
  /** What stands between the number and the word behind it. */
  get gapBehind(): string {
    return between(this.around.found, this.at + 1);
  }

  /** Does a word before the number stand on its line? */
  sharesLine(index = this.at - 1): boolean {
    const { text, start, end } = this.around.found;
    return !text.slice(end[Math.max(0, index)], start[this.at]).includes('\n');
  }

  isClose(word: string | undefined): boolean {
    return this.around.speech.close.has(word ?? '');
  }
  isError(word: string | undefined): boolean {
    return this.around.speech.error.has(word ?? '');
  }
  isEvent(word: string | undefined): boolean {
    return EVENTS.has(word ?? '');
  }

  /** Is the text about WebSocket, or at least about nothing else? */
  get isOurs(): boolean {
    return this.context > 0 || !this.around.isForeign;
  }

  get isBracketed(): boolean {
    return /[[({]\s?$/.test(this.gap) && /^\s?[\])},:]/.test(this.behind(2));
  }

  /** `1006 bytes`, `bytes_sent: 2901`. */
  get isAmount(): boolean {
    const isMeasured =
      this.around.speech.unit.has(this.next) && /^\s?$/.test(this.gapBehind) && !this.name.isBehind;
    return isMeasured || (this.isCarried && AMOUNTS.has(this.second));
  }

  /** `sent 1011`, `received 1008`. */
  get isCarried(): boolean {
    return SENT.has(this.previous) || RECEIVED.has(this.previous);
  }

  /** `port 3000`, `line 1006`. Apple's errors have a domain and a code of their own. */
  get isOther(): boolean {
    return (
      (!this.isBracketed || /^ports?$/.test(this.previous)) &&
      (OTHER.has(this.previous) || this.second === 'domain') &&
      this.name.grade === 0
    );
  }

  /** `session 3003`: the number of a session, not of how it ended. */
  get isNumbered(): boolean {
    return NUMBERED.has(this.previous);
  }

  /** A bracket at the start of a line, or behind a name, holds a process: `[1006]`, `app[1006]`. */
  get isProcess(): boolean {
    return /(?:^|\n|\w)\[$/.test(this.before(2));
  }

  /** The last number of an access log. */
  get isSize(): boolean {
    return /" \d{3} $/.test(this.before(6));
  }

  get isBesideReason(): boolean {
    return this.near.some((word) => BESIDE.has(word));
  }
  get isBesideParty(): boolean {
    return this.near.some((word) => PARTIES.has(word));
  }
  /** Is a word of closing near the number? */
  get isNearClose(): boolean {
    return this.near.some((word) => this.isClose(word));
  }
  /** Does one of so many words before the number close? */
  isBehindClose(within = 4): boolean {
    return this.all
      .slice(Math.max(0, this.at - within), this.at)
      .some((word) => this.isClose(word));
  }

  /** Does the text speak of a socket that closes, or for a number of programs of any connection? */
  get isOfSocket(): boolean {
    return this.code >= 3000
      ? this.around.speaksOfConnection()
      : this.all.includes('socket') && this.all.some((word) => this.isClose(word));
  }

  /** Does a program ask for the code soon after: `[4004, 4010].includes(event.code)`? */
  get isAskedFor(): boolean {
    return this.all
      .slice(this.at + 1, this.at + 2 * WINDOW)
      .some(
        (word, place, rest) =>
          word === 'code' && (EVENTS.has(rest[place - 1] ?? '') || rest[place - 1] === 'close'),
      );
  }
}
