/**
 * The code on the pages of 1008 to 1015, 3000 to 3008 and the ranges, run against the misuse that its page is about:
 * an oversized message, a reset, a message that comes early, a client that never answers.
 * What `prose-code.test.ts` runs already is not run again.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, connect as connectTcp, type AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
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
import { blockWith, has, inFolder, perform, put } from './support/prose-code.ts';

const TIMEOUT = { timeout: 15_000 };

/** Sends what a server of `maxPayload: 8` refuses, and waits for the end that the sender sees. */
async function sendTooMuch(url: string): Promise<number> {
  const client = connect(url);
  await once(client, 'open');
  client.send('more than eight bytes');
  return (await closeOf(client)).code;
}

/** Is an `error` without a listener an uncaught exception, which fails the test, as it would end Node? */
const opened = async (url: string, options: object = {}): Promise<Ws> => {
  const client = connect(url, options);
  await once(client, 'open');
  return client;
};

/** A `console` that keeps what is logged. */
function quietConsole() {
  const logged: unknown[] = [];
  return { logged, console: { error: (what: unknown) => logged.push(what) } };
}

describe('servers of ws outlive one bad message', () => {
  const handled = () => {
    const messages: string[] = [];
    return { messages, handle: (...all: unknown[]) => messages.push(String(all.at(-1))) };
  };

  for (const [code, words, names] of [
    ['1013', 'server full', { max: 9, handle: () => {} }],
    ['3008', 'no login in 10 s', { setTimeout: () => 0, clearTimeout: () => {} }],
    [
      '3003',
      'not a member',
      { userOf: async () => 'ann', mayJoin: async () => true, handle: () => {} },
    ],
  ] as const)
    test(`${code}: ${words}`, TIMEOUT, () =>
      withServer({ maxPayload: 8 }, async (wss, url) => {
        const { logged, console } = quietConsole();
        await perform(blockWith(code, words), { wss, console, ...names });
        assert.equal(await sendTooMuch(url), 1009);
        for (const left of wss.clients) await closeOf(left);
        assert.match(String(logged[0]), /Max payload size exceeded/);
      }),
    );

  test(
    '1009: a message of the limit passes, one byte more is 1009, the next client is served',
    TIMEOUT,
    async () => {
      const { Server, made } = loopbackServer();
      const { messages, handle } = handled();
      const { logged, console } = quietConsole();
      await perform(blockWith('1009', 'maxPayload'), { WebSocketServer: Server, console, handle });
      const url = await addressOf(made[0]!);
      const tooBig = await opened(url);
      tooBig.send(Buffer.alloc(8 * 1024 * 1024 + 1));
      assert.equal((await closeOf(tooBig)).code, 1009);
      assert.match(String(logged[0]), /Max payload size exceeded/);
      const fits = await opened(url);
      const server = [...made[0]!.clients].at(-1);
      fits.send(Buffer.alloc(8 * 1024 * 1024, 'x'));
      await once(server!, 'message');
      assert.equal(messages.length, 1);
    },
  );

  test(
    '1010: the server agrees to the extension, and outlives a frame without a mask',
    TIMEOUT,
    async () => {
      const { Server, made } = loopbackServer();
      const { console } = quietConsole();
      await perform(blockWith('1010', 'perMessageDeflate: true'), {
        WebSocketServer: Server,
        console,
        handle: () => {},
      });
      const client = await opened(await addressOf(made[0]!));
      assert.equal(client.extensions, 'permessage-deflate');
      (client as any)._socket.write(Buffer.from([0x81, 0x01, 0x78]));
      assert.equal((await closeOf(client)).code, 1002);
    },
  );

  test('1011: a message that is too large is logged', TIMEOUT, () =>
    withServer({ maxPayload: 8 }, async (wss, url) => {
      const { logged, console } = quietConsole();
      wss.on('connection', (ws) =>
        perform(blockWith('1011', 'await handle(data)'), { ws, console, handle: async () => {} }),
      );
      assert.equal(await sendTooMuch(url), 1009);
      assert.match(String(logged[0]), /Max payload size exceeded/);
    }),
  );

  test('1012: the server that will restart', TIMEOUT, async () => {
    const { Server, made } = loopbackServer();
    const { logged, console } = quietConsole();
    await perform(blockWith('1012', "process.on('SIGTERM'"), {
      WebSocketServer: Server,
      console,
      process: { on() {} },
    });
    const client = await opened(await addressOf(made[0]!));
    (client as any)._socket.write(Buffer.from([0x83, 0x80, 0, 0, 0, 0]));
    assert.equal((await closeOf(client)).code, 1002);
    assert.match(String(logged[0]), /invalid opcode/);
  });

  test('1014: the relay outlives errors of both sides', TIMEOUT, async () => {
    const [upstream, client] = [
      new EventEmitter(),
      Object.assign(new EventEmitter(), socketStub()),
    ];
    const { logged, console } = quietConsole();
    await perform(blockWith('1014', 'upstream lost'), { upstream, client, console });
    client.emit('error', new Error('client'));
    upstream.emit('error', new Error('upstream'));
    assert.deepEqual(logged.map(String), ['Error: client', 'Error: upstream']);
  });
});

