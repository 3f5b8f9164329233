/** The guide on keep-alive: its programs against a peer that never answers a ping and one that does, and its figures, counted. */
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, createServer as createTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createServer as createTls } from 'node:tls';
import Ws, { WebSocketServer } from 'ws';
import { selfSigned } from '../src/measure/certificate.ts';
import { OPCODE } from '../src/measure/frames.ts';
import { PIP_FOLDER } from '../src/measure/groups/pip.ts';
import {
  acceptUpgrade,
  closedPort,
  connectRaw,
  RawServer,
  type Wire,
} from '../src/measure/peer.ts';
import {
  keepAliveCosts,
  keepAliveDefaults,
  keepAliveTimes,
} from '../src/lib/show/guides/keepAlive.ts';
import type { GuideData } from '../src/lib/show/guides/shown.ts';
import { readKind } from '../src/lib/content/read.ts';
import { launch } from './support/browser.ts';
import {
  files,
  languages,
  libraries,
  localeIn,
  measured,
  ROOT,
} from './support/fixture-content.ts';
import { portOf } from './support/loopback.ts';
import { complaint, has, inFolder, put } from './support/prose-code.ts';

const FOLDER = join(ROOT, 'content/guides/keep-alive/programs');
const program = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');
const facts = readKind('guideFacts', files).find(
  ({ names }) => names.folder === 'keep-alive',
)!.data;
const text = files['content/guides/keep-alive/en.mdx']!;

const TIMEOUT = { timeout: 60_000 };
/** Seconds between two pings, here. */
const PING = 0.5;
/** ms after which a test gives up; no claim is measured by it. */
const PATIENCE = 20_000;

/** What a test that fails would leave open, so that the file ends all the same. */
const left: (() => void)[] = [];
after(() => {
  for (const end of left) end();
});

/** A program that listens on a free port, with what it has printed. */
async function start(command: readonly string[]) {
  const port = await closedPort();
  const child = spawn(command[0]!, command.slice(1), {
    cwd: ROOT,
    env: { ...process.env, PORT: `${port}`, PING: `${PING}` },
  });
  left.push(() => child.kill('SIGKILL'));
  let said = '';
  for (const out of [child.stdout, child.stderr])
    out.on('data', (data) => {
      said += data;
    });
  const open = async (): Promise<Wire> => {
    for (let tries = 0; tries < 200 && child.exitCode === null; tries++) {
      const wire = await connectRaw(port).catch(() => undefined);
      if (wire) left.push(() => wire.dispose());
      if (wire?.head.includes(' 101 ')) return wire;
      await sleep(100);
    }
    throw new Error(`${command.join(' ')}: no WebSocket; it said: ${said}`);
  };
  /** Waits until it has printed that. */
  const says = async (words: RegExp): Promise<void> => {
    for (let tries = 0; tries < 100 && !words.test(said); tries++) await sleep(50);
    assert.match(said, words);
  };
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { port, open, says, stop };
}

const pings = ({ frames }: Wire): number =>
  frames.filter(({ opcode }) => opcode === OPCODE.ping).length;

/**
 * What a server does with two clients: the dead one is pinged and cut, the other one is pinged on.
 * @param sees the code in the Close frame for the dead one, undefined if none comes
 * @param own what the program prints when it has cut
 */
async function cutsTheDead(
  command: readonly string[],
  { sees, own }: { sees: number | undefined; own: RegExp },
): Promise<void> {
  const server = await start(command);
  try {
    const dead = await server.open();
    Object.assign(dead.manners, { answersPing: false, answersClose: false });
    const alive = await server.open();
    assert.ok(await dead.until(() => dead.tcp !== undefined, PATIENCE), 'it is not cut');
    assert.ok(pings(dead) >= 1, 'no ping');
    assert.equal(dead.close?.code, sees);
    await server.says(own);
    const before = pings(alive);
    assert.ok(await alive.until(() => pings(alive) > before + 1, PATIENCE), 'pinged no more');
    assert.deepEqual([alive.close, alive.tcp], [undefined, undefined], 'a healthy client is cut');
    alive.dispose();
    dead.dispose();
  } finally {
    await server.stop();
  }
}

