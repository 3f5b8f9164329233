/** What a scenario acts on: the driver of one implementation, and the raw peer opposite it. */
import type { Dialect } from './dialects.ts';
import type { Driver } from './driver.ts';
import { acceptUpgrade, connectRaw, RawServer, type Wire } from './peer.ts';

/** How a server driver serves; times in ms. */
export interface ServeOptions {
  app: 'echo' | 'throw' | 'return' | 'text-only';
  /** Bytes of a message. */
  maxMessage?: number;
  keepalive?: { interval: number; timeout: number };
}

/** How a proxy driver forwards to the raw backend. */
export interface ProxyOptions {
  /** ms */
  idleTimeout?: number;
  /** False: as somebody configures it who does not know of WebSocket. */
  upgrade?: boolean;
}

/** What owns a socket in a browser. */
export type Place = 'page' | 'iframe' | 'worker' | 'popup';

/** What a client driver is asked to connect with. */
export interface ConnectOptions {
  protocols?: string[];
  in?: Place;
}

/** ms for a driver to open a connection or to listen. */
const PATIENCE = 10_000;

/** The scenario does not apply to this implementation, for the reason in `message`. */
export class NotApplicable extends Error {}

export class Stage {
  readonly driver: Driver;
  /** Port that the server driver, or the proxy, listens on. */
  readonly port: number;
  /** When the stimulus was given, in ms of performance.now(). */
  stimulus = 0;
  /** The connection whose end is recorded. */
  wire: Wire | undefined;
  /** A reason to stop before the deadline, beside the end of the connection. */
  isOver: () => boolean = () => false;
  /** The driver's process ends here, or forgets its page: no report will come. */
  endsDriver = false;
  #server: RawServer | undefined;
  readonly #dialect: Dialect | undefined;
  readonly #wires: Wire[] = [];

  constructor(
    driver: Driver,
    { port, server, dialect }: { port: number; server?: RawServer; dialect?: Dialect },
  ) {
    this.driver = driver;
    this.port = port;
    this.#server = server;
    this.#dialect = dialect;
  }

  /** Ports of this run, which no text of a row may hold. */
  get ports(): number[] {
    return [this.port, this.#server?.port ?? 0].filter((port) => port > 0);
  }

  /** The stimulus comes now: time counts from here. */
  mark(): void {
    this.stimulus = performance.now();
  }

  /** A text as the application of this implementation gets it. */
  message(text: string): string {
    return this.#dialect ? this.#dialect.message(text) : text;
  }

  /** The raw server of a client scenario or behind a proxy. */
  async server(tls?: { key: string; cert: string }): Promise<RawServer> {
    return (this.#server ??= await RawServer.listen(tls));
  }

  /** Client role: tells the driver to connect, and returns the connection as soon as its request is there. Nothing is answered yet. */
  async requested(options: ConnectOptions = {}): Promise<Wire> {
    const server = await this.server();
    this.driver.send({ connect: `ws://127.0.0.1:${server.port}/`, ...options });
    const wire = await server.connection(PATIENCE);
    if (!wire || !(await wire.until(wire.headCame, PATIENCE)))
      throw new Error('the driver sent no opening handshake');
    this.#wires.push(wire);
    return (this.wire = wire);
  }

  /** Client role: what to do with every further connection once it has `asked`; it takes the place of the one before. */
  onMore(
    answer: (wire: Wire) => void,
    asked: (wire: Wire) => Promise<boolean> = (wire) => wire.until(wire.headCame, PATIENCE),
  ): void {
    const next = async (): Promise<void> => {
      const wire = await this.#server?.connection(PATIENCE);
      if (!wire) return;
      this.#wires.push(wire);
      this.wire = wire;
      await asked(wire);
      answer(wire);
      await next();
    };
    void next();
  }

  /** Client role: an open connection, as the driver sees it too. */
  async opened(
    headers: (request: string) => Record<string, string> = () => ({}),
    options: ConnectOptions = {},
  ): Promise<Wire> {
    const wire = await this.requested(options);
    acceptUpgrade(wire, headers(wire.head));
    await this.#dialect?.greet(wire, 'server');
    if (!(await this.driver.until(() => this.driver.find('open') !== undefined, PATIENCE)))
      throw new Error('the driver reported no open connection');
    return wire;
  }

  /** Server or proxy role: a connection of the raw client; `wire.head` holds the answer, which may be a refusal. */
  async dialled(): Promise<Wire> {
    const wire = await connectRaw(this.port, this.#dialect ? { path: this.#dialect.path } : {});
    this.#wires.push(wire);
    return (this.wire = wire);
  }

  /** Server role: an open connection, as the driver sees it too. */
  async joined(): Promise<Wire> {
    const wire = await this.dialled();
    if (!wire.head.startsWith('HTTP/1.1 101'))
      throw new Error(`the server answered "${wire.head.split('\r\n')[0]}"`);
    await this.#dialect?.greet(wire, 'client');
    if (!(await this.driver.until(() => this.driver.find('open') !== undefined, PATIENCE)))
      throw new Error('the driver reported no open connection');
    return wire;
  }

  /** Proxy role: a connection through the proxy, open at both ends. */
  async tunnelled(): Promise<{ client: Wire; backend: Wire }> {
    const server = await this.server();
    const dialling = this.dialled();
    const backend = await server.connection(PATIENCE);
    if (!backend || !(await backend.until(backend.headCame, PATIENCE)))
      throw new Error('the proxy passed no opening handshake on');
    this.#wires.push(backend);
    acceptUpgrade(backend);
    const client = await dialling;
    if (!client.head.startsWith('HTTP/1.1 101'))
      throw new Error(`the proxy answered "${client.head.split('\r\n')[0]}"`);
    return { client, backend };
  }

  /** Frees the sockets. */
  dispose(): void {
    for (const wire of this.#wires) wire.dispose();
    this.#server?.dispose();
  }
}