describe('1008', () => {
  test('a foreign origin gets 403; the own one and a program without get in', TIMEOUT, () =>
    withHttp(async (server, url) => {
      const wss = new WebSocketServer({ noServer: true });
      await perform(blockWith('1008', 'allowed.has(origin)'), { server, wss });
      const foreign = connect(url, { origin: 'https://evil.example' });
      const [, response] = await once(foreign, 'unexpected-response');
      assert.equal(response.statusCode, 403);
      foreign.terminate();
      for (const options of [{ origin: 'https://app.example' }, {}])
        (await opened(url, options)).terminate();
    }),
  );

  test('who is refused and resets the connection does not end Node', TIMEOUT, () =>
    withHttp(async (server, url) => {
      const wss = new WebSocketServer({ noServer: true });
      const { logged, console } = quietConsole();
      await perform(blockWith('1008', 'allowed.has(origin)'), { server, wss, console });
      const request =
        'GET / HTTP/1.1\r\nHost: x\r\nOrigin: https://evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
      for (let turn = 0; turn < 40 && logged.length === 0; turn += 1) {
        const socket = connectTcp(Number(new URL(url).port), '127.0.0.1').on('error', () => {});
        await once(socket, 'connect');
        socket.write(request + 'x'.repeat(100_000));
        socket.resetAndDestroy();
        await new Promise((later) => setTimeout(later, 10));
      }
      assert.ok(logged.length > 0, 'no reset was seen; send more');
      (await opened(url, { origin: 'https://app.example' })).terminate();
    }),
  );

  test('the queue sends one message a beat, in order, and only while the socket is open', async () => {
    const { asked, timer } = byHand();
    const socket = { ...socketStub(), readyState: 0 };
    const queue: string[] = await perform(
      blockWith('1008', 'queue.shift()'),
      { socket, WebSocket: Ws, setInterval: timer },
      'queue',
    );
    queue.push('a', 'b');
    asked[0]!.run();
    assert.deepEqual([socket.sent, asked[0]!.ms], [[], 100]);
    socket.readyState = Ws.OPEN;
    asked[0]!.run();
    assert.deepEqual(socket.sent, ['a']);
    asked[0]!.run();
    asked[0]!.run();
    assert.deepEqual(socket.sent, ['a', 'b']);
  });
});

test('1009: the parts of a file come below the limit, and together are the file', TIMEOUT, () =>
  withServer({ maxPayload: 20_000 }, async (wss, url) => {
    const bytes = Buffer.from(Array.from({ length: 50_000 }, (_, at) => at % 251));
    const socket = connect(url);
    const server = await connection(wss);
    if (socket.readyState !== Ws.OPEN) await once(socket, 'open');
    const parts: Buffer[] = [];
    const all = new Promise<void>((seen) =>
      server.on('message', (data: Buffer, binary: boolean) => {
        if (!binary) return assert.deepEqual(JSON.parse(String(data)), { size: 50_000 });
        parts.push(data);
        if (Buffer.concat(parts).length === 50_000) seen();
      }),
    );
    const file = { size: bytes.length, arrayBuffer: async () => new Uint8Array(bytes).buffer };
    await perform(blockWith('1009', 'file.arrayBuffer()'), { socket, file });
    await all;
    assert.ok(Buffer.concat(parts).equals(bytes));
  }),
);

