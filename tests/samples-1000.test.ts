/** The code on the pages of 1000 to 1007, run against what its page says, and against the misuse that the page is about. */
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import Ws, { WebSocketServer } from 'ws';
import {
  addressOf,
  byHand,
  closeOf,
  connect,
  connection,
  loopbackServer,
  portOf,
  socketStub,
  withHttp,
  withServer,
} from './support/loopback.ts';
import { blockWith, complaint, has, inFolder, perform, put } from './support/prose-code.ts';

/** A client that is open, and its side of the server. */
async function pair(wss: WebSocketServer, url: string): Promise<{ client: Ws; server: Ws }> {
  const arrived = connection(wss);
  const client = connect(url);
  const [server] = await Promise.all([arrived, once(client, 'open')]);
  return { client, server };
}

/** Bytes that a hand-written client puts on the socket of a client of ws. */
const write = (client: Ws, bytes: Buffer): void => void (client as any)._socket.write(bytes);
/** A text frame without a mask, which only a server may send. */
const UNMASKED = Buffer.from([0x81, 0x01, 0x61]);

/** A `WebSocket` of a page: it records what is made, sent and closed; the test fires its events. */
function pageSockets() {
  const made: any[] = [];
  class PageSocket {
    static OPEN = 1;
    readyState = 0;
    sent: unknown[] = [];
    closed: unknown[][] = [];
    onopen?: () => void;
    onclose?: ((event: object) => void) | null;
    constructor() {
      made.push(this);
    }
    send(data: unknown) {
      this.sent.push(data);
    }
    close(...args: unknown[]) {
      this.closed.push(args);
      this.end();
    }
    open() {
      this.readyState = 1;
      this.onopen?.();
    }
    end() {
      if (this.readyState === 3) return;
      this.readyState = 3;
      this.onclose?.({});
    }
  }
  return { PageSocket, made, live: () => made.filter(({ readyState }) => readyState < 2).length };
}

