/** Servers and clients of ws on the loopback, for the tests that run the code of the texts. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';
import Ws, { WebSocketServer } from 'ws';

/** What a test that fails may leave open, so that the file ends all the same. */
const servers = new Set<WebSocketServer>();
const clients = new Set<Ws>();
after(() => {
  for (const client of [...clients, ...[...servers].flatMap((wss) => [...wss.clients])])
    client.terminate();
  for (const wss of servers) wss.close();
});

/** A `WebSocketServer` of ws on a free port of the loopback, whatever port the snippet names. */
export function loopbackServer() {
  const made: WebSocketServer[] = [];
  class Server extends WebSocketServer {
    constructor(options: object = {}) {
      super('noServer' in options ? options : { ...options, host: '127.0.0.1', port: 0 });
      made.push(this);
      servers.add(this);
    }
  }
  return { Server, made };
}

/** The port that a listening server got. */
export const portOf = (server: { address(): unknown }): number =>
  (server.address() as AddressInfo).port;
/** Where a server listens, once it does. */
export const addressOf = async (wss: WebSocketServer): Promise<string> => {
  if (!wss.address()) await once(wss, 'listening');
  return `ws://127.0.0.1:${portOf(wss)}`;
};

/** A client of ws; errors are not thrown, they end in a close. */
export function connect(url: string, options: object = {}): Ws {
  const client = new Ws(url, options);
  client.on('error', () => {});
  clients.add(client);
  return client;
}
/** How a socket ends: the code and the reason that its own program sees. */
export const closeOf = async (socket: Ws): Promise<{ code: number; reason: string }> => {
  const [code, reason] = await new Promise<[number, Buffer]>((seen) =>
    socket.once('close', (...end: [number, Buffer]) => seen(end)),
  );
  return { code, reason: `${reason}` };
};

/** A server for the snippet, or for what the snippet connects to. */
export async function withServer(
  options: object,
  work: (wss: WebSocketServer, url: string) => Promise<void>,
): Promise<void> {
  const wss = new WebSocketServer({ ...options, host: '127.0.0.1', port: 0 });
  servers.add(wss);
  await work(wss, await addressOf(wss));
}

/** The side of the server, once a client has come. */
export const connection = async (wss: WebSocketServer): Promise<Ws> =>
  (await once(wss, 'connection'))[0];

/** A timer that runs when the test says so, and what was asked of it. */
export function byHand() {
  const asked: { run: () => void; ms: number }[] = [];
  return { asked, timer: (run: () => void, ms = 0) => asked.push({ run, ms }) };
}

/** An HTTP server for snippets that answer `upgrade`. */
export async function withHttp(
  work: (server: ReturnType<typeof createServer>, url: string) => Promise<void>,
): Promise<void> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await work(server, `ws://127.0.0.1:${portOf(server)}`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** What a snippet of a page is told of its own socket. */
export const socketStub = () => ({
  sent: [] as unknown[],
  closed: [] as unknown[][],
  send(data: unknown) {
    this.sent.push(data);
  },
  close(...args: unknown[]) {
    this.closed.push(args);
  },
});