/** A Python that has these modules: the newest libraries where `npm run measure -- --pip` brought them, else the system's. */
function pythonWith(...modules: string[]): string | undefined {
  const bin = process.platform === 'win32' ? 'Scripts' : 'bin';
  return [process.env.PYTHON, join(PIP_FOLDER, bin, 'python'), 'python3', '/usr/bin/python3'].find(
    (python) =>
      python !== undefined &&
      spawnSync(python, ['-c', `import ${modules.join(', ')}`], { stdio: 'ignore' }).status === 0,
  );
}
const PYTHONS = {
  'python-websockets.py': pythonWith('websockets'),
  'aiohttp-server.py': pythonWith('aiohttp'),
  'starlette-app.py': pythonWith('starlette', 'uvicorn', 'websockets'),
};
const WEBSOCKETS = PYTHONS['python-websockets.py'];
const python = (name: keyof typeof PYTHONS) => ({
  command: [PYTHONS[name]!, join(FOLDER, name)],
  options: {
    ...TIMEOUT,
    skip: PYTHONS[name]
      ? false
      : 'no Python with its library; on Debian: apt-get install python3-websockets python3-aiohttp python3-starlette python3-uvicorn',
  },
});

/** Debian keeps the sources of Go libraries as a GOPATH; coder/websocket stands there under its older name. */
const GOPATH = '/usr/share/gocode';
const IMPORTS = { gorilla: 'github.com/gorilla/websocket', coder: 'nhooyr.io/websocket' };
function go(library: keyof typeof IMPORTS) {
  const there = has('go', 'version') && existsSync(join(GOPATH, 'src', IMPORTS[library]));
  return {
    timeout: 180_000,
    skip: there
      ? false
      : 'no Go with the library; on Debian: apt-get install golang-go golang-github-gorilla-websocket-dev golang-nhooyr-websocket-dev',
  };
}

/** Builds a server around the functions of a program. @returns the path of the server */
function built(library: keyof typeof IMPORTS, accept: string, ends: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'close-codes-'));
  left.push(() => rmSync(folder, { recursive: true, force: true }));
  put(folder, 'main.go', goServer(IMPORTS[library], accept, ends));
  const code = program(`${library}.go`);
  put(folder, 'library.go', code.replace('github.com/coder/websocket', IMPORTS.coder));
  execFileSync('go', ['build', '-o', 'server', '.'], {
    cwd: folder,
    env: { ...process.env, GO111MODULE: 'off', GOPATH },
  });
  return join(folder, 'server');
}

const goServer = (library: string, accept: string, ends: string): string => `package main

import (
	${ends.startsWith('both') ? '"context"' : ''}
	"fmt"
	"net/http"
	"os"
	"strconv"
	"time"
	"${library}"
)

${
  ends.startsWith('both')
    ? `func both(conn *websocket.Conn, ping time.Duration) error {
	end := make(chan error, 1)
	go func() { end <- keepAlive(conn, ping) }()
	for {
		if _, _, err := conn.Read(context.Background()); err != nil {
			return <-end
		}
	}
}`
    : ''
}

func main() {
	seconds, _ := strconv.ParseFloat(os.Getenv("PING"), 64)
	ping := time.Duration(seconds * float64(time.Second))
	http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, err := ${accept === 'Accept' ? 'websocket.Accept' : '(&websocket.Upgrader{}).Upgrade'}(w, r, nil)
		if err == nil {
			fmt.Println("closed", ${ends})
		}
	}))
}
`;