const DRIVEN: [
  code: string,
  words: string,
  claim: string,
  drive: (snippet: string) => Promise<void>,
][] = [
  [
    '1000',
    'console.trace',
    'every close() leaves a stack and still closes',
    async (snippet) => {
      const traces: unknown[][] = [];
      const closed: unknown[][] = [];
      class Page {
        close(...args: unknown[]) {
          closed.push(args);
        }
      }
      const console = { trace: (...args: unknown[]) => traces.push(args) };
      await perform(snippet, { WebSocket: Page, console });
      new Page().close(1000, 'done');
      assert.deepEqual([traces, closed], [[['close', [1000, 'done']]], [[1000, 'done']]]);
    },
  ],
  [
    '1000',
    'let wanted',
    'it beats only while open, ends its beat with its socket, and reconnects unless it wanted to leave',
    async (snippet) => {
      const { PageSocket, made } = pageSockets();
      const beats = byHand();
      const waits = byHand();
      const cleared: unknown[] = [];
      const { start, leave } = await perform(
        snippet,
        {
          WebSocket: PageSocket,
          url: 'ws://x',
          setInterval: beats.timer,
          clearInterval: (id: unknown) => cleared.push(id),
          setTimeout: waits.timer,
        },
        '{ start: connect, leave: () => { wanted = false; } }',
      );
      start();
      beats.asked[0]!.run(); // still connecting: send() would throw
      made[0].open();
      beats.asked[0]!.run();
      assert.deepEqual(made[0].sent, ['ping']);
      made[0].end();
      assert.deepEqual([cleared.length, waits.asked.length], [1, 1]);
      waits.asked[0]!.run();
      leave();
      made[1].end();
      assert.deepEqual([made.length, waits.asked.length, cleared.length], [2, 1, 2]);
    },
  ],
  [
    '1001',
    'pagehide',
    'one socket after every visit, even if a reconnect was due when the page was hidden',
    async (snippet) => {
      const { PageSocket, made, live } = pageSockets();
      const { asked, timer } = byHand();
      const stopped = new Set<unknown>();
      const listeners: Record<string, (event: object) => void> = {};
      await perform(snippet, {
        WebSocket: PageSocket,
        url: 'ws://x',
        setTimeout: timer,
        clearTimeout: (id: unknown) => stopped.add(id),
        addEventListener: (name: string, run: (event: object) => void) => {
          listeners[name] = run;
        },
      });
      const visit = () => {
        listeners.pagehide!({});
        assert.equal(live(), 0, 'nothing stays open in a hidden page');
        listeners.pageshow!({ persisted: true });
        // A timer that was not stopped fires after the page is back.
        asked.forEach(({ run }, place) => stopped.has(place + 1) || run());
        assert.equal(live(), 1);
      };
      listeners.pageshow!({ persisted: false }); // the first show of every page
      assert.equal(made.length, 1);
      made[0].open();
      visit();
      made.at(-1).end(); // the server closes: a reconnect is due
      visit();
      assert.deepEqual(made[0].closed, [[1000, 'hidden']]);
    },
  ],
  [
    '1002',
    'handleUpgrade',
    'one port, two paths, no third; neither GET // nor a broken frame ends the server',
    async (snippet) =>
      withHttp(async (server, url) => {
        server.unref(); // if the snippet throws, nobody closes it
        const said: unknown[] = [];
        const { chat, feed } = await perform(
          snippet,
          { server, WebSocketServer, console: { error: (what: unknown) => said.push(what) } },
          '{ chat, feed }',
        );
        const sockets = [connect(`${url}/chat?x=1`), connect(`${url}/feed`)];
        await Promise.all(sockets.map((socket) => once(socket, 'open')));
        assert.deepEqual([chat.clients.size, feed.clients.size], [1, 1]);
        for (const path of ['/other', '//', '/constructor', '/__proto__'])
          assert.equal(
            (await closeOf(connect(`${url}${path}`, { handshakeTimeout: 5000 }))).code,
            1006,
            path,
          );
        const raw = connectTcp(portOf(server), '127.0.0.1');
        raw.setTimeout(5000, () => raw.destroy());
        raw.write(
          'GET // HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
        );
        await once(raw.resume(), 'close');
        write(sockets[0]!, UNMASKED);
        assert.equal((await closeOf(sockets[0]!)).code, 1002);
        assert.match(String(said[0]), /MASK must be set/);
        assert.equal(sockets[1]!.readyState, Ws.OPEN);
        sockets[1]!.terminate();
      }),
  ],
  [
    '1002',
    'encodeInto',
    'a reason of any length becomes one that a Close frame can hold',
    async (snippet) => {
      for (const reason of ['', 'short', 'x'.repeat(500), 'đ'.repeat(100), '😀'.repeat(40)]) {
        const socket = socketStub();
        await perform(snippet, { socket, reason });
        const [code, said] = socket.closed[0] as [number, string];
        assert.equal(code, 4000);
        assert.ok(
          reason.startsWith(said) && Buffer.byteLength(said) <= 123 && said.isWellFormed(),
          said,
        );
        assert.ok(said === reason || Buffer.byteLength(said) > 119, 'no more is cut than must be');
      }
    },
  ],
  [
    '1003',
    'JSON.stringify(data)',
    'an object and a Buffer arrive as text, not as binary',
    async (snippet) =>
      withServer({}, async (wss, url) => {
        const { client, server } = await pair(wss, url);
        const got: string[] = [];
        const both = new Promise<void>((done) =>
          server.on('message', (data, isBinary) => {
            got.push(`${isBinary} ${String(data)}`);
            if (got.length === 2) done();
          }),
        );
        await perform(snippet, { socket: client, data: { a: 1 }, buffer: Buffer.from('phở') });
        await both;
        assert.deepEqual(got, ['false {"a":1}', 'false phở']);
      }),
  ],
  [
    '1003',
    'new TextEncoder()',
    'a string arrives as binary, in UTF-8',
    async (snippet) =>
      withServer({}, async (wss, url) => {
        const { client, server } = await pair(wss, url);
        const arrived = once(server, 'message');
        await perform(snippet, { socket: client, text: 'phở' });
        const [data, isBinary] = await arrived;
        assert.deepEqual([String(data), isBinary], ['phở', true]);
      }),
  ],
  [
    '1004',
    'ws.close(1009',
    'the other side gets 1009 and the limit',
    async (snippet) =>
      withServer({}, async (wss, url) => {
        const { client, server } = await pair(wss, url);
        const end = closeOf(client);
        await perform(snippet, { ws: server });
        assert.deepEqual(await end, { code: 1009, reason: 'limit is 1 MiB' });
      }),
  ],
  [
    '1005',
    "socket.close(1000, 'done')",
    'each line alone tells the other side why; both in a row do no harm',
    async (snippet) =>
      withServer({}, async (wss, url) => {
        const ends = [
          { code: 1000, reason: 'done' },
          { code: 4001, reason: 'signed out' },
        ];
        const lines = snippet.trim().split('\n');
        for (const [line, expected] of [
          ...lines.map((line, place) => [line, ends[place]] as const),
          [snippet, ends[0]] as const,
        ]) {
          const { client, server } = await pair(wss, url);
          const end = closeOf(server);
          await perform(line, { socket: client });
          assert.deepEqual(await end, expected);
        }
      }),
  ],
  [
    '1006',
    'ws.ping()',
    'the second beat ends a client that answers no ping and no other; a broken frame ends its sender only',
    async (snippet) => {
      const { Server, made } = loopbackServer();
      const { asked, timer } = byHand();
      const said: unknown[] = [];
      const console = { error: (what: unknown) => said.push(what) };
      await perform(snippet, { WebSocketServer: Server, setInterval: timer, console });
      assert.equal(asked[0]!.ms, 30_000);
      const url = await addressOf(made[0]!);
      const broken = connect(url);
      await once(broken, 'open');
      write(broken, UNMASKED);
      assert.equal((await closeOf(broken)).code, 1002);
      assert.match(String(said[0]), /MASK must be set/);
      const [alive, dead] = [connect(url), connect(url, { autoPong: false })];
      await Promise.all([once(alive, 'open'), once(dead, 'open')]);
      const pong = new Promise((seen) =>
        [...made[0]!.clients].forEach((ws) => ws.once('pong', seen)),
      );
      const lost = closeOf(dead);
      asked[0]!.run();
      await pong;
      asked[0]!.run();
      assert.equal((await lost).code, 1006);
      assert.equal(made[0]!.clients.size, 1);
    },
  ],
  [
    '1007',
    'perMessageDeflate: false',
    'nothing is offered, and a refused connection is said, not thrown',
    async (snippet) =>
      withServer({ perMessageDeflate: true }, async (wss, url) => {
        const arrived = once(wss, 'connection');
        const ws: Ws = await perform(snippet, { WebSocket: Ws, url }, 'ws');
        const [, request] = await arrived;
        assert.equal(request.headers['sec-websocket-extensions'], undefined);
        await once(ws, 'open');
        ws.terminate();
        const said: unknown[] = [];
        const console = { error: (what: unknown) => said.push(what) };
        const nobody: Ws = await perform(
          snippet,
          { WebSocket: Ws, url: 'ws://127.0.0.1:1', console },
          'ws',
        );
        assert.equal((await closeOf(nobody)).code, 1006);
        assert.equal(said.length, 1);
      }),
  ],
  [
    '1007',
    'stream: true',
    'a character that two messages share is put together',
    async (snippet) => {
      const socket: any = {};
      let shown = '';
      const terminal = { write: (text: string) => (shown += text) };
      await perform(snippet, { socket, terminal });
      const bytes = Buffer.from('phở');
      for (const part of [bytes.subarray(0, 3), bytes.subarray(3)])
        socket.onmessage({ data: new Uint8Array(part).buffer });
      assert.deepEqual([shown, socket.binaryType], ['phở', 'arraybuffer']);
    },
  ],
];

