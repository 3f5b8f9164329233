/**
 * How a connection ends, as shapes along a time axis: the grammar of the diagrams, drawn from the facts.
 * x is a share of the width in percent, in the direction of reading; the client's rail is above, the server's below.
 */
import { displayName } from '../model/code.ts';
import type { CodeFacts } from '../model/facts.ts';
import type { Locale } from '../text/locale.ts';
import { fill } from '../text/template.ts';

export type Rail = 'client' | 'server';

/** A message from one rail to the other; `lost` ends halfway; `fin` ends TCP in its direction; `label` is the boxed content of a Close frame, or a word beside the arrow. */
export interface Arrow {
  from: Rail;
  x1: number;
  x2: number;
  kind: 'message' | 'lost' | 'close' | 'fin';
  label?: string;
}

/** A side reports the code: read from a frame (solid) or made up (hollow). */
export interface Dot {
  x: number;
  on: Rail;
  hollow: boolean;
  note?: 'atOnce' | 'othersSay';
}

/** What did not exist. */
export interface Absent {
  x: number;
  word: 'noFrame' | 'noWebSocket' | 'neverSent';
}

/** Time in which one side waits. */
export interface Wait {
  x1: number;
  x2: number;
  word: 'pingTimeout' | 'forClose' | 'forFin';
  isBar?: boolean;
}

export interface Drawing {
  /** Up to here TCP is alive; 0: it never was. */
  alive: number;
  end: 'straight' | 'torn' | 'none';
  protocol?: 'TLS';
  arrows: Arrow[];
  dots: Dot[];
  absent: Absent[];
  /** Time that passes: before the slower side knows, or, as a bar on the client's rail, until the other side has answered. */
  waits?: Wait[];
  /** Places of the numbered steps. */
  steps: number[];
}

const message = (from: Rail, x1: number): Arrow => ({ from, x1, x2: x1 + 6, kind: 'message' });
const otherRail = (rail: Rail): Rail => (rail === 'client' ? 'server' : 'client');

/** A closing handshake begun by `sender`: Close, echo, end of TCP (RFC 6455 section 7.1.1). */
function closingHandshake(sender: Rail, label: string, hollow: boolean): Drawing {
  const first = { from: sender, x1: 42, x2: 53, kind: 'close', label } as const;
  const echo = { from: otherRail(sender), x1: 60, x2: 71, kind: 'close', label } as const;
  return {
    alive: 86,
    end: 'straight',
    arrows: [message('client', 8), message('server', 18), message('client', 28), first, echo],
    dots: [
      { x: first.x2, on: otherRail(sender), hollow },
      { x: echo.x2, on: sender, hollow },
    ],
    absent: [],
    steps: hollow ? [38, 57, 86] : [31, 50, 86],
  };
}

/** The drawing for a code. */
export function drawingOf({ id, facts }: CodeFacts): Drawing {
  switch (facts.ending) {
    case 'frame':
      return closingHandshake(facts.senders[0] === 'client' ? 'client' : 'server', id, false);
    case 'empty-frame':
      return closingHandshake('client', '–', true);
    case 'no-frame':
      return {
        alive: 52,
        end: 'torn',
        arrows: [
          message('client', 6),
          message('server', 16),
          message('client', 26),
          message('server', 38),
          { from: 'client', x1: 44.5, x2: 47.5, kind: 'lost' },
        ],
        dots: [
          { x: 62, on: 'client', hollow: true, note: 'atOnce' },
          { x: 88, on: 'server', hollow: true },
        ],
        absent: [{ x: 80, word: 'noFrame' }],
        waits: [{ x1: 53, x2: 87, word: 'pingTimeout' }],
        steps: [27, 52, 70],
      };
    case 'tls':
      return {
        alive: 36,
        end: 'torn',
        protocol: 'TLS',
        arrows: [message('client', 10), message('server', 20)],
        dots: [{ x: 48, on: 'client', hollow: true, note: 'othersSay' }],
        absent: [{ x: 72, word: 'noWebSocket' }],
        steps: [22, 36, 54],
      };
    case 'never':
      return {
        alive: 0,
        end: 'none',
        arrows: [],
        dots: [],
        absent: [{ x: 50, word: 'neverSent' }],
        steps: [],
      };
  }
}

/** The same in sentences: what happens, step by step. @param situation of the entry, as a sentence of its language */
export function stepsOf({ id, facts }: CodeFacts, situation: string, { words }: Locale): string[] {
  const { ending, senders } = facts;
  const steps = words.diagram.steps[ending === 'frame' ? senders[0]! : ending].map((step) =>
    fill(step, { code: displayName(id), situation }),
  );
  return ending === 'frame' ? [situation, ...steps] : steps;
}
