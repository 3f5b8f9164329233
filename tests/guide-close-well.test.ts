/** The guide close-well: its tables, its drawing, and everything that it has the reader run. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import type { Browser, BrowserContext } from 'playwright-core';
import { WebSocketServer } from 'ws';
import { parse } from 'yaml';
import { LONGEST_REASON, reasonBytes } from '../src/lib/model/closeReason.ts';
import { implementationsOf } from '../src/lib/show/matrix.ts';
import {
  closeTimeouts,
  closingHandshake,
  HANDSHAKE,
  longReasons,
  serverEnds,
} from '../src/lib/show/guides/closeWell.ts';
import type { Cell, GuideData, Table } from '../src/lib/show/guides/shown.ts';
import { readMdx } from '../src/lib/text/mdx.ts';
import { DEBIAN_GO } from '../src/measure/groups/debian.ts';
import { closedPort, connectRaw } from '../src/measure/peer.ts';
import { launch } from './support/browser.ts';
import {
  files,
  languages,
  libraries,
  localeIn,
  measured,
  ROOT,
} from './support/fixture-content.ts';
import { closeOf, connect, portOf } from './support/loopback.ts';
import { has, put } from './support/prose-code.ts';

const FOLDER = 'content/guides/close-well';
const programOf = (file: string): string => files[`${FOLDER}/programs/${file}`]!;

const implementations = implementationsOf(measured, libraries);
const dataIn = (lang: string): GuideData => ({
  locale: localeIn(lang),
  facts: {},
  codes: [],
  libraries,
  measured,
  implementations,
});
const english = dataIn('en');
const textOf = (cell: Cell | string): string => (typeof cell === 'string' ? cell : cell.text);
/** The cells behind the one that begins so, of the only such row. */
function rowWith({ rows }: Table, name: RegExp): string[] {
  const found = rows.map(({ cells }) => cells.map(textOf)).filter(([first]) => name.test(first!));
  assert.equal(found.length, 1, `${found.length} rows of ${name}`);
  return found[0]!.slice(1);
}

describe('the tables', () => {
  test('at least twenty implementations were measured where the peer never answers a Close', () => {
    const waited = closeTimeouts(english).rows.filter(({ cells }) =>
      cells.slice(1, 3).some((cell) => textOf(cell) !== '–'),
    );
    assert.ok(waited.length >= 20, `${waited.length}`);
  });
  test('a wait is that of the measurement, in whole seconds', () => {
    const table = closeTimeouts(english);
    assert.deepEqual(rowWith(table, /^ws /), ['30 s', '30 s', '30 s `closeTimeout`']);
    assert.deepEqual(rowWith(table, /^Chromium /), ['60 s', '–', '60 s']);
    assert.deepEqual(rowWith(table, /^Node\.js .*undici /), ['no limit', '–', '–']);
    assert.equal(rowWith(table, /^aiohttp 3\.14/)[1], 'no wait');
  });
  test('what was only read stands beside what was measured, and not in its columns', () =>
    assert.deepEqual(rowWith(closeTimeouts(english), /^OkHttp/), [
      '–',
      '–',
      '60 s `webSocketCloseTimeout`',
    ]));
  test('variants of a library that do the same are one row', () => {
    for (const name of [/^uvicorn/, /^Tornado/]) rowWith(closeTimeouts(english), name);
    rowWith(serverEnds(english), /^uvicorn/);
  });
  test('a reason of 124 bytes is refused, cut or sent', () => {
    const [throws, cuts, sends] = longReasons(english).rows.map(({ cells }) =>
      textOf(cells[1]!).split(', '),
    );
    for (const name of ['ws', 'Chromium', 'gorilla']) assert.ok(throws!.includes(name), name);
    for (const name of ['Tomcat', 'Bun (server)', 'uvicorn (wsproto)'])
      assert.ok(cuts!.includes(name), name);
    for (const name of ['aiohttp', 'faye-websocket']) assert.ok(sends!.includes(name), name);
  });
  test('what clients see at the end of a server', () => {
    const table = serverEnds(english);
    assert.deepEqual(rowWith(table, /^ws$/), ['stays open', '1006']);
    assert.deepEqual(rowWith(table, /^websockets$/), ['1001', '1006']);
    assert.deepEqual(rowWith(table, /^uvicorn$/), ['1012', '1012']);
  });
});