describe('a server cuts the client that answers no ping, and no other', () => {
  test('ws: without a Close frame, and sees 1006', TIMEOUT, () =>
    cutsTheDead([process.execPath, join(FOLDER, 'ws.mjs')], {
      sees: undefined,
      own: /^closed 1006$/m,
    }),
  );

  const websockets = python('python-websockets.py');
  test('Python websockets: with 1011', websockets.options, () =>
    cutsTheDead(websockets.command, {
      sees: 1011,
      // Before version 12 the error is called unexpected.
      own: /^closed sent 1011 \(\w+ error\) keepalive ping timeout; no close frame received$/m,
    }),
  );

  const aiohttp = python('aiohttp-server.py');
  test('aiohttp: without a Close frame', aiohttp.options, () =>
    // 1000 from those before 3.9, which end the loop as if all were well.
    cutsTheDead(aiohttp.command, { sees: undefined, own: /^closed (?:1006|1000)$/m }),
  );

  const starlette = python('starlette-app.py');
  test('Starlette under uvicorn: with 1011', starlette.options, () =>
    // uvicorn's older implementation reports 1006.
    cutsTheDead(starlette.command, { sees: 1011, own: /^closed (?:1005|1006)$/m }),
  );

  test('gorilla: with i/o timeout, without a Close frame', go('gorilla'), () =>
    cutsTheDead([built('gorilla', 'Upgrade', 'read(conn, ping)')], {
      sees: undefined,
      own: /^closed read tcp .*: i\/o timeout$/m,
    }),
  );

  test('coder: the old version that Debian has, without a Close frame', go('coder'), () =>
    cutsTheDead([built('coder', 'Accept', 'both(conn, ping)')], {
      sees: undefined,
      own: /^closed .*failed to wait for pong: context deadline exceeded$/m,
    }),
  );
});

describe('what is not run here is read', () => {
  test(
    'Spring: it compiles against its signatures; the first beat pings, the second closes with 3008 unless a pong came; one that has ended stops no beat',
    {
      timeout: 120_000,
      skip: has('javac', '-version')
        ? false
        : 'javac is not installed; on Debian: apt-get install default-jdk-headless',
    },
    () =>
      inFolder((folder) => {
        const stub = (path: string, code: string) => {
          const [, name] = /(?:class|interface) (\w+)/.exec(code)!;
          mkdirSync(join(folder, path), { recursive: true });
          return put(
            join(folder, path),
            `${name}.java`,
            `package ${path.replaceAll('/', '.')};\n${code}`,
          );
        };
        const SOCKET = 'org/springframework/web/socket';
        const sources = [
          stub(
            'org/springframework/scheduling/annotation',
            'public @interface Scheduled { long fixedRate(); }',
          ),
          stub(SOCKET, 'public interface WebSocketMessage<T> {}'),
          stub(SOCKET, 'public class PingMessage implements WebSocketMessage<Object> {}'),
          stub(SOCKET, 'public class PongMessage implements WebSocketMessage<Object> {}'),
          stub(
            SOCKET,
            'public class CloseStatus { public final int code; public CloseStatus(int code, String reason) { this.code = code; } }',
          ),
          stub(
            SOCKET,
            'public interface WebSocketSession { void sendMessage(WebSocketMessage<?> m) throws java.io.IOException; void close(CloseStatus s) throws java.io.IOException; }',
          ),
          stub(
            `${SOCKET}/handler`,
            `import org.springframework.web.socket.*;
public class TextWebSocketHandler {
  public void afterConnectionEstablished(WebSocketSession s) throws Exception {}
  protected void handlePongMessage(WebSocketSession s, PongMessage m) throws Exception {}
  public void afterConnectionClosed(WebSocketSession s, CloseStatus c) throws Exception {}
}`,
          ),
          put(folder, 'KeepAlive.java', program('spring.java')),
          put(
            folder,
            'Main.java',
            `import org.springframework.web.socket.*;
class Session implements WebSocketSession {
  final String name;
  Session(String name) { this.name = name; }
  public void sendMessage(WebSocketMessage<?> m) { System.out.println(name + " " + m.getClass().getSimpleName()); }
  public void close(CloseStatus s) { System.out.println(name + " " + s.code); }
}
public class Main {
  public static void main(String[] args) {
    KeepAlive handler = new KeepAlive();
    Session dead = new Session("dead"), alive = new Session("alive");
    // As Tomcat's do after their end, before anybody is told of it.
    Session ended = new Session("ended") {
      public void sendMessage(WebSocketMessage<?> m) { throw new IllegalStateException("closed"); }
      public void close(CloseStatus s) {}
    };
    handler.afterConnectionEstablished(ended);
    handler.afterConnectionEstablished(dead);
    handler.afterConnectionEstablished(alive);
    handler.beat();
    handler.handlePongMessage(alive, new PongMessage());
    handler.beat();
    handler.afterConnectionClosed(dead, null);
    handler.handlePongMessage(alive, new PongMessage());
    handler.beat();
  }
}`,
          ),
        ];
        assert.equal(complaint('javac', ['-proc:none', '-d', folder, ...sources]), '');
        const said = execFileSync('java', ['-cp', folder, 'Main'], { encoding: 'utf8' });
        const of = (name: string) => said.split('\n').filter((line) => line.startsWith(name));
        assert.deepEqual(of('dead'), ['dead PingMessage', 'dead 3008']);
        assert.deepEqual(of('alive'), Array(3).fill('alive PingMessage'));
      }),
  );

  test(
    'tokio-tungstenite: rustfmt reads it and would not change it',
    { skip: has('rustfmt', '--version') ? false : 'rustfmt is not installed' },
    () =>
      assert.equal(
        complaint('rustfmt', ['--check', '--edition', '2021', join(FOLDER, 'tungstenite.rs')]),
        '',
      ),
  );
});

