/** /link: the lines that authors copy do what the page says, in the real libraries where they are installed. */
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { WebSocketServer } from 'ws';
import { readKind } from '../src/lib/content/read.ts';
import { callOf } from '../src/lib/model/libraries.ts';
import { fitReason, LONGEST_REASON, reasonBytes } from '../src/lib/model/closeReason.ts';
import { launch } from './support/browser.ts';
import { files, languages, ROOT, localeIn, uiIn } from './support/fixture-content.ts';
import { openPage } from './support/fixture-browser.ts';
import { DIST, requireDist, siteUrl } from './support/site.ts';

/** What this file needs of a connection of ws, which brings no types. */
interface ServerSide {
  on(event: 'close', listener: (code: number, reason: Buffer) => void): void;
}

/** The libraries whose call we know; /link and the guide which-code show it. */
const closing = readKind('libraries', files)
  .map(({ names, data }) => ({ ...data, id: names.id! }))
  .filter(({ close }) => close);
const REASON = 'Rate limit: see the page';
/** What a program of this library calls. */
const codeOf = (library: string, code: number = 1008): string =>
  callOf(
    closing.find(({ id }) => id === library)!,
    code,
    REASON,
  )!;
/** A host with the longest name that we would ever choose. */
const LONG_ORIGIN = 'https://websocket-close-codes.example.org/some-folder';