describe('a snippet does what its page says', () => {
  for (const [code, words, claim, drive] of DRIVEN)
    test(`${code}: ${claim}`, { timeout: 20_000 }, () => drive(blockWith(code, words)));
});

/** Why a test of Python is skipped, or false. */
const withoutPython = (...modules: string[]): string | false => {
  const missing = modules.find(
    (module) => spawnSync('python3', ['-c', `import ${module}`], { stdio: 'ignore' }).status !== 0,
  );
  if (missing === undefined && has('python3', '--version')) return false;
  return `python3 has no ${missing ?? 'interpreter'}; on Debian: apt-get install python3 python3-websockets`;
};
const python = async (program: string): Promise<string> =>
  (await promisify(execFile)('python3', ['-c', program], { timeout: 20_000 })).stdout;

describe('Python', () => {
  test(
    '1000: the handler answers message after message',
    { skip: withoutPython('websockets') },
    async () => {
      const program = `${blockWith('1000', 'async def handler')}
import asyncio, websockets
from websockets.asyncio.server import serve
async def main():
    async with serve(handler, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        async with websockets.connect(f"ws://127.0.0.1:{port}") as client:
            for word in ("one", "two"):
                await client.send(word)
                print(await client.recv())
asyncio.run(main())`;
      assert.equal(await python(program), 'one\ntwo\n');
    },
  );

  test(
    '1001: the loop comes back after 1001, 1000, 1011 and a lost connection',
    { skip: withoutPython('websockets') },
    async () =>
      withServer({}, async (wss, url) => {
        const ends = [1001, 1000, 1011, 0, 1001];
        let place = 0;
        wss.on('connection', (ws) => {
          ws.on('error', () => {});
          ws.send(`hello ${place}`);
          const code = ends[place++];
          if (code) ws.close(code);
          else if (code === 0) setImmediate(() => ws.terminate());
        });
        const program = `${blockWith('1001', 'async def listen')}
random.uniform = lambda low, high: print("wait", low, high) or 0
async def main():
    try:
        await asyncio.wait_for(listen("${url}"), 3)
    except asyncio.TimeoutError:
        pass
asyncio.run(main())`;
        const said = (await python(program)).trim().split('\n');
        assert.deepEqual(
          said.filter((line) => line.startsWith('hello')),
          ['hello 0', 'hello 1', 'hello 2', 'hello 3', 'hello 4', 'hello 5'],
        );
        assert.equal(said.filter((line) => line === 'wait 1 5').length, 5);
      }),
  );

  test('1002: the frame is one that ws reads', { skip: withoutPython() }, async () => {
    const frame = await python(
      `${blockWith('1002', 'def text_frame')}\nprint(text_frame("phở").hex())`,
    );
    await withServer({}, async (wss, url) => {
      const { client, server } = await pair(wss, url);
      const arrived = once(server, 'message');
      write(client, Buffer.from(frame.trim(), 'hex'));
      assert.equal(String((await arrived)[0]), 'phở');
    });
  });

  test(
    '1007: bytes of another encoding become text, also those that it leaves out',
    { skip: withoutPython() },
    async () => {
      const said = await python(`import asyncio
class ws:
    async def send(text): print(ascii(text))
async def main(raw):
${blockWith('1007', 'raw.decode').replace(/^(?=.)/gm, '    ')}
for raw in (b"caf\\xe9", b"\\x81"): asyncio.run(main(raw))`);
      assert.equal(said, "'caf\\xe9'\n'\\ufffd'\n");
    },
  );
});