describe('the program for a page', () => {
  /** Lets it watch a socket. @returns how often `lost` was called, as soon as it is */
  async function watched(url: string, page: EventTarget): Promise<{ lost: number; ws: WebSocket }> {
    Object.assign(globalThis, { document: page });
    const { watch } = (await import(join(FOLDER, 'browser.js'))) as {
      watch: (ws: WebSocket, ms: number, lost: () => void) => void;
    };
    const state = { lost: 0, ws: new WebSocket(url) };
    watch(state.ws, PING * 1000, () => {
      state.lost += 1;
    });
    return state;
  }
  const until = async (holds: () => boolean): Promise<void> => {
    for (let tries = 0; tries < 200 && !holds(); tries++) await sleep(50);
    assert.ok(holds());
  };
  const withServer = async (
    serve: (ws: Ws) => void,
    work: (url: string) => Promise<void>,
  ): Promise<void> => {
    const wss = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    wss.on('connection', (ws) => {
      left.push(() => ws.terminate());
      serve(ws);
    });
    left.push(() => wss.close());
    await once(wss, 'listening');
    await work(`ws://127.0.0.1:${portOf(wss)}`);
    for (const client of wss.clients) client.terminate();
    wss.close();
  };

  test(
    'asks again and again while the server answers, at once after sleep, and not after the close',
    TIMEOUT,
    async () => {
      const asked: string[] = [];
      await withServer(
        (ws) =>
          ws.on('message', (data) => {
            asked.push(String(data));
            ws.send('pong');
          }),
        async (url) => {
          const page = new EventTarget();
          const state = await watched(url, page);
          await until(() => asked.length >= 3);
          const before = asked.length;
          page.dispatchEvent(new Event('visibilitychange'));
          await until(() => asked.length > before);
          assert.equal(state.lost, 0);
          state.ws.close();
          await until(() => state.lost === 1);
          const last = asked.length;
          page.dispatchEvent(new Event('visibilitychange'));
          await sleep(3 * PING * 1000);
          assert.deepEqual([asked.length, state.lost], [last, 1]);
          assert.ok(asked.every((word) => word === 'ping'));
        },
      );
    },
  );

  test(
    'says once that a server that answers nothing is lost, before the close arrives',
    TIMEOUT,
    async () => {
      const raw = await RawServer.listen();
      left.push(() => raw.dispose());
      const state = await watched(`ws://127.0.0.1:${raw.port}`, new EventTarget());
      const wire = (await raw.connection(PATIENCE))!;
      Object.assign(wire.manners, { answersPing: false, answersClose: false });
      await wire.until(wire.headCame, PATIENCE);
      acceptUpgrade(wire);
      await until(() => state.lost === 1);
      assert.notEqual(state.ws.readyState, WebSocket.CLOSED);
      raw.dispose();
      await until(() => state.ws.readyState === WebSocket.CLOSED);
      assert.equal(state.lost, 1);
    },
  );
});

