/**
 * The raw peer: TCP on 127.0.0.1 that speaks WebSocket bytes, as a client or as a server, and records what the other side did.
 * By itself it behaves as RFC 6455 asks: it answers Ping and Close, ends TCP first if it is the server. A scenario may forbid that.
 */
import { randomBytes } from 'node:crypto';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import {
  acceptKey,
  closePayload,
  encodeFrame,
  FrameReader,
  maySend,
  OPCODE,
  type Frame,
  type FrameSpec,
} from './frames.ts';
import { Waiting } from './waiting.ts';

/** A Close frame as it came; `at` is in ms of performance.now(). */
export interface CloseSeen {
  code: number | 'empty';
  reason: string | null;
  at: number;
}

/** How the other side ended its direction of TCP: with FIN or with RST. */
export interface TcpEnd {
  how: 'fin' | 'rst';
  at: number;
}

/** ms after which a Close frame is answered, as over a network; time for a FIN that follows it. */
const ANSWERS_AFTER = 10;

/** What the peer does without being told; each can be switched off. */
export interface Manners {
  answersPing: boolean;
  answersClose: boolean;
}

/** One TCP connection, first in HTTP, then in frames. */
export class Wire extends Waiting {
  readonly manners: Manners = { answersPing: true, answersClose: true };
  /** First Close frame that came. */
  close: CloseSeen | undefined;
  /** First sign that the other side ended TCP. */
  tcp: TcpEnd | undefined;
  /** The peer itself reset TCP: how the other side ends it cannot be seen any more. */
  hasReset = false;
  /** Head of the HTTP message that came before the frames. */
  head = '';
  /** Frames that came, Close included. */
  readonly frames: Frame[] = [];

  readonly #socket: Socket;
  readonly #side: 'client' | 'server';
  readonly #reader = new FrameReader();
  readonly #answers = new Map<string, string>();
  #hasSentClose = false;
  #hasEnded = false;
  #upgraded = false;
  #bytes: Buffer = Buffer.alloc(0);