describe('the drawing', () => {
  const { arrows, waits, steps } = HANDSHAKE;
  const places = (kind: string) => arrows.filter((arrow) => arrow.kind === kind);

  test('each side sends Close, then the server ends TCP first', () => {
    const [first, answer] = places('close');
    const [serverFin, clientFin] = places('fin');
    assert.deepEqual([first!.from, answer!.from], ['client', 'server']);
    assert.deepEqual([serverFin!.from, clientFin!.from], ['server', 'client']);
    assert.ok(first!.x2 <= answer!.x1 && answer!.x2 <= serverFin!.x1);
    assert.ok(serverFin!.x2 <= clientFin!.x1);
  });
  test('the client waits from its Close to the answer, and from there to the FIN', () => {
    const [first, answer] = places('close');
    assert.deepEqual(
      waits!.map(({ x1, x2 }) => [x1, x2]),
      [
        [first!.x1, answer!.x2],
        [answer!.x2, places('fin')[0]!.x2],
      ],
    );
  });
  for (const lang of languages)
    test(`${lang}: each number has its sentence, and every word is in the picture`, () => {
      const { svg, says } = closingHandshake(dataIn(lang));
      const { diagram } = localeIn(lang).words;
      assert.equal(says.length, steps.length);
      for (const word of [diagram.client, diagram.server, diagram.forClose, diagram.forFin, 'FIN'])
        assert.ok(svg.includes(`>${word}</text>`), word);
    });
});

/** A program of the guide on another port and with shorter times, so that the tests need not wait. */
const brief = (file: string, port: number): string =>
  programOf(file)
    .replaceAll('8080', String(port))
    .replace(
      /(SPREAD|WAIT) = (\d+)_000;/g,
      (_, name) => `${name} = ${name === 'SPREAD' ? 300 : 500};`,
    )
    .replace(/^(SPREAD|WAIT) = \d+ /gm, (_, name) => `${name} = ${name === 'SPREAD' ? 0.3 : 0.5} `)
    .replace(/(spread|wait)( +)= \d+ \* time\.Second/g, '$1$2= 400 * time.Millisecond');

/** ms; a program that still runs then waits for its library, which in ws gives a silent client 30 s, or does not end at all. */
const PATIENCE = 20_000;

interface Ended {
  codes: { code: number; reason: string }[];
  /** What the client that never answers got, and whether TCP ended. */
  silent: { code: unknown; ended: boolean };
  refused: boolean;
  exit: unknown[];
}

/** Starts a server, connects three clients and one that never answers a Close, sends SIGTERM, and tells what each saw. */
async function endOf(port: number, command: string, args: string[]): Promise<Ended> {
  const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (data) => (said += data));
  const exit = once(child, 'exit');
  const hung = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
  try {
    let silent = await connectRaw(port);
    while (silent.head === '') {
      assert.equal(child.exitCode, null, said);
      silent = await connectRaw(port);
    }
    silent.manners.answersClose = false;
    const clients = [1, 2, 3].map(() => connect(`ws://127.0.0.1:${port}`));
    await Promise.all(clients.map((client) => once(client, 'open')));
    const ends = clients.map(closeOf);
    child.kill('SIGTERM');
    await Promise.race(ends);
    const late = await connectRaw(port);
    const status = await exit;
    await silent.until(() => silent.tcp !== undefined || silent.hasReset, 10_000);
    return {
      codes: await Promise.all(ends),
      silent: { code: silent.close?.code, ended: silent.tcp !== undefined },
      refused: !late.head.startsWith('HTTP/1.1 101'),
      exit: status,
    };
  } finally {
    clearTimeout(hung);
    child.kill('SIGKILL');
    await exit;
  }
}

const BYE = { code: 1001, reason: 'shutting down' };
const GOOD: Ended = {
  codes: [BYE, BYE, BYE],
  silent: { code: 1001, ended: true },
  refused: true,
  exit: [0, null],
};

const PYTHON = process.env.PYTHON ?? 'python3';
const noPython =
  spawnSync(PYTHON, ['-c', 'import websockets.asyncio.server']).status === 0
    ? false
    : "Python's websockets 16 or newer is needed; PYTHON=…/bin/python names a venv that has it";
const noGo =
  has('go', 'version') && existsSync(join(DEBIAN_GO.GOPATH, 'src/github.com/gorilla/websocket'))
    ? false
    : "Debian's golang-go and golang-github-gorilla-websocket-dev are needed";
// Windows has no SIGTERM to handle.
const noSignal = process.platform === 'win32' ? 'no SIGTERM' : false;