requireDist();
/** The page, and the reasons in its lines. */
function linesOf(name: string): { page: string; reasons: string[] } {
  const page = readFileSync(join(DIST, `${name}.html`), 'utf8');
  const reasons = [...page.matchAll(/data-lib="[^"]+">.*?<pre[^>]*>(.*?)<\/pre>/gs)].map(
    ([, code]) => /(?:Rate limit|Too slow): [^"'&<]*/.exec(code!)![0],
  );
  return { page, reasons };
}
const site = await siteUrl();
const work = mkdtempSync(join(tmpdir(), 'close-codes-link-'));
after(() => rmSync(work, { recursive: true }));
const run = promisify(execFile);
const has = (program: string, ...args: string[]): boolean =>
  spawnSync(program, args, { stdio: 'ignore' }).status === 0;
const needs = (isThere: boolean, what: string): string | false =>
  isThere ? false : `${what} is not installed`;
const indented = (code: string, by: string): string => code.replaceAll(/^/gm, by);

describe('the lines', () => {
  test('are of at least ten libraries', () => assert.ok(closing.length >= 10));

  test('on the page lead to causes that exist, with reasons that fit', () => {
    const { page, reasons } = linesOf('link');
    assert.equal(reasons.length, closing.length, page);
    for (const reason of reasons) {
      const [, origin, code, cause] = /(http\S*)\/(\d{4})#fix-([a-z-]+)$/.exec(reason)!;
      assert.match(
        readFileSync(join(ROOT, `content/codes/${code}/en.mdx`), 'utf8'),
        new RegExp(`<Cause id="${cause}">`),
      );
      assert.ok(reasonBytes(reason.replace(origin!, LONG_ORIGIN)) <= LONGEST_REASON);
    }
  });

  test('on the page are none that would throw: the browser sends no 1008', () => {
    const { page } = linesOf('link');
    assert.match(page, /data-lib="browsers">.*?3008.*?<\/div>/s);
    assert.ok(!/data-lib="browsers">(?:(?!<\/div>).)*1008/s.test(page));
  });

  /** A server of ws, and a client; `close` is run with both. Gives what the other side of the one that closed has read. */
  async function closedBy(
    close: (server: ServerSide, client: WebSocket) => void,
    reader: 'server' | 'client',
  ): Promise<[code: number, reason: string]> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    try {
      await once(server, 'listening');
      const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
      return await new Promise((done) => {
        const sides: Partial<{ server: ServerSide; opened: boolean }> = {};
        const go = () => {
          if (sides.server && sides.opened) close(sides.server, client);
        };
        server.on('connection', (socket: ServerSide) => {
          if (reader === 'server')
            socket.on('close', (code, reason) => done([code, String(reason)]));
          sides.server = socket;
          go();
        });
        if (reader === 'client') client.onclose = ({ code, reason }) => done([code, reason]);
        client.onopen = () => {
          sides.opened = true;
          go();
        };
      });
    } finally {
      server.close();
    }
  }

  test('ws runs: the other side reads code and reason', async () => {
    const code = codeOf('ws');
    assert.deepEqual(await closedBy((socket) => new Function('socket', code)(socket), 'client'), [
      1008,
      REASON,
    ]);
  });

  test('the browser’s API runs, as Node has it', async () => {
    const code = codeOf('browsers', 3008);
    assert.deepEqual(
      await closedBy((_, socket) => new Function('socket', code)(socket), 'server'),
      [3008, REASON],
    );
  });

  const python = ['python3', '/usr/bin/python3'].find((program) =>
    has(program, '-c', 'import websockets'),
  );
  test(
    'websockets (Python) runs',
    { skip: needs(Boolean(python), 'python3-websockets') },
    async () => {
      const code = codeOf('python-websockets');
      writeFileSync(
        join(work, 'lines.py'),
        `import asyncio, websockets
async def handler(websocket, path=None):
${indented(code, '    ')}
async def main():
    async with websockets.serve(handler, "127.0.0.1", 0) as server:
        port = list(server.sockets)[0].getsockname()[1]
        async with websockets.connect(f"ws://127.0.0.1:{port}") as client:
            await client.wait_closed()
            print(client.close_code, client.close_reason)
asyncio.run(main())
`,
      );
      const { stdout } = await run(python!, [join(work, 'lines.py')], { timeout: 60_000 });
      assert.equal(stdout.trim(), `1008 ${REASON}`);
    },
  );

  const withAiohttp = ['python3', '/usr/bin/python3'].find((program) =>
    has(program, '-c', 'import aiohttp'),
  );
  test('aiohttp runs', { skip: needs(Boolean(withAiohttp), 'python3-aiohttp') }, async () => {
    writeFileSync(
      join(work, 'aio.py'),
      `import asyncio, aiohttp
from aiohttp import web
async def handler(request):
    ws = web.WebSocketResponse()
    await ws.prepare(request)
${indented(codeOf('aiohttp'), '    ')}
    return ws
async def main():
    app = web.Application()
    app.router.add_get("/", handler)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(f"http://127.0.0.1:{port}/") as ws:
            message = await ws.receive()
            print(message.data, message.extra)
    await runner.cleanup()
asyncio.run(main())
`,
    );
    const { stdout } = await run(withAiohttp!, [join(work, 'aio.py')], { timeout: 60_000 });
    assert.equal(stdout.trim(), `1008 ${REASON}`);
  });

  const withStarlette = ['python3', '/usr/bin/python3'].find((program) =>
    has(program, '-c', 'import starlette'),
  );
  test('Starlette runs', { skip: needs(Boolean(withStarlette), 'python3-starlette') }, async () => {
    // No server: what the framework tells its server to send.
    writeFileSync(
      join(work, 'asgi.py'),
      `import asyncio
from starlette.websockets import WebSocket
async def main():
    sent = []
    async def receive():
        return {"type": "websocket.connect"}
    async def send(message):
        sent.append(message)
    websocket = WebSocket({"type": "websocket", "headers": []}, receive, send)
    await websocket.accept()
${indented(codeOf('starlette'), '    ')}
    print(sent[-1]["type"], sent[-1]["code"], sent[-1]["reason"])
asyncio.run(main())
`,
    );
    const { stdout } = await run(withStarlette!, [join(work, 'asgi.py')], { timeout: 60_000 });
    assert.equal(stdout.trim(), `websocket.close 1008 ${REASON}`);
  });

  const gopath = '/usr/share/gocode';
  /** Debian has coder/websocket under its former name. */
  const GO = {
    gorilla: {
      path: 'github.com/gorilla/websocket',
      from: 'golang-github-gorilla-websocket-dev',
      upgrade: '(&websocket.Upgrader{}).Upgrade(w, r, nil)',
      read: `conn, _, err := websocket.DefaultDialer.Dial(url, nil)
	if err != nil { panic(err) }
	_, _, err = conn.ReadMessage()
	closed := err.(*websocket.CloseError)
	fmt.Println(closed.Code, closed.Text)`,
      uses: '_ = context.Background',
    },
    coder: {
      path: 'nhooyr.io/websocket',
      from: 'golang-nhooyr-websocket-dev',
      upgrade: 'websocket.Accept(w, r, nil)',
      read: `conn, _, err := websocket.Dial(context.Background(), url, nil)
	if err != nil { panic(err) }
	_, _, err = conn.Read(context.Background())
	var closed websocket.CloseError
	errors.As(err, &closed)
	fmt.Println(int(closed.Code), closed.Reason)`,
      uses: '_ = time.Now',
    },
  };
  for (const [library, { path, from, upgrade, read, uses }] of Object.entries(GO)) {
    const isThere = has('go', 'version') && existsSync(join(gopath, 'src', path));
    test(`${library} (Go) runs`, { skip: needs(isThere, from) }, async () => {
      const program = join(work, `${library}.go`);
      writeFileSync(
        program,
        `package main
import ("context"; "errors"; "fmt"; "net/http"; "net/http/httptest"; "strings"; "time"; "${path}")
func main() {
	${uses}
	_ = errors.As
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, _ := ${upgrade}
${indented(codeOf(library), '\t\t')}
		if err != nil { fmt.Println(err) }
	}))
	url := strings.Replace(server.URL, "http", "ws", 1)
	${read}
}
`,
      );
      const { stdout } = await run('go', ['run', program], {
        timeout: 150_000,
        cwd: work,
        env: {
          ...process.env,
          GO111MODULE: 'off',
          GOPATH: gopath,
          GOFLAGS: '',
          GOCACHE: join(work, 'go-cache'),
        },
      });
      assert.equal(stdout.trim(), `1008 ${REASON}`);
    });
  }

  const jars = ['tomcat10-websocket-api', 'tomcat10-websocket-client-api']
    .map((name) => `/usr/share/java/${name}.jar`)
    .filter((file) => existsSync(file));
  test(
    'Jakarta WebSocket compiles',
    { skip: needs(has('javac', '-version') && jars.length > 0, 'libtomcat10-java or a JDK') },
    async () => {
      writeFileSync(
        join(work, 'Lines.java'),
        `import jakarta.websocket.*;\nclass Lines { void close(Session session) throws java.io.IOException {\n${codeOf('jakarta')}\n} }\n`,
      );
      await run('javac', ['-cp', jars.join(':'), '-d', work, join(work, 'Lines.java')], {
        timeout: 60_000,
      });
    },
  );

  test('java.net.http compiles', { skip: needs(has('javac', '-version'), 'a JDK') }, async () => {
    writeFileSync(
      join(work, 'Closing.java'),
      `import java.net.http.WebSocket;\nclass Closing { void close(WebSocket webSocket) {\n${codeOf('java-net-http')}\n} }\n`,
    );
    await run('javac', ['-d', work, join(work, 'Closing.java')], { timeout: 60_000 });
  });

  test(
    'the Rust of tungstenite parses',
    { skip: needs(has('rustfmt', '--version'), 'rustfmt') },
    async () => {
      writeFileSync(
        join(work, 'lines.rs'),
        `fn close() -> Result<(), Error> {\n${codeOf('tungstenite')}\nOk(()) }\n`,
      );
      await run('rustfmt', ['--edition', '2021', '--emit', 'stdout', join(work, 'lines.rs')]);
    },
  );

  test('the Ruby of faye parses', { skip: needs(has('ruby', '--version'), 'ruby') }, async () => {
    writeFileSync(join(work, 'lines.rb'), codeOf('faye'));
    await run('ruby', ['-c', join(work, 'lines.rb')]);
  });

  test(
    'the PHP of Ratchet parses',
    { skip: needs(has('php', '--version'), 'php-cli') },
    async () => {
      writeFileSync(join(work, 'lines.php'), `<?php\n${codeOf('ratchet')}\n`);
      await run('php', ['-l', join(work, 'lines.php')]);
    },
  );
});

