/** WebSocket frames as bytes, also the ones that no library lets a program send. RFC 6455 section 5.2. */
import { createHash, randomBytes } from 'node:crypto';

export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** A frame to write. What is left out is as a correct endpoint writes it. */
export interface FrameSpec {
  opcode: number;
  payload?: Buffer;
  /** Last frame of its message; default true. */
  fin?: boolean;
  /** The three bits RSV1 (4), RSV2 (2), RSV3 (1); default 0. */
  rsv?: number;
  /** True: with a random key; a Buffer of 4 bytes: with this one; default: not masked. */
  mask?: boolean | Buffer;
  /** Bits of the length field; default the fewest. */
  lengthBits?: 7 | 16 | 64;
  /** The length that the header claims, if it is not that of the payload. */
  claimedLength?: bigint;
}

/** A frame that was read. `payload` is unmasked; beyond `LONGEST_KEPT` bytes it is left empty, `length` is true always. */
export interface Frame {
  opcode: number;
  fin: boolean;
  rsv: number;
  masked: boolean;
  length: number;
  payload: Buffer;
}

/** Bytes of payload that a reader keeps: every control frame, and any message whose text matters here. */
export const LONGEST_KEPT = 65536;

const fewestBits = (length: bigint): 7 | 16 | 64 => (length < 126n ? 7 : length < 65536n ? 16 : 64);

function header(
  { opcode, fin = true, rsv = 0, mask }: FrameSpec,
  length: bigint,
  bits: 7 | 16 | 64,
): Buffer {
  const bytes = Buffer.alloc(bits === 7 ? 2 : bits === 16 ? 4 : 10);
  bytes[0] = (fin ? 0x80 : 0) | (rsv << 4) | opcode;
  bytes[1] = (mask ? 0x80 : 0) | (bits === 7 ? Number(length) : bits === 16 ? 126 : 127);
  if (bits === 16) bytes.writeUInt16BE(Number(length), 2);
  if (bits === 64) bytes.writeBigUInt64BE(length, 2);
  return bytes;
}

/** `payload` XOR `key`, as a client masks it (RFC 6455 section 5.3). */
export function masked(payload: Buffer, key: Buffer): Buffer {
  const out = Buffer.from(payload);
  if (key.readUInt32BE() === 0) return out;
  for (let index = 0; index < out.length; index++) out[index]! ^= key[index & 3]!;
  return out;
}

/** The bytes of a frame. @example encodeFrame({ opcode: 8, payload: closePayload(1000) }) → 88 02 03 e8 */
export function encodeFrame(spec: FrameSpec): Buffer {
  const { payload = Buffer.alloc(0), mask } = spec;
  const length = spec.claimedLength ?? BigInt(payload.length);
  const start = header(spec, length, spec.lengthBits ?? fewestBits(length));
  if (!mask) return Buffer.concat([start, payload]);
  const key = mask === true ? randomBytes(4) : mask;
  return Buffer.concat([start, key, masked(payload, key)]);
}

/** Body of a Close frame: nothing, or the code in network order and the reason (RFC 6455 section 5.5.1). */
export function closePayload(code?: number, reason: string | Buffer = ''): Buffer {
  if (code === undefined) return Buffer.alloc(0);
  const start = Buffer.alloc(2);
  start.writeUInt16BE(code);
  return Buffer.concat([start, Buffer.from(reason)]);
}

/** May an endpoint send this code? RFC 6455 section 7.4 and the codes registered since. */
export const maySend = (code: number): boolean =>
  (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) ||
  (code >= 3000 && code <= 4999);

/** Value of Sec-WebSocket-Accept for a key (RFC 6455 section 4.2.2). @example acceptKey('dGhlIHNhbXBsZSBub25jZQ==') → 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=' */
export const acceptKey = (key: string): string =>
  createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');

/** Splits a stream of bytes into frames. It judges nothing: whatever has a header is a frame. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);
  /** A frame whose payload is too long to keep, and the bytes of it still to come. */
  #skipping: { frame: Frame; left: number } | undefined;

  /** Takes the next bytes and returns the frames that are complete with them. */
  push(chunk: Buffer): Frame[] {
    this.#rest = this.#rest.length ? Buffer.concat([this.#rest, chunk]) : chunk;
    const frames: Frame[] = [];
    for (let frame = this.#next(); frame; frame = this.#next()) frames.push(frame);
    return frames;
  }

  #next(): Frame | undefined {
    if (this.#skipping) return this.#skip();
    if (this.#rest.length < 2) return undefined;
    const [first, second] = [this.#rest[0]!, this.#rest[1]!];
    const short = second & 0x7f;
    const maskAt = short === 126 ? 4 : short === 127 ? 10 : 2;
    const start = maskAt + (second & 0x80 ? 4 : 0);
    if (this.#rest.length < start) return undefined;
    const length =
      short === 126
        ? this.#rest.readUInt16BE(2)
        : short === 127
          ? Number(this.#rest.readBigUInt64BE(2))
          : short;
    const frame: Frame = {
      opcode: first & 15,
      fin: first >= 0x80,
      rsv: (first >> 4) & 7,
      masked: second >= 0x80,
      length,
      payload: Buffer.alloc(0),
    };
    if (length > LONGEST_KEPT) {
      this.#rest = this.#rest.subarray(start);
      this.#skipping = { frame, left: length };
      return this.#skip();
    }
    if (this.#rest.length < start + length) return undefined;
    const body = this.#rest.subarray(start, start + length);
    frame.payload = frame.masked
      ? masked(body, this.#rest.subarray(maskAt, start))
      : Buffer.from(body);
    this.#rest = this.#rest.subarray(start + length);
    return frame;
  }

  #skip(): Frame | undefined {
    const { frame, left } = this.#skipping!;
    const taken = Math.min(left, this.#rest.length);
    this.#rest = this.#rest.subarray(taken);
    this.#skipping = left > taken ? { frame, left: left - taken } : undefined;
    return this.#skipping ? undefined : frame;
  }
}