describe('the clients', () => {
  test('1010: a client whose handshake is refused does not end Node', TIMEOUT, () =>
    withHttp(async (server, url) => {
      server.on('upgrade', (_, socket) => socket.end('HTTP/1.1 404 Not Found\r\n\r\n'));
      const { logged, console } = quietConsole();
      const ws = new Ws(url);
      await perform(blockWith('1010', 'ws.close(1010'), { ws, console });
      assert.equal((await closeOf(ws)).code, 1006);
      assert.match(String(logged[0]), /404/);
    }),
  );

  test('1011: KeepAlive is text, in JSON', async () => {
    const socket = socketStub();
    await perform(blockWith('1011', 'KeepAlive'), { socket });
    assert.deepEqual(socket.sent, ['{"type":"KeepAlive"}']);
  });

  test('3000: the token is the first message', async () => {
    const sockets: any[] = [];
    const made = class {
      constructor() {
        sockets.push(Object.assign(this, socketStub()));
      }
    };
    await perform(blockWith('3000', "type: 'auth'"), { WebSocket: made, token: 'abc' });
    sockets[0].onopen();
    assert.deepEqual(sockets[0].sent, ['{"type":"auth","token":"abc"}']);
  });

  test('3000: a connection that lived gets a new token, one that died young does not', async () => {
    const sockets: any[] = [];
    let now = 0;
    let tokens = 0;
    const connectNow = await perform(
      blockWith('3000', 'fetchToken'),
      {
        WebSocket: class {
          constructor() {
            sockets.push(Object.assign(this, socketStub()));
          }
        },
        Date: { now: () => now },
        fetchToken: async () => `token ${(tokens += 1)}`,
      },
      'connect',
    );
    await connectNow();
    sockets[0].onopen();
    assert.deepEqual(sockets[0].sent, ['{"token":"token 1"}']);
    sockets[0].onclose({ code: 3000 });
    now = 60_001;
    sockets[0].onclose({ code: 1000 });
    await null;
    assert.equal(tokens, 1);
    sockets[0].onclose({ code: 3000 });
    assert.equal(tokens, 2);
  });

  test('3000: what SockJS reads is an array', async () => {
    const socket = socketStub();
    await perform(blockWith('3000', "['hello']"), { socket });
    assert.deepEqual(socket.sent, ['["hello"]']);
  });

  test('3003: a refusal is shown, and every other end reconnects', async () => {
    const socket: any = {};
    const done: unknown[] = [];
    await perform(blockWith('3003', 'showForbidden'), {
      socket,
      showForbidden: (reason: string) => done.push(reason),
      scheduleReconnect: () => done.push('reconnect'),
    });
    socket.onclose({ code: 3003, reason: 'not a member' });
    socket.onclose({ code: 1006, reason: '' });
    assert.deepEqual(done, ['not a member', 'reconnect']);
  });

  test('3008: the answer leaves before the work begins', async () => {
    const socket: any = socketStub();
    const { asked, timer } = byHand();
    const worked: unknown[] = [];
    await perform(blockWith('3008', "type: 'ack'"), {
      socket,
      setTimeout: timer,
      handle: (message: unknown) => worked.push(message),
    });
    socket.onmessage({ data: '{"id":7}' });
    assert.deepEqual([socket.sent, worked], [['{"type":"ack","id":7}'], []]);
    asked[0]!.run();
    assert.deepEqual(worked, [{ id: 7 }]);
  });

  test('3008: all messages of a frame are rendered once', async () => {
    const socket: any = {};
    const { asked, timer } = byHand();
    const rendered: unknown[] = [];
    await perform(blockWith('3008', 'requestAnimationFrame'), {
      socket,
      requestAnimationFrame: timer,
      render: (batch: unknown) => rendered.push(batch),
    });
    for (const data of ['a', 'b', 'c']) socket.onmessage({ data });
    assert.equal(asked.length, 1);
    asked[0]!.run();
    socket.onmessage({ data: 'd' });
    asked[1]!.run();
    assert.deepEqual(rendered, [['a', 'b', 'c'], ['d']]);
  });

  test('4000–4999: the first two digits decide, and a finished or refused session stays closed', async () => {
    const socket: any = {};
    const done: string[] = [];
    await perform(blockWith('4000-4999', 'const todo'), {
      socket,
      act: (what: string) => done.push(what),
    });
    for (const code of [4003, 4200, 4100, 1006, 1000, 1008, 3000, 3003]) socket.onclose({ code });
    assert.deepEqual(done, ['stop', 'now', 'later', 'later', 'stop', 'stop', 'stop', 'stop']);
  });

  test('0–999: whatever stands for a missing code closes with 1000', async () => {
    for (const [code, sent] of [
      [NaN, 1000],
      [null, 1000],
      [undefined, 1000],
      [0, 1000],
      [404, 1000],
      [1000, 1000],
      [3000, 3000],
      [4999, 4999],
      [5000, 1000],
    ]) {
      const socket = socketStub();
      await perform(blockWith('0-999', 'own ?'), { socket, code });
      assert.deepEqual(socket.closed, [[sent]]);
    }
  });

  test('5000–65535: a long number travels in the reason', async () => {
    const ws = socketStub();
    await perform(blockWith('5000-65535', 'error: 40101'), { ws });
    assert.deepEqual(ws.closed, [[4000, '{"error":40101}']]);
  });
});

