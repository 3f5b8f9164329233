/** A number of a text with what stands around it, as the rules of `strength.ts` ask for it. */
import { nameBeside, type KnownCodes } from './knownCodes.ts';
import { NUMBERED, OTHER, RECEIVED, SENT, words } from './numbers.ts';
import type { Speech } from './speech.ts';
import { between, type Words } from './text.ts';

/** What closes when a WebSocket does. */
const PARTIES = words(
  'connection socket session client peer server remote gateway stream disconnected disconnect ondisconnect onclose',
);
/** Words of a CloseEvent or a Close frame that stand beside its code. */
const BESIDE = words('reason clean remote');
/** Between the key and the number: `closed with exit code 1009`, `code: Library(4009)`. */
const FILLERS = words(
  'with code codes status exit error event of the a an is was connection websocket iana library reserved bad private custom from by due number value frame request reason in state open connecting always',
);
/** What people name the CloseEvent. */
const EVENTS = words('event evt ev');
/** `bytes_sent`, `packets received`: what is counted. */
const AMOUNTS = words('bytes size length packets');
/** So many words around a number belong to it. */
const WINDOW = 6;
/** `failing WebSocket connection in the OPEN state: 1009`: so far back stands what closes. */
const FARTHEST_KEY = 8;

/** What holds for all numbers of a text. */
export interface Surroundings {
  found: Words;
  /** How much of the text is of WebSocket; 0 is nothing. */
  context: number;
  /** Is it of something else, such as a database? */
  isForeign: boolean;
  speech: Speech;
  known: KnownCodes;
}

export class Place {
  readonly text: Surroundings;
  /** Word of the text. */
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

  constructor(text: Surroundings, at: number, isAlone: boolean, isOnly: boolean) {
    this.text = text;
    this.at = at;
    this.isAlone = isAlone;
    this.isOnly = isOnly;
    const { found, speech, known } = text;
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
    this.saysClose = speech.close.has(this.key) && this.isOnLine(key);
    this.saysCode = [1, 2, 3].some(
      (back) => speech.code.has(all[at - back] ?? '') && this.isOnLine(at - back),
    );
    this.near = all.slice(Math.max(0, at - WINDOW), at + WINDOW + 1);
  }

  get all(): readonly string[] {
    return this.text.found.words;
  }

  get context(): number {
    return this.text.context;
  }

  /** Some characters before the number, or behind it. */
  before(count: number): string {
    const { text, start } = this.text.found;
    return text.slice(Math.max(0, start[this.at]! - count), start[this.at]);
  }
  behind(count = Infinity): string {
    const { text, end } = this.text.found;
    return text.slice(end[this.at], end[this.at]! + count);
  }
  /** What stands between the number and the word behind it. */
  gapBehind(): string {
    return between(this.text.found, this.at + 1);
  }

  /** Does a word before the number stand on its line? */
  isOnLine(place: number): boolean {
    const { text, start, end } = this.text.found;
    return !text.slice(end[Math.max(0, place)], start[this.at]).includes('\n');
  }
  /** Does the word before stand on the number's line? */
  get isInLine(): boolean {
    return this.isOnLine(this.at - 1);
  }

  isClose(word: string | undefined): boolean {
    return this.text.speech.close.has(word ?? '');
  }
  isError(word: string | undefined): boolean {
    return this.text.speech.error.has(word ?? '');
  }
  isEvent(word: string | undefined): boolean {
    return EVENTS.has(word ?? '');
  }

  /** Is the text about WebSocket, or at least about nothing else? */
  get isOurs(): boolean {
    return this.context > 0 || !this.text.isForeign;
  }

  get isBracketed(): boolean {
    return /[[({]\s?$/.test(this.gap) && /^\s?[\])},:]/.test(this.behind(2));
  }

  /** `1006 bytes`, `bytes_sent: 2901`. */
  get isAmount(): boolean {
    const isMeasured =
      this.text.speech.unit.has(this.next) && /^\s?$/.test(this.gapBehind()) && !this.name.isBehind;
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
  /** Is a word of closing near the number; before it, with `isBefore`? */
  isNearClose(isBefore = false): boolean {
    return this.near.slice(0, isBefore ? WINDOW : undefined).some((word) => this.isClose(word));
  }
  /** Does one of the four words before the number close? */
  get isBehindClose(): boolean {
    return this.all.slice(Math.max(0, this.at - 4), this.at).some((word) => this.isClose(word));
  }

  /** Does the text speak of a socket that closes, or for a number of programs of any connection? */
  get isOfSocket(): boolean {
    return this.code >= 3000
      ? this.text.speech.speaksOfConnection(this.text.found)
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
