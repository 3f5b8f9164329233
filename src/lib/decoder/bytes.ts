/** Close frames in hexadecimal, in escapes of strings, in arrays of numbers, in dumps of tcpdump and Wireshark (RFC 6455 section 5.2). */

/** FIN and opcode 8: a Close frame is never fragmented (RFC 6455 section 5.5). */
const CLOSE = 0x88;
const MASKED = 0x80;

/** What a Close frame says. `code` is 1005 if it carries none (RFC 6455 section 7.1.5). */
export interface CloseFrame {
  code: number;
  reason: string;
  masked: boolean;
  /** Its bytes, so that a caller can see how much was explained. */ length: number;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The Close frame that begins at `from`, if there is a whole one whose code could stand there and whose reason is UTF-8. */
export function readFrame(bytes: readonly number[], from = 0): CloseFrame | undefined {
  const [first, second] = [bytes[from], bytes[from + 1]];
  if (first !== CLOSE || second === undefined) return undefined;
  const masked = second >= MASKED;
  const length = second & 0x7f;
  const key = masked ? bytes.slice(from + 2, from + 6) : [0, 0, 0, 0];
  const begin = from + (masked ? 6 : 2);
  // A control frame has at most 125 bytes of payload (section 5.5), a Close frame 0 or at least 2 (section 5.5.1).
  if (length > 125 || length === 1 || key.length < 4 || bytes.length < begin + length)
    return undefined;
  const payload = bytes.slice(begin, begin + length).map((byte, place) => byte ^ key[place % 4]!);
  const total = begin + length - from;
  if (length === 0) return { code: 1005, reason: '', masked, length: total };
  const code = (payload[0]! << 8) | payload[1]!;
  try {
    return { code, reason: utf8.decode(new Uint8Array(payload.slice(2))), masked, length: total };
  } catch {
    return undefined;
  }
}

/** Has a number a meaning as a code? Those that must not be sent, such as 1006, have one too: finding them is a find all the same. */
type IsCode = (number: number) => boolean;

/** Runs of bytes in the text, each with how it was written. */
interface Run {
  bytes: number[];
  /** Written without spaces, as a hash is too: then all of it must be the frame. */
  solid?: boolean;
}

const hexPairs = (text: string): number[] =>
  (text.match(/[0-9a-f]{2}/gi) ?? []).map((pair) => Number.parseInt(pair, 16));

/** `\x88\x02j\x03`: escapes and the letters that were printable; the rest of the literal belongs to it. */
function escapedRuns(text: string): Run[] {
  return [
    ...text.matchAll(/(?:\\x[0-9a-f]{2})(?:\\x[0-9a-f]{2}|\\\\|\\[nrt'"0]|[ -[\]-~]){0,130}/gi),
  ].map(([found]) => ({ bytes: unescapeBytes(found) }));
}

const SIMPLE: Record<string, number> = { n: 10, r: 13, t: 9, 0: 0 };

function unescapeBytes(text: string): number[] {
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === '"' || (text[i] === "'" && bytes.length > 1)) break;
    if (text[i] !== '\\') bytes.push(text.charCodeAt(i) & 0xff);
    else if (text[i + 1] === 'x') {
      bytes.push(Number.parseInt(text.slice(i + 2, i + 4), 16));
      i += 3;
    } else {
      i += 1;
      bytes.push(SIMPLE[text[i]!] ?? text.charCodeAt(i));
    }
  }
  return bytes;
}

/** `[136, 2, 3, 232]`, as JSON and most languages print bytes. */
function arrayRuns(text: string): Run[] {
  return [...text.matchAll(/[[{<(]\s{0,4}(\d{1,3}(?:,\s{0,4}\d{1,3}){1,130})\s{0,4}[\]}>)]/g)]
    .map(([, list]) => ({ bytes: list!.split(',').map(Number) }))
    .filter(({ bytes }) => bytes.every((byte) => byte < 256));
}

/** A line of a dump: an offset, then pairs or fours; what stands behind two spaces is the text column. */
const DUMP_LINE =
  /^\s*(?:0x)?[0-9a-f]{4,8}:?\s+((?:[0-9a-f]{2,4} {1,2}){0,15}[0-9a-f]{2,4})(?:\s{2,}.*|\s*)$/i;

function dumpRuns(lines: string[]): Run[] {
  const runs: Run[] = [];
  let bytes: number[] = [];
  for (const line of [...lines, '']) {
    const match = line.length < 200 ? DUMP_LINE.exec(line) : null;
    if (match) bytes.push(...hexPairs(match[1]!));
    else if (bytes.length) {
      runs.push({ bytes });
      bytes = [];
    }
  }
  return runs;
}

/** `88 02 03 f0`, `8802 03f0`, `880203f0`, `0x88 0x02`, `88:02:03:f0`; a run of other letters ends it. */
function hexRuns(line: string): Run[] {
  return [
    ...line.matchAll(
      /(?:^|[^0-9a-z\\])((?:0x)?88(?:[ ,-]{0,2}(?:0x)?[0-9a-f]{2}){1,130})(?![0-9a-z:])/gi,
    ),
  ].map(([, found]) => ({
    bytes: hexPairs(found!.replace(/0x/gi, '')),
    solid: !/[ ,x-]/i.test(found!),
  }));
}

/**
 * The Close frame in a text, if there is one. It must begin a run of bytes or end it, as the last frame of a segment does:
 * in the middle of other bytes `88 02` is chance.
 */
export function findFrame(text: string, isCode: IsCode): CloseFrame | undefined {
  if (!/88|136/.test(text)) return undefined;
  const lines = text.split('\n').slice(0, 2_000);
  const runs = [
    ...escapedRuns(text),
    ...arrayRuns(text),
    ...dumpRuns(lines),
    // A capture may be one line; its beginning tells.
    ...lines.flatMap((line) => hexRuns(line.slice(0, 2_000))),
  ];
  for (const { bytes, solid } of runs) {
    const whole = readFrame(bytes);
    // Two bytes and no code: only if nothing else stands in the run.
    if (whole && whole.length === bytes.length && (whole.code === 1005 || isCode(whole.code)))
      return whole;
    for (let from = bytes.length - 4; from > 0 && from > bytes.length - 132; from -= 1) {
      const frame = readFrame(bytes, from);
      if (frame && from + frame.length === bytes.length && frame.length >= 4 && isCode(frame.code))
        return frame;
    }
    if (whole && !solid && whole.length >= 4 && isCode(whole.code)) return whole;
  }
  return undefined;
}

/**
 * The code of a Close payload without its header: `b'\x03\xe8'`, `03 f1`, `0x03ee`.
 * Two bytes say nothing by themselves; the caller asks for more.
 */
export function findPayload(text: string, isCode: IsCode): number | undefined {
  const escaped = escapedRuns(text).find(({ bytes }) => bytes.length >= 2)?.bytes;
  const found = [
    escaped ? (escaped[0]! << 8) | escaped[1]! : -1,
    ...[...text.matchAll(/\b0x0?([0-9a-f]{3,4})\b/gi)].map(([, hex]) => Number.parseInt(hex!, 16)),
    ...[
      ...text.matchAll(/(?:^|[^0-9a-z:.-])(0[3-9a-f]|1[0-3]) ([0-9a-f]{2})(?![0-9a-z:.-])/gi),
    ].map(([, high, low]) => Number.parseInt(high! + low!, 16)),
  ];
  return found.find(isCode);
}