describe('0–999: a process behind a connection', () => {
  for (const [name, command, sent, closed] of [
    ['its exit code is a message', [process.execPath, '-e', 'process.exit(3)'], 3, 1000],
    ['a command that does not exist does not end Node', ['/no/such/command'], undefined, 1011],
  ] as const)
    test(name, TIMEOUT, async () => {
      const ws = socketStub();
      const done = new Promise<void>((seen) => {
        const close = ws.close.bind(ws);
        ws.close = (...args) => {
          close(...args);
          seen();
        };
      });
      const child = spawn(command[0]!, command.slice(1), { stdio: 'ignore' });
      await perform(blockWith('0-999', "child.on('exit'"), { ws, child });
      await done;
      assert.equal(ws.closed[0]![0], closed);
      assert.deepEqual(
        ws.sent.map((data) => JSON.parse(String(data)).code),
        sent === undefined ? [] : [sent],
      );
    });
});

describe('3003', () => {
  const join = (wss: WebSocketServer, userOf: (req: { url: string }) => Promise<unknown>) => {
    const handled: string[] = [];
    const { console } = quietConsole();
    return perform(blockWith('3003', 'not a member'), {
      wss,
      console,
      userOf,
      mayJoin: async (user: string) => user === 'ann',
      handle: (ws: Ws, data: Buffer) => ws.send(`handled ${handled.push(String(data))}`),
    }).then(() => handled);
  };
  /** A connection that speaks at once, as pages do in `onopen`. */
  const speak = (url: string): Ws => {
    const client = connect(url);
    client.on('open', () => client.send('first'));
    return client;
  };

  test(
    'who is unknown gets 3000, who is known and not allowed 3003; nothing of theirs is handled',
    TIMEOUT,
    () =>
      withServer({}, async (wss, url) => {
        const handled = await join(wss, async (req) => req.url.slice(1));
        assert.deepEqual(await closeOf(speak(`${url}/`)), { code: 3000, reason: 'login required' });
        assert.deepEqual(await closeOf(speak(`${url}/bob`)), {
          code: 3003,
          reason: 'not a member',
        });
        assert.deepEqual(handled, []);
      }),
  );

  test('a message that comes before the answer of the database is handled', TIMEOUT, () =>
    withServer({}, async (wss, url) => {
      let answer!: (user: string) => void;
      const handled = await join(wss, () => new Promise((later) => (answer = later)));
      const client = speak(`${url}/ann`);
      const server = await connection(wss);
      await once(server, 'message');
      assert.deepEqual(handled, []);
      answer('ann');
      assert.equal(String((await once(client, 'message'))[0]), 'handled 1');
    }),
  );

  test('a database that fails is 1011, and Node goes on', TIMEOUT, () =>
    withServer({}, async (wss, url) => {
      await join(wss, async () => Promise.reject(new Error('database')));
      assert.equal((await closeOf(speak(url))).code, 1011);
    }),
  );

  test('only the connections of this user are closed', async () => {
    const clients = [1, 2, 1].map((userId) => Object.assign(socketStub(), { userId }));
    await perform(blockWith('3003', 'role removed'), { wss: { clients }, userId: 1 });
    assert.deepEqual(
      clients.map(({ closed }) => closed.length),
      [1, 0, 1],
    );
  });
});