describe('a blocked loop', () => {
  /** A client that answers, then computes for a while. */
  const CLIENTS: [string, readonly string[] | undefined][] = [
    [
      'Node',
      [
        process.execPath,
        '-e',
        `const ws = new WebSocket(process.argv[1]);
         ws.onmessage = () => { const end = Date.now() + ${PING * 6000}; while (Date.now() < end); };
         ws.onclose = ({ code }) => console.log('client', code);
         setTimeout(() => process.exit(), 15000).unref();`,
      ],
    ],
    [
      'asyncio',
      WEBSOCKETS === undefined
        ? undefined
        : [
            WEBSOCKETS,
            '-c',
            `import asyncio, sys, time, websockets
async def main():
    async with websockets.connect(sys.argv[1], ping_interval=None) as ws:
        await ws.recv()
        time.sleep(${PING * 6})
        try:
            await ws.recv()
        except websockets.ConnectionClosed as end:
            print("client", end.rcvd.code if end.rcvd else 1006)
asyncio.run(main())`,
          ],
    ],
  ];
  const SERVERS: [string, readonly string[] | undefined, code: number][] = [
    ['ws', [process.execPath, join(FOLDER, 'ws.mjs')], 1006],
    [
      'Python websockets',
      WEBSOCKETS === undefined ? undefined : python('python-websockets.py').command,
      1011,
    ],
  ];
  for (const [name, client] of CLIENTS)
    for (const [by, server, code] of SERVERS)
      test(
        `${name} answers no ping, and ${by} cuts it: ${code}`,
        { ...TIMEOUT, skip: client && server ? false : 'no Python with websockets' },
        async () => {
          // A proxy of TCP that puts one message before all else, so that the client computes once it is open.
          const behind = await start(server!);
          (await behind.open()).dispose();
          const proxy = createTcp((socket) => {
            const up = connect(behind.port, '127.0.0.1');
            socket.pipe(up);
            let first = true;
            up.on('data', (data) => {
              socket.write(data);
              if (first) socket.write(Buffer.from([0x81, 1, 0x67]));
              first = false;
            });
            up.on('end', () => socket.end());
            for (const end of [socket, up]) end.on('error', () => {});
            socket.on('close', () => up.destroy());
          }).listen(0, '127.0.0.1');
          await once(proxy, 'listening');
          const child = spawn(client![0]!, [
            ...client!.slice(1),
            `ws://127.0.0.1:${portOf(proxy)}`,
          ]);
          left.push(() => child.kill('SIGKILL'));
          let said = '';
          child.stdout.on('data', (data) => {
            said += data;
          });
          child.stderr.on('data', (data) => {
            said += data;
          });
          await once(child, 'close');
          proxy.close();
          await behind.stop();
          assert.match(said, new RegExp(`^client ${code}$`, 'm'));
        },
      );

  test('a server that was blocked reads the waiting pong before it judges', TIMEOUT, async () => {
    const server = await start([
      process.execPath,
      '--input-type=module',
      '-e',
      `${program('ws.mjs')}
       // Behind the beat, so that the pong comes while it computes; longer than the beat.
       setInterval(() => { const end = Date.now() + PING * 1500; while (Date.now() < end); }, PING * 1000);`,
    ]);
    const alive = await server.open();
    assert.ok(await alive.until(() => pings(alive) > 3 || alive.tcp !== undefined, PATIENCE));
    assert.equal(alive.tcp, undefined);
    alive.dispose();
    await server.stop();
  });

  test('Chromium answers while the script of the page is blocked', TIMEOUT, async () => {
    const http = createServer((_, answer) => {
      answer.setHeader('Content-Type', 'text/html');
      answer.end('<title>x</title>');
    }).listen(0, '127.0.0.1');
    await once(http, 'listening');
    const wss = new WebSocketServer({ server: http });
    const browser = await launch();
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${portOf(http)}/`);
    const arrived = once(wss, 'connection');
    await page.evaluate(() => {
      Object.assign(globalThis, { ws: new WebSocket(location.href.replace('http', 'ws')) });
    });
    const [ws] = (await arrived) as [Ws];
    let isBlocked = true;
    const blocked = page
      .evaluate(() => {
        const end = Date.now() + 4000;
        while (Date.now() < end);
      })
      .then(() => {
        isBlocked = false;
      });
    await sleep(500);
    const pong = once(ws, 'pong').then(() => isBlocked);
    (ws as unknown as { ping(): void }).ping();
    assert.equal(await pong, true);
    await blocked;
    await browser.close();
    http.close();
    wss.close();
  });
});

describe('figures', () => {
  const data = (lang: string) =>
    ({ locale: localeIn(lang), facts, libraries, measured }) as unknown as GuideData;
  const { seconds, layers } = facts.keepAlive!;
  const sum = (part: 'ping' | 'pong' | 'ack') =>
    layers.reduce((bytes, layer) => bytes + layer[part], 0);

  test('a ping over TLS is as long as the table says, and so is its pong', TIMEOUT, async () => {
    const { key, cert } = selfSigned();
    const server = createTls({ key, cert, minVersion: 'TLSv1.3' });
    const http = createServer();
    server.on('secureConnection', (socket) => http.emit('connection', socket));
    const wss = new WebSocketServer({ server: http });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const bytes = { ping: 0, pong: 0 };
    const relay = createTcp((socket) => {
      const up = connect(portOf(server), '127.0.0.1');
      up.on('data', (chunk) => {
        bytes.ping += chunk.length;
        socket.write(chunk);
      });
      socket.on('data', (chunk) => {
        bytes.pong += chunk.length;
        up.write(chunk);
      });
      for (const end of [socket, up]) end.on('error', () => {});
      socket.on('close', () => up.destroy());
    }).listen(0, '127.0.0.1');
    await once(relay, 'listening');
    const arrived = once(wss, 'connection');
    const client = new Ws(`wss://127.0.0.1:${portOf(relay)}`, { rejectUnauthorized: false });
    const [ws] = (await arrived) as [Ws & { ping(): void }];
    await once(client, 'open');
    await sleep(200); // session tickets of TLS
    Object.assign(bytes, { ping: 0, pong: 0 });
    ws.ping();
    await once(ws, 'pong');
    const ofStream = (part: 'ping' | 'pong') =>
      layers
        .filter(({ name }) => name === 'WebSocket' || name.startsWith('TLS'))
        .reduce((all, layer) => all + layer[part], 0);
    assert.deepEqual(bytes, { ping: ofStream('ping'), pong: ofStream('pong') });
    client.terminate();
    relay.close();
    server.close();
    wss.close();
  });

  test('what the text says of a day and of 10,000 connections follows from the table', () => {
    const beat = sum('ping') + sum('pong') + sum('ack');
    const day = (86_400 / seconds.interval) * beat;
    const said = text.slice(text.indexOf('<Part id="costs">'));
    for (const words of [
      `${beat} bytes`,
      `${(day / 1e6).toFixed(1)} MB a day`,
      `${10_000 / seconds.interval} pings`,
      `${((10_000 / seconds.interval) * beat) / 1000} kB a second`,
    ])
      assert.ok(said.includes(words), words);
  });

  test('the numbers of the text and of the programs are those of the facts', () => {
    const { interval, timeout, idle } = seconds;
    assert.ok(text.includes(`${interval + timeout} s here`));
    assert.ok(text.includes(`idle limit of ${idle} s`));
    assert.ok(
      text.includes(`every ${interval} s and cut whoever does not answer within ${timeout} s`),
    );
    for (const name of ['ws.mjs', 'python-websockets.py', 'aiohttp-server.py', 'starlette-app.py'])
      assert.match(program(name), new RegExp(`PING(?: = |", )${interval}\\b`), name);
    for (const name of ['spring.java', 'dotnet.cs'])
      assert.ok(program(name).replaceAll('_', '').includes(`${interval}`), name);
    const nginx = libraries.find(({ id }) => id === 'nginx')!;
    assert.ok(nginx.limits!.some(({ value }) => value === `${idle} s`));
  });

  for (const lang of languages)
    test(`${lang}: tables and drawing are made`, () => {
      const { columns, rows } = keepAliveDefaults(data(lang));
      assert.ok(rows.every(({ cells }) => cells.length === columns.length));
      const row = (lib: string) =>
        rows
          .find((one) => one.lib === lib)!
          .cells.map((cell) => (typeof cell === 'string' ? cell : cell.text));
      assert.deepEqual(row('python-websockets').slice(3), ['1011', '1006']);
      assert.deepEqual(row('socket.io').slice(3), ['1005', '–']);
      assert.match(row('python-websockets')[1]!, /20.*`ping_interval`/);
      assert.deepEqual(keepAliveCosts(data(lang)).rows.at(-1)!.cells.slice(1), ['76', '80', '52']);
      const { svg, says } = keepAliveTimes(data(lang));
      assert.doesNotMatch(svg + says.join(''), /\{|undefined|NaN/);
    });
});