test(
  '1006: curl shows the status of the handshake and ends by itself, at 101 too',
  {
    skip:
      has('bash', '--version') && has('curl', '--version')
        ? false
        : 'bash or curl is not installed',
    timeout: 30_000,
  },
  async () => {
    const command = blockWith('1006', 'curl');
    const firstLine = async (url: string): Promise<string> => {
      const code = command.replace('https://example.com/ws', url.replace('ws:', 'http:'));
      const shown = await promisify(execFile)('bash', ['-c', code], { timeout: 20_000 }).catch(
        (end) => end,
      );
      return shown.stdout.split('\r\n')[0];
    };
    await withServer({}, async (_, url) =>
      assert.equal(await firstLine(url), 'HTTP/1.1 101 Switching Protocols'),
    );
    await withServer({ verifyClient: () => false }, async (_, url) =>
      assert.equal(await firstLine(url), 'HTTP/1.1 401 Unauthorized'),
    );
  },
);

/** What of a library a block of Java needs, with the library's own signatures. */
const JAVA_STUBS = {
  spring: `import java.nio.ByteBuffer;
import static java.nio.charset.StandardCharsets.UTF_8;
interface WebSocketSession {}
class TextMessage { TextMessage(CharSequence payload) {} }
class BinaryMessage { ByteBuffer getPayload() { return null; } }
abstract class AbstractWebSocketHandler {
  protected void handleTextMessage(WebSocketSession session, TextMessage message) throws Exception {}
  protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) throws Exception {}
}
class TextWebSocketHandler extends AbstractWebSocketHandler {
  @Override protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) {}
}`,
  jakarta: `class CloseReason {
  interface CloseCode {}
  enum CloseCodes implements CloseCode { RESERVED; static CloseCode getCloseCode(int code) { return null; } }
  CloseReason(CloseCode code, String reason) {}
}
interface Session { void close(CloseReason reason) throws java.io.IOException; }`,
  jetty: `import java.time.Duration;
class ServletContextHandler {}
interface Container { void setIdleTimeout(Duration timeout); }
class JettyWebSocketServletContainerInitializer {
  interface Configurator { void accept(Object servletContext, Container container); }
  static void configure(ServletContextHandler context, Configurator configurator) {}
}`,
};
/** What javac says of classes beside the stubs of a library; `''` if they compile. */
const compiled = (library: keyof typeof JAVA_STUBS, classes: string): string =>
  inFolder((folder) =>
    complaint('javac', [
      ...['-proc:none', '-d', folder],
      put(folder, 'Block.java', `${JAVA_STUBS[library]}\n${classes}`),
    ]),
  );

describe(
  'Java compiles, types included',
  {
    skip: has('javac', '-version')
      ? false
      : 'javac is not installed; on Debian: apt-get install default-jdk-headless',
  },
  () => {
    test('1001: the idle timeout of Jetty', () => {
      const code = blockWith('1001', 'setIdleTimeout');
      assert.equal(
        compiled('jetty', `class A { void a(ServletContextHandler context) { ${code} } }`),
        '',
      );
    });
    test('1003: the handler of Spring, which a TextWebSocketHandler could not be', () => {
      const code = blockWith('1003', 'handleBinaryMessage');
      assert.equal(compiled('spring', code), '');
      const text = code.replace('AbstractWebSocketHandler', 'TextWebSocketHandler');
      assert.match(compiled('spring', text), /overridden method does not throw/);
    });
    test('1004: a close code of Jakarta', () => {
      const code = blockWith('1004', 'getCloseCode');
      assert.equal(
        compiled('jakarta', `class A { void a(Session session) throws Exception { ${code} } }`),
        '',
      );
    });
  },
);