// Commands.

const TOOLS = has('bash', '--version') && has('curl', '--version') && has('grep', '--version');
const noTools = TOOLS ? false : 'bash, curl and grep are needed; on Debian: apt-get install curl';

/** What a command prints, and what it complains of, however it ends. It may not take longer than 20 s. */
async function bash(code: string, cwd?: string): Promise<string> {
  const child = spawn('bash', ['-c', code], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const timer = setTimeout(() => child.kill(), 20_000);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data));
  await once(child, 'close');
  clearTimeout(timer);
  return said.replaceAll('\r', '');
}

describe('commands print what the text says', { skip: noTools }, () => {
  const extensions = (url: string) =>
    bash(
      blockWith('1010', 'curl -si').replace('https://example.com/ws', url.replace('ws:', 'http:')),
    );

  test('1010: the status, and the extension if it was agreed', TIMEOUT, async () => {
    for (const perMessageDeflate of [true, false])
      await withServer({ perMessageDeflate }, async (_, url) =>
        assert.equal(
          await extensions(url),
          `HTTP/1.1 101 Switching Protocols\n${perMessageDeflate ? 'Sec-WebSocket-Extensions: permessage-deflate\n' : ''}`,
        ),
      );
  });

  test('1010: a handshake that is refused shows its status', TIMEOUT, () =>
    withHttp(async (server, url) => {
      server.on('upgrade', (_, socket) => socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n'));
      assert.equal(await extensions(url), 'HTTP/1.1 401 Unauthorized\n');
    }),
  );

  test(
    '1014: 101 from a WebSocket, another status from a web server, (7) from nobody',
    TIMEOUT,
    async () => {
      const ask = (url: string) =>
        bash(
          blockWith('1014', 'curl -iN')
            .replace('http://backend:9000/ws', url.replace('ws:', 'http:'))
            .replace('--max-time 5', '--max-time 1'),
        );
      await withServer({}, async (_, url) =>
        assert.match(await ask(url), /101 Switching Protocols/),
      );
      await withHttp(async (server, url) => {
        server.on('upgrade', (_, socket) => socket.end('HTTP/1.1 404 Not Found\r\n\r\n'));
        assert.match(await ask(url), /HTTP\/1\.1 404/);
      });
      const closed = createTcpServer().listen(0, '127.0.0.1');
      await once(closed, 'listening');
      const url = `ws://127.0.0.1:${portOf(closed)}`;
      await new Promise((seen) => closed.close(seen));
      assert.match(await ask(url), /curl: \(7\)/);
    },
  );

  test('3000–3999: the number is found in the client library', TIMEOUT, async () => {
    const said = inFolder((folder) => {
      mkdirSync(`${folder}/node_modules/the-client/dist`, { recursive: true });
      put(`${folder}/node_modules/the-client/dist`, 'index.js', 'close(3456);\nport = 30001;\n');
      return execFileSync('bash', ['-c', blockWith('3000-3999', 'grep -rnE')], {
        cwd: folder,
        encoding: 'utf8',
      });
    });
    assert.equal(said, 'node_modules/the-client/dist/index.js:1:close(3456);\n');
  });

  for (const [code, words, found] of [
    ['1016-2999', 'git grep', ['1016', '1100', '2001', '2999']],
    ['4000-4999', 'git grep', ['4000', '4999']],
  ] as const)
    test(
      `${code}: every code of the range is found, and no other`,
      { ...TIMEOUT, skip: !has('git', '--version') && 'git is not installed' },
      () => {
        const said = inFolder((folder) => {
          const lines = [
            999, 1000, 1015, 1016, 1100, 2001, 2999, 3000, 4000, 4999, 5000, 12_000, 40_001,
          ];
          put(folder, 'a.js', lines.map((line) => `close(${line});\n`).join(''));
          spawnSync('git', ['init', '-q'], { cwd: folder });
          spawnSync('git', ['add', '.'], { cwd: folder });
          return execFileSync('bash', ['-c', blockWith(code, words)], {
            cwd: folder,
            encoding: 'utf8',
          });
        });
        assert.deepEqual(said.match(/(?<=close\()\d+/g), [...found]);
      },
    );
});

describe('1015', { skip: has('openssl', 'version') ? false : 'openssl is not installed' }, () => {
  /** A server with a certificate that nobody knows. */
  async function withTls(
    options: object,
    work: (port: number, pem: string) => Promise<void>,
  ): Promise<void> {
    const [key, cert] = inFolder((folder) => {
      spawnSync('openssl', [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-subj',
        '/CN=localhost',
        '-addext',
        'subjectAltName=DNS:localhost',
        '-keyout',
        `${folder}/key.pem`,
        '-out',
        `${folder}/cert.pem`,
      ]);
      return ['key', 'cert'].map((name) =>
        execFileSync('cat', [`${folder}/${name}.pem`], { encoding: 'utf8' }),
      );
    });
    const server = createTlsServer({ key, cert, ca: cert, ...options });
    const wss = new WebSocketServer({ server });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      await work((server.address() as AddressInfo).port, cert!);
    } finally {
      wss.clients.forEach((client) => client.terminate());
      wss.close();
      server.close();
      server.closeAllConnections();
    }
  }
  const ask = (port: number) =>
    bash(
      blockWith('1015', 'openssl s_client')
        .replace('example.com:443', `127.0.0.1:${port}`)
        .replaceAll('example.com', 'localhost'),
    );

  test(
    'the command names a self-signed certificate, and a wish for one of the client',
    TIMEOUT,
    async () => {
      await withTls({}, async (port) => {
        const said = await ask(port);
        assert.match(said, /Verify return code: 18/);
        assert.doesNotMatch(said, /Acceptable client certificate CA names/);
      });
      await withTls({ requestCert: true }, async (port) =>
        assert.match(await ask(port), /Acceptable client certificate CA names/),
      );
    },
  );

  test(
    'ws: an authority that is named opens, another is an error that does not end Node',
    TIMEOUT,
    () =>
      withTls({}, async (port, pem) => {
        for (const [ca, end] of [
          [pem, 'open'],
          ['', 'close'],
        ] as const) {
          const { logged, console } = quietConsole();
          class Local extends Ws {
            constructor(_: string, options: object) {
              super(`wss://localhost:${port}`, options);
            }
          }
          const ws: Ws = await perform(
            blockWith('1015', 'readFileSync'),
            { readFileSync: () => ca, WebSocket: Local, console },
            'ws',
          );
          await (end === 'open' ? once(ws, 'open') : closeOf(ws));
          assert.equal(logged.length, end === 'open' ? 0 : 1);
          ws.terminate();
        }
      }),
  );

  for (const [maxVersion, words] of [
    ['TLSv1.3', /alert certificate required/],
    ['TLSv1.2', /alert handshake failure/],
  ] as const)
    test(`without a client certificate ws says so under ${maxVersion}`, TIMEOUT, () =>
      withTls({ requestCert: true, rejectUnauthorized: true, maxVersion }, async (port, ca) => {
        const ws = new Ws(`wss://localhost:${port}`, { ca });
        const [error] = await once(ws, 'error');
        assert.match(String(error), words);
      }),
    );
});

// Python and Go.

const PYTHON = process.env.PYTHON ?? 'python3';
const knows = (...modules: string[]): boolean =>
  spawnSync(PYTHON, ['-c', `import ${modules.join(', ')}`], { timeout: 20_000 }).status === 0;
const needs = (...modules: string[]): string | false =>
  knows(...modules)
    ? false
    : `Python's ${modules.join(', ')} are needed; PYTHON=…/bin/python names a venv that has them`;

/** A program of Python that writes `port <number>` once it listens; it is ended when the work is done. */
async function withPython(
  code: string,
  work: (url: string, child: ReturnType<typeof spawn>, said: () => string) => Promise<void>,
): Promise<void> {
  const child = spawn(PYTHON, ['-u', '-c', code], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data));
  const ended = once(child, 'close');
  const port = await new Promise<string>((seen, failed) => {
    child.stdout.on('data', () => /port (\d+)/.test(said) && seen(/port (\d+)/.exec(said)![1]!));
    void ended.then(() => failed(new Error(said)));
  });
  try {
    await work(`ws://127.0.0.1:${port}`, child, () => said);
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}

/** An application of FastAPI under uvicorn, on a free port. */
const fastapi = (code: string, before: string): string => `
import socket, uvicorn
from fastapi import FastAPI, WebSocket, WebSocketDisconnect, WebSocketException
app = FastAPI()
${before}
${code}
listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen()
print("port", listener.getsockname()[1])
uvicorn.Server(uvicorn.Config(app)).run([listener])
`;

describe('FastAPI', { skip: needs('fastapi', 'uvicorn', 'websockets') }, () => {
  test('1008: the client sees the code and the reason', TIMEOUT, () =>
    withPython(
      fastapi(blockWith('1008', 'WebSocketException'), 'is_valid = lambda token: token == "good"'),
      async (url) => {
        (await opened(`${url}/ws?token=good`)).terminate();
        assert.deepEqual(await closeOf(connect(`${url}/ws`)), {
          code: 1008,
          reason: 'token expired',
        });
      },
    ),
  );

  test(
    '1011: an exception is 1011 and stands in the log; a client that goes leaves no trace',
    TIMEOUT,
    () =>
      withPython(
        fastapi(
          blockWith('1011', 'WebSocketDisconnect'),
          'async def talk(ws):\n    if await ws.receive_text() == "boom": raise RuntimeError("broken")\n    await ws.receive_text()',
        ),
        async (url, _, said) => {
          const calm = await opened(`${url}/ws`);
          calm.send('hello');
          calm.close();
          await closeOf(calm);
          assert.doesNotMatch(said(), /Traceback/);
          const client = await opened(`${url}/ws`);
          client.send('boom');
          assert.deepEqual(await closeOf(client), { code: 1011, reason: 'internal error' });
          for (let turn = 0; turn < 200 && !/RuntimeError: broken/.test(said()); turn += 1)
            await new Promise((later) => setTimeout(later, 20));
          assert.match(said(), /RuntimeError: broken/);
        },
      ),
  );

  test('0–999: the application closes with 4404', TIMEOUT, () =>
    withPython(
      fastapi(
        `    ${blockWith('0-999', 'close(code=4404')}`,
        '@app.websocket("/ws")\nasync def ws(websocket: WebSocket):\n    await websocket.accept()',
      ),
      async (url) => {
        const client = await opened(`${url}/ws`);
        assert.deepEqual(await closeOf(client), { code: 4404, reason: 'no such room' });
      },
    ),
  );
});

describe('Python websockets', { skip: needs('websockets') }, () => {
  test('1011: the server takes the two waits', TIMEOUT, () => {
    const code = `
import asyncio
from websockets.asyncio.server import serve
handler, host, port = None, "127.0.0.1", 0
async def main():
    async with ${blockWith('1011', 'ping_timeout=60').trim()} as server:
        print(server.connection_kwargs if hasattr(server, "connection_kwargs") else "ok")
asyncio.run(main())`;
    assert.equal(spawnSync(PYTHON, ['-c', code], { encoding: 'utf8' }).stderr, '');
  });

  test(
    '1012: every client sees 1012, and no handler logs a failure',
    {
      ...TIMEOUT,
      skip:
        knows('websockets') &&
        !knows('websockets.asyncio.server') &&
        'websockets 16.0 or newer is needed',
    },
    () =>
      withPython(
        `${blockWith('1012', 'except ConnectionClosed')}
import websockets.asyncio.server as module, logging
logging.basicConfig()
real = module.serve
class serve:
    def __init__(self, *all):
        self.real = real(*all)
    async def __aenter__(self):
        server = await self.real.__aenter__()
        print("port", server.sockets[0].getsockname()[1])
        return server
    async def __aexit__(self, *all):
        await self.real.__aexit__(*all)
module.serve = serve
${blockWith('1012', 'add_signal_handler').replace('"", 8765', '"127.0.0.1", 0')}`,
        async (url, child, said) => {
          const client = await opened(url);
          client.send('echo');
          assert.equal(String((await once(client, 'message'))[0]), 'echo');
          child.kill('SIGTERM');
          assert.deepEqual(await closeOf(client), { code: 1012, reason: 'restart' });
          if (child.exitCode === null) await once(child, 'exit');
          assert.doesNotMatch(said(), /handler failed|Traceback/);
        },
      ),
  );

  test('1016–2999: the name is the number of the registry', TIMEOUT, () => {
    const [first] = blockWith('1016-2999', 'CloseCode').split('\n');
    assert.equal(
      execFileSync(PYTHON, ['-c', `${first}\nprint(int(CloseCode.POLICY_VIOLATION))`], {
        encoding: 'utf8',
      }),
      '1008\n',
    );
  });
});

test(
  '1011: while the model works, the event loop goes on',
  { ...TIMEOUT, skip: has(PYTHON, '--version') ? false : 'python3 is not installed' },
  () => {
    const code = `
import asyncio, threading
free = threading.Event()
class model:
    def predict(data):
        assert free.wait(10), "the loop was blocked"
        return data * 2
async def main():
    data = 21
    asyncio.get_running_loop().call_later(0.05, free.set)
    ${blockWith('1011', 'to_thread').trim()}
    print(result)
asyncio.run(main())`;
    assert.equal(execFileSync(PYTHON, ['-c', code], { encoding: 'utf8' }), '42\n');
  },
);

test(
  '5000–65535: only a number that may not be sent becomes 1011',
  {
    timeout: 120_000,
    skip: has('go', 'version')
      ? false
      : 'go is not installed; on Debian: apt-get install golang-go',
  },
  () => {
    const snippet = blockWith('5000-65535', 'FormatCloseMessage');
    const said = inFolder((folder) => {
      put(folder, 'go.mod', 'module sample\n');
      put(
        folder,
        'main.go',
        `package main

import "fmt"

type library struct{ CloseInternalServerErr int }

func (library) FormatCloseMessage(code int, reason string) string { return fmt.Sprint(code, reason) }

func main() {
	websocket, reason := library{1011}, ""
	for _, code := range []int{-1, 0, 404, 1000, 1001, 1004, 1005, 1006, 1008, 1014, 1015, 2000, 3000, 4999, 5000, 70000} {
${snippet}
		fmt.Println(message)
	}
}
`,
      );
      return execFileSync('go', ['run', '.'], {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, GOCACHE: `${folder}/cache`, GOFLAGS: '-mod=mod' },
      });
    });
    assert.deepEqual(
      said.trim().split('\n').map(Number),
      [
        1011, 1011, 1011, 1000, 1001, 1011, 1011, 1011, 1008, 1014, 1011, 1011, 3000, 4999, 1011,
        1011,
      ],
    );
  },
);