describe('the length of a reason', () => {
  test('is in bytes of UTF-8', () => {
    assert.deepEqual(['', 'abc', 'é', 'ế', '😀', '\ud800'].map(reasonBytes), [0, 3, 2, 3, 4, 3]);
  });

  test('is cut between characters, never within one', () => {
    assert.equal(fitReason('ế'.repeat(42)), 'ế'.repeat(41));
    assert.equal(fitReason('a' + '😀'.repeat(40)), `a${'😀'.repeat(30)}`);
    assert.equal(fitReason('short'), 'short');
    for (let bytes = 0; bytes < 12; bytes++) {
      const cut = fitReason('aé😀ế', bytes);
      assert.ok(
        reasonBytes(cut) <= bytes && 'aé😀ế'.startsWith(cut) && !/[\ud800-\udbff]$/.test(cut),
        `${bytes}: ${cut}`,
      );
    }
  });
});

describe('the page', () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());

  for (const lang of languages) {
    const page = lang === 'en' ? 'link' : `${lang}/link`;
    test(`${page}: all lines with the address of this site, linked from every footer`, () => {
      const html = readFileSync(join(DIST, `${page}.html`), 'utf8');
      assert.equal(html.split('<pre').length - 1, closing.length);
      assert.match(
        readFileSync(join(DIST, `${lang === 'en' ? '' : `${lang}/`}1006.html`), 'utf8'),
        new RegExp(`<footer>.*href="[^"]*/${page}"`, 's'),
      );
    });

    test(`${page}: the counter counts bytes as they are typed, and says so to a screen reader`, async () => {
      const { page: tab, problems } = await openPage(browser);
      await tab.goto(`${site}/${page}`);
      const { link } = uiIn(lang);
      const field = tab.locator('#reason-text');
      const output = tab.locator('#reason-bytes');
      const { plural } = localeIn(lang);
      assert.equal(await output.getAttribute('aria-live'), 'polite');
      assert.match((await output.textContent())!, /\d/);
      await field.fill('ế'.repeat(41));
      assert.equal(await output.textContent(), plural(link.fits, 123, { left: 0, frame: 125 }));
      await field.fill(`${'ế'.repeat(41)}<b>`);
      assert.equal(
        await output.textContent(),
        plural(link.over, 126, { more: 3, cut: 'ế'.repeat(41) }),
      );
      await field.fill('a'.repeat(122) + 'é');
      assert.equal(
        await output.textContent(),
        plural(link.over, 124, { more: 1, cut: 'a'.repeat(122) }),
      );
      assert.deepEqual(problems, []);
      await tab.context().close();
    });
  }
});