  /** @param side the role that the peer plays; the client masks its frames */
  constructor(socket: Socket, side: 'client' | 'server') {
    super();
    this.#socket = socket;
    this.#side = side;
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('end', () => this.#ended('fin'));
    // EPIPE and ECONNRESET both mean that an RST came.
    socket.on('error', () => this.#ended('rst'));
    socket.on('close', () => this.changed());
  }

  /** Did any byte come? */
  hasBytes = (): boolean => this.#bytes.length > 0 || this.head !== '' || this.tcp !== undefined;

  /** Is the head of an HTTP message here, or TCP at its end? */
  headCame = (): boolean => this.#upgraded || this.head !== '' || this.tcp !== undefined;

  /** Writes bytes as they are. */
  write(bytes: Buffer | string): void {
    if (!this.#socket.destroyed && this.#socket.writable) this.#socket.write(bytes);
  }

  /** Writes a frame, masked if the peer is the client. */
  send(frame: FrameSpec): void {
    if (frame.opcode === OPCODE.close) this.#hasSentClose = true;
    this.write(encodeFrame({ mask: this.#side === 'client', ...frame }));
  }

  /** Sends a Close frame, with any code at all, legal or not. */
  sendClose(code?: number, reason: string | Buffer = ''): void {
    this.send({ opcode: OPCODE.close, payload: closePayload(code, reason) });
    this.#endAsServer();
  }

  /** From here on what comes is frames. */
  upgraded(): void {
    this.#upgraded = true;
    const early = this.#bytes;
    this.#bytes = Buffer.alloc(0);
    if (early.length) this.#readFrames(early);
  }

  /** The Ping of a protocol inside the WebSocket: a text that is answered with another, as Ping is with Pong. */
  answerText(ping: string, pong: string): void {
    this.#answers.set(ping, pong);
  }

  /** Ends the peer's direction of TCP; it goes on reading. */
  fin(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    if (!this.#socket.destroyed) this.#socket.end();
  }

  /** Resets TCP. */
  rst(): void {
    this.hasReset = true;
    this.#socket.resetAndDestroy();
  }

  /** Frees the socket when all is recorded. */
  dispose(): void {
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    if (this.#upgraded) return this.#readFrames(chunk);
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    const end = this.#bytes.indexOf('\r\n\r\n');
    if (end >= 0 && !this.head) {
      this.head = this.#bytes.subarray(0, end).toString('latin1');
      this.#bytes = this.#bytes.subarray(end + 4);
    }
    this.changed();
  }

  #readFrames(chunk: Buffer): void {
    for (const frame of this.#reader.push(chunk)) {
      this.frames.push(frame);
      if (frame.opcode === OPCODE.ping && this.manners.answersPing && !this.#hasSentClose)
        this.send({ opcode: OPCODE.pong, payload: frame.payload });
      const answer =
        frame.opcode === OPCODE.text ? this.#answers.get(frame.payload.toString()) : undefined;
      if (answer && this.manners.answersPing && !this.#hasSentClose)
        this.send({ opcode: OPCODE.text, payload: Buffer.from(answer) });
      if (frame.opcode === OPCODE.close && !this.close) this.#readClose(frame);
    }
    this.changed();
  }

  #readClose({ payload }: Frame): void {
    const code = payload.length < 2 ? 'empty' : payload.readUInt16BE();
    this.close = {
      code,
      reason: code === 'empty' ? null : payload.toString('utf8', 2),
      at: performance.now(),
    };
    // The answer repeats the code as RFC 6455 section 5.5.1 says, unless nobody may send that one.
    if (this.manners.answersClose && !this.#hasSentClose)
      setTimeout(
        () => this.#answerClose(code !== 'empty' && maySend(code) ? code : undefined),
        ANSWERS_AFTER,
      );
    this.#endAsServer();
  }

  /** Who ended TCP right behind its Close frame is not answered: the answer would be met by an RST that is not its doing. */
  #answerClose(code?: number): void {
    if (!this.#hasSentClose && !this.tcp && !this.hasReset) this.sendClose(code);
  }

  /** A server ends TCP once both Close frames are there (RFC 6455 section 7.1.1). */
  #endAsServer(): void {
    if (this.#side === 'server' && this.close && this.#hasSentClose) this.fin();
  }

  #ended(how: 'fin' | 'rst'): void {
    if (!this.hasReset) this.tcp ??= { how, at: performance.now() };
    this.fin();
    this.changed();
  }
}

/** Value of a header, or undefined. @example headerOf('GET / HTTP/1.1\r\nHost: a', 'host') → 'a' */
export const headerOf = (head: string, name: string): string | undefined =>
  head
    .split('\r\n')
    .slice(1)
    .find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
    ?.slice(name.length + 1)
    .trim();

/** Lines of an HTTP head and the empty line after them. */
const httpHead = (lines: string[]): string => `${lines.join('\r\n')}\r\n\r\n`;

/** Headers of a good answer to the opening handshake, by name, so that a scenario can change one. */
export const answerTo = (request: string): Record<string, string> => ({
  Upgrade: 'websocket',
  Connection: 'Upgrade',
  'Sec-WebSocket-Accept': acceptKey(headerOf(request, 'sec-websocket-key') ?? ''),
});

/** Completes the opening handshake as a server; `changed` replaces headers, undefined leaves one out. */
export function acceptUpgrade(wire: Wire, changed: Record<string, string | undefined> = {}): void {
  const headers = Object.entries({ ...answerTo(wire.head), ...changed }).filter(
    ([, value]) => value !== undefined,
  );
  wire.write(
    httpHead([
      'HTTP/1.1 101 Switching Protocols',
      ...headers.map(([name, value]) => `${name}: ${value}`),
    ]),
  );
  wire.upgraded();
}

/** Refuses the opening handshake with an HTTP status and ends TCP, as servers do. */
export function refuseUpgrade(
  wire: Wire,
  status: number,
  phrase: string,
  headers: Record<string, string> = {},
): void {
  const lines = Object.entries({ ...headers, 'Content-Length': '0', Connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  wire.write(httpHead([`HTTP/1.1 ${status} ${phrase}`, ...lines]));
  wire.fin();
}

/** The raw server. Each connection is handed out once, in order. */
export class RawServer {
  readonly port: number;
  readonly #server: Server;
  readonly #wires: Wire[];
  readonly #next: { wire: ((wire: Wire) => void) | undefined };
  #taken = 0;
  /** Ends the wait for a connection. */
  #end: () => void = () => undefined;

  private constructor(
    server: Server,
    wires: Wire[],
    next: { wire: ((wire: Wire) => void) | undefined },
  ) {
    this.#server = server;
    this.#wires = wires;
    this.#next = next;
    this.port = (server.address() as AddressInfo).port;
  }

  /** Listens on a free port of 127.0.0.1; with `tls` (PEM) it speaks TLS. */
  static async listen(tls?: { key: string; cert: string }): Promise<RawServer> {
    const wires: Wire[] = [];
    const next: { wire: ((wire: Wire) => void) | undefined } = { wire: undefined };
    const take = (socket: Socket): void => {
      socket.setNoDelay(true);
      const wire = new Wire(socket, 'server');
      wires.push(wire);
      next.wire?.(wire);
    };
    const server = tls
      ? createTlsServer({ ...tls, allowHalfOpen: true }, take)
      : createServer({ allowHalfOpen: true }, take);
    // A client that refuses our certificate is no error of the harness.
    server.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new RawServer(server, wires, next);
  }

  /** The next connection, as soon as it is there; undefined after `ms`. */
  async connection(ms: number): Promise<Wire | undefined> {
    if (this.#wires.length <= this.#taken) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.#next.wire = () => {
          clearTimeout(timer);
          resolve();
        };
        this.#end = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#next.wire = undefined;
    }
    const wire = this.#wires[this.#taken];
    if (wire) this.#taken += 1;
    return wire;
  }

  /** Ends all. */
  dispose(): void {
    for (const wire of this.#wires) wire.dispose();
    this.#server.close();
    this.#end();
  }
}

/** A port of 127.0.0.1 where nobody listens. */
export async function closedPort(): Promise<number> {
  const server = await RawServer.listen();
  server.dispose();
  return server.port;
}

/**
 * The raw client: connects to 127.0.0.1 and asks for a WebSocket. The wire is back as soon as the answer is there;
 * only after a 101 is it in frames. Without an answer within `ms` its head is empty.
 */
export async function connectRaw(
  port: number,
  {
    path = '/',
    headers = {},
    ms = 3000,
  }: { path?: string; headers?: Record<string, string>; ms?: number } = {},
): Promise<Wire> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
  const wire = new Wire(socket, 'client');
  const asked = {
    Host: `127.0.0.1:${port}`,
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    'Sec-WebSocket-Version': '13',
    ...headers,
  };
  wire.write(
    httpHead([
      `GET ${path} HTTP/1.1`,
      ...Object.entries(asked).map(([name, value]) => `${name}: ${value}`),
    ]),
  );
  await wire.until(wire.headCame, ms);
  if (/^HTTP\/1\.1 101 /.test(wire.head)) wire.upgraded();
  return wire;
}