/** Compiles a program of Go, runs it, and tells how it ended. */
async function endOfGo(change: (code: string) => string): Promise<Ended> {
  const port = await closedPort();
  const folder = mkdtempSync(join(tmpdir(), 'close-codes-'));
  try {
    const source = put(folder, 'main.go', change(brief('gorilla.go', port)));
    const program = join(folder, 'main');
    const { status, stderr } = spawnSync('go', ['build', '-o', program, source], {
      env: { ...process.env, ...DEBIAN_GO },
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    return await endOf(port, program, []);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('on SIGTERM every client gets 1001, silent ones are ended, nobody new is let in, and the status is 0', () => {
  test('ws', { skip: noSignal }, async () => {
    const port = await closedPort();
    const code = brief('ws.mjs', port);
    assert.deepEqual(
      await endOf(port, process.execPath, ['--input-type=module', '-e', code]),
      GOOD,
    );
  });
  test('Python websockets', { skip: noSignal || noPython }, async () => {
    const port = await closedPort();
    assert.deepEqual(await endOf(port, PYTHON, ['-c', brief('websockets.py', port)]), GOOD);
  });
  test('Go, gorilla', { skip: noSignal || noGo }, async () =>
    assert.deepEqual(await endOfGo((code) => code), GOOD),
  );
  test(
    'in Go, without the last two lines of main, clients see 1006',
    { skip: noSignal || noGo },
    async () => {
      const { codes } = await endOfGo((code) =>
        code.replace(/\tclose\(ending\)\n\topen\.Wait\(\)\n/, ''),
      );
      assert.deepEqual(
        codes.map(({ code }) => code),
        [1006, 1006, 1006],
      );
    },
  );
});

test('the grace period of the Deployment is longer than preStop, spread and wait of the program', () => {
  const { spec } = parse(programOf('deployment.yaml')).spec.template;
  const [container] = spec.containers;
  const [spread, wait] = ['SPREAD', 'WAIT'].map((name) =>
    Number(new RegExp(`${name} = (\\d+)_000`).exec(programOf('ws.mjs'))![1]),
  );
  const needed = container.lifecycle.preStop.sleep.seconds + spread + wait;
  assert.ok(spec.terminationGracePeriodSeconds > needed, `${needed} s`);
  assert.match(programOf('ws.mjs'), new RegExp(`port: ${container.readinessProbe.tcpSocket.port}`));
});

test('fit cuts a reason to 123 bytes and never within a character', () => {
  const { blocks } = readMdx(files[`${FOLDER}/en.mdx`]!.split(/^---$/m).slice(2).join('---'));
  const code = blocks.find((block) => block.code.includes('function fit'))!.code;
  const fit = new Function(`${code}; return fit;`)() as (reason: string) => string;
  assert.equal(fit('short'), 'short');
  assert.equal(fit('r'.repeat(124)), 'r'.repeat(LONGEST_REASON));
  assert.equal(reasonBytes(fit('ó'.repeat(100))), 122);
  assert.equal(reasonBytes('đóng'), 6);
});

describe('a page that goes away, in Chromium', () => {
  let browser: Browser | undefined;
  after(() => browser?.close());
  const open = async (): Promise<BrowserContext> => {
    // Playwright switches the cache off, which users have.
    browser ??= await launch({ ignoreDefaultArgs: ['--disable-back-forward-cache'] });
    return browser.newContext();
  };

  /** What a server is told of a page that opens a socket, does this, and is left for another page. */
  async function told(script: string, work: (seen: Seen) => Promise<void>): Promise<void> {
    const events: string[] = [];
    const waiting: (() => void)[] = [];
    const tell = (event: string) => {
      events.push(event);
      for (const check of waiting) check();
    };
    const http = createServer((request, response) => {
      const { pathname, search } = new URL(request.url!, 'http://a');
      if (pathname === '/said') tell(`page: ${decodeURIComponent(search.slice(1))}`);
      response.setHeader('Content-Type', 'text/html');
      response.end('<title>page</title>');
    });
    const wss = new WebSocketServer({ server: http });
    wss.on('connection', (socket) => {
      socket.on('close', (code: number, reason: Buffer) =>
        tell(`close ${code} ${String(reason)}`.trim()),
      );
      socket.on('pong', () => tell('pong'));
    });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    const port = portOf(http);
    const context = await open();
    const page = await context.newPage();
    try {
      await page.goto(`http://127.0.0.1:${port}/`);
      await page.evaluate(
        `new Promise((opened) => { const ws = new WebSocket('ws://127.0.0.1:${port}'); ws.onopen = opened; ${script} })`,
      );
      await page.goto(`http://127.0.0.1:${port}/next`);
      await work({
        sees: (event) =>
          new Promise((seen) => {
            const check = () => events.includes(event) && seen();
            waiting.push(check);
            check();
          }),
        ping: () => {
          for (const socket of wss.clients) socket.ping();
        },
        back: () => void page.evaluate('setTimeout(() => history.back())').catch(() => undefined),
      });
    } finally {
      await context.close();
      for (const socket of wss.clients) socket.terminate();
      http.close();
    }
  }
  interface Seen {
    /** Resolves when the server has seen it. */
    sees: (event: string) => Promise<void>;
    ping: () => void;
    back: () => void;
  }

  for (const event of ['beforeunload', 'pagehide'])
    test(`a close in ${event} arrives, and so does a beacon`, { timeout: 60_000 }, () =>
      told(
        `addEventListener('${event}', () => { navigator.sendBeacon('/said?gone'); ws.close(4001, 'bye'); });`,
        async ({ sees }) => {
          await sees('close 4001 bye');
          await sees('page: gone');
        },
      ),
    );

  test(
    'the back/forward cache keeps a socket that answers pings; back again, the server gets 1001 and the page 1006',
    { timeout: 60_000 },
    async (t) => {
      await open();
      if (!browser!.version().startsWith('156.'))
        return t.skip('the guide tells of Chromium 156, and Chrome plans to change this');
      await told(
        `ws.onclose = ({ code }) => fetch('/said?' + code);`,
        async ({ sees, ping, back }) => {
          ping();
          await sees('pong');
          back();
          await sees('close 1001');
          await sees('page: 1006');
        },
      );
    },
  );
});
