/** Code and configuration in the texts: each block is read by the program it is for, and the most important ones are run against what the text says. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import ts from 'typescript';
import Ws from 'ws';
import { parse } from 'yaml';
import {
  addressOf,
  byHand,
  closeOf,
  connect,
  connection,
  loopbackServer,
  socketStub,
  withServer,
} from './support/loopback.ts';
import { blocks, blockWith, complaint, has, inFolder, perform, put } from './support/prose-code.ts';

// Every language of a fence: who reads it.

const indented = (code: string, by = '\t'): string => code.replace(/^(?=.)/gm, by);

/** Syntax errors of TypeScript's parser; a block is a module, so that it may await. */
function typescriptComplaint(code: string, fileName: string): string {
  const { diagnostics = [] } = ts.transpileModule(`${code}\nexport {};`, {
    fileName,
    reportDiagnostics: true,
    compilerOptions: {
      allowJs: true,
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ESNext,
    },
  });
  return diagnostics
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
    .join('; ');
}

/** A block that is not a whole file is put where it belongs; it must then be as gofmt would write it. */
function goComplaint(code: string): string {
  const whole = `package p\n\nfunc _() {\n${indented(code)}}\n`;
  return complaint('gofmt', [], whole, whole);
}

/** A whole configuration around directives of a server; sockets and certificates are those of the folder. */
const nginxComplaint = (code: string): string =>
  inFolder((folder) => {
    const needsCertificate = code.includes('ssl_certificate');
    if (needsCertificate) {
      const failure = complaint('openssl', [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-subj',
        '/CN=example.com',
        '-keyout',
        `${folder}/privkey.pem`,
        '-out',
        `${folder}/fullchain.pem`,
      ]);
      if (failure) return failure;
    }
    const here = code
      .replaceAll('/etc/ssl/example.com/', `${folder}/`)
      .replace(/listen \d+/g, `listen unix:${folder}/socket`);
    const server = /^server \{/m.test(code)
      ? here
      : `server { listen unix:${folder}/socket${needsCertificate ? ' ssl' : ''};\n${needsCertificate ? here : `location / {\n${here}}`}\n}`;
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((kind) => `${kind}_temp_path ${folder}/${kind};`)
      .join('\n');
    const file = put(
      folder,
      'nginx.conf',
      `pid ${folder}/pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n${temporary}\n${server}\n}\n`,
    );
    return complaint('nginx', ['-t', '-p', folder, '-c', file]);
  });

const haproxyComplaint = (code: string): string =>
  inFolder((folder) =>
    complaint('haproxy', [
      '-c',
      '-f',
      put(
        folder,
        'haproxy.cfg',
        `${code}\nlisten test\n  bind unix@${folder}/socket\n  server backend 127.0.0.1:8080\n`,
      ),
    ]),
  );

/** Methods stand in a class, statements in a method; javac stops after parsing, so that no library is needed. */
const javaComplaint = (code: string): string =>
  inFolder((folder) => {
    const inClass = /^@\w+\n/.test(code) ? code : `void method() throws Exception {\n${code}}\n`;
    return complaint('javac', [
      '-proc:none',
      '-XDshould-stop.ifNoError=PARSE',
      '-d',
      folder,
      put(folder, 'Block.java', `class Block {\n${inClass}}\n`),
    ]);
  });

const said = (work: () => unknown): string => {
  try {
    work();
    return '';
  } catch (error) {
    return String(error);
  }
};

/** Lines of HTTP: a request, a status, or headers. */
const httpComplaint = (code: string): string =>
  code
    .trimEnd()
    .split('\n')
    .filter(
      (line) =>
        !/^(?:[A-Z]+ \S+ HTTP\/1\.1|HTTP\/1\.1 [1-5]\d\d(?: .+)?|[A-Za-z][\w-]*: \S.*)$/.test(line),
    )
    .map((line) => `no line of HTTP: ${line}`)
    .join('; ');

interface Reader {
  complaint(code: string): string;
  /** The program that reads it, called so as to see whether it is there, and the Debian package that has it. */
  tool?: { command: string[]; pack: string };
}

const READERS: Record<string, Reader> = {
  js: { complaint: (code) => typescriptComplaint(code, 'block.mjs') },
  ts: { complaint: (code) => typescriptComplaint(code, 'block.mts') },
  json: { complaint: (code) => said(() => JSON.parse(code)) },
  yaml: { complaint: (code) => said(() => parse(code)) },
  http: { complaint: httpComplaint },
  bash: {
    complaint: (code) => complaint('bash', ['-n'], code),
    tool: { command: ['bash', '--version'], pack: 'bash' },
  },
  python: {
    complaint: (code) =>
      complaint('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], code),
    tool: { command: ['python3', '--version'], pack: 'python3' },
  },
  go: { complaint: goComplaint, tool: { command: ['gofmt', '-h'], pack: 'golang-go' } },
  nginx: { complaint: nginxComplaint, tool: { command: ['nginx', '-v'], pack: 'nginx-light' } },
  ini: { complaint: haproxyComplaint, tool: { command: ['haproxy', '-v'], pack: 'haproxy' } },
  java: {
    complaint: javaComplaint,
    tool: { command: ['javac', '-version'], pack: 'default-jdk-headless' },
  },
};

for (const language of [...new Set(blocks.map((block) => block.language))].sort()) {
  const reader = READERS[language];
  const [tool, ...args] = reader?.tool?.command ?? [];
  const skip =
    tool && !has(tool, ...args)
      ? `${tool} is not installed; on Debian: apt-get install ${reader!.tool!.pack}`
      : false;
  describe(`every block of ${language} can be read`, { skip }, () => {
    for (const { name, code } of blocks.filter((block) => block.language === language))
      test(name, (context) => {
        if (code.includes('ssl_certificate') && !has('openssl', 'version'))
          return context.skip('openssl is not installed: it makes the certificate of this block');
        assert.ok(
          reader,
          `nothing reads ${language} here; expected one of ${Object.keys(READERS).join(', ')}; add a reader to this test`,
        );
        assert.equal(reader.complaint(code), '', code);
      });
  });
}

describe('a reader refuses what is wrong', () => {
  const WRONG: Record<string, string> = {
    js: 'const a = ;',
    ts: 'const a: = 1;',
    json: "{ 'a': 1 }",
    yaml: 'a: b: c',
    http: 'no header',
    bash: 'if true; fi',
    python: 'def f(:\n',
    go: 'if x {\n',
    nginx: 'proxy_read_timeuot 1h;\n',
    ini: 'defaults\n  timeout tunel 1h\n',
    java: 'int x = ;\n',
  };
  for (const [language, code] of Object.entries(WRONG)) {
    const { tool, complaint } = READERS[language]!;
    test(
      language,
      { skip: tool && !has(tool.command[0]!, ...tool.command.slice(1)) ? 'no tool' : false },
      () => assert.notEqual(complaint(code), ''),
    );
  }
});

// The snippets that can be run: each with the names that it leaves to its reader, and the claim beside it.

const DRIVEN: [
  code: string,
  words: string,
  claim: string,
  drive: (snippet: string) => Promise<void>,
][] = [
  [
    '1009',
    'fin: false',
    'the two halves arrive as one message',
    async (snippet) =>
      withServer({}, async (wss, url) => {
        const ws = connect(url);
        const server = await connection(wss);
        if (ws.readyState !== Ws.OPEN) await once(ws, 'open');
        await perform(snippet, { ws, firstHalf: 'one ', secondHalf: 'message' });
        assert.equal(String((await once(server, 'message'))[0]), 'one message');
      }),
  ],
  [
    '1010',
    'ws.close(1010',
    'without the extension the client closes with 1010, with it the connection stays',
    async (snippet) => {
      for (const perMessageDeflate of [false, true])
        await withServer({ perMessageDeflate }, async (wss, url) => {
          const ws = connect(url);
          const arrived = connection(wss);
          await perform(snippet, { ws });
          if (perMessageDeflate) {
            await once(ws, 'open');
            assert.equal(ws.readyState, Ws.OPEN);
          } else
            assert.deepEqual(await closeOf(await arrived), {
              code: 1010,
              reason: 'permessage-deflate',
            });
          ws.terminate();
        });
    },
  ],
  [
    '1011',
    'await handle(data)',
    'a handler that throws ends its connection with 1011, and is logged',
    async (snippet) =>
      withServer({}, async (wss, url) => {
        const client = connect(url);
        const ws = await connection(wss);
        const logged: unknown[] = [];
        await perform(snippet, {
          ws,
          console: { error: (what: unknown) => logged.push(what) },
          handle: async () => {
            throw new Error('broken');
          },
        });
        client.on('open', () => client.send('x'));
        if (client.readyState === Ws.OPEN) client.send('x');
        assert.deepEqual(await closeOf(client), { code: 1011, reason: 'internal error' });
        assert.equal(String(logged[0]), 'Error: broken');
      }),
  ],
  [
    '1012',
    "process.on('SIGTERM'",
    'at SIGTERM every client gets 1012, and the process has five seconds',
    async (snippet) => {
      const { Server, made } = loopbackServer();
      let stop!: () => void;
      const waits: number[] = [];
      const process = {
        on: (_: string, run: () => void) => {
          stop = run;
        },
        exit: () => {},
      };
      await perform(snippet, {
        WebSocketServer: Server,
        process,
        setTimeout: (_: unknown, ms: number) => (waits.push(ms), { unref() {} }),
      });
      const url = await addressOf(made[0]!);
      const clients = [connect(url), connect(url)];
      await Promise.all(clients.map((client) => once(client, 'open')));
      const ends = clients.map(closeOf);
      stop();
      assert.deepEqual(await Promise.all(ends), [
        { code: 1012, reason: 'restart' },
        { code: 1012, reason: 'restart' },
      ]);
      assert.deepEqual(waits, [5000]);
    },
  ],
  [
    '1012',
    'code === 1012',
    'the client waits 5 to 30 s, at random',
    async (snippet) => {
      for (const [random, ms] of [
        [0, 5000],
        [1, 30_000],
      ] as const) {
        const { asked, timer } = byHand();
        const ws: any = {};
        await perform(snippet, {
          ws,
          connect: () => {},
          setTimeout: timer,
          Math: { random: () => random },
        });
        ws.onclose({ code: 1000 });
        ws.onclose({ code: 1012 });
        assert.deepEqual(
          asked.map((timer) => timer.ms),
          [ms],
        );
      }
    },
  ],
  [
    '1013',
    'server full',
    'one client more than the limit is turned away',
    async (snippet) =>
      withServer({}, async (wss, url) => {
        await perform(snippet, { wss, max: 1, handle: () => {} });
        const first = connect(url);
        await once(first, 'open');
        assert.deepEqual(await closeOf(connect(url)), { code: 1013, reason: 'server full' });
        assert.equal(first.readyState, Ws.OPEN);
      }),
  ],
  [
    '1013',
    'urls[next]',
    'the client tries each address once, then leaves it to the user',
    async (snippet) => {
      const sockets: any[] = [];
      const retryButton = { hidden: true };
      const connectNow = await perform(
        snippet,
        {
          WebSocket: class {
            constructor(url: string) {
              sockets.push(Object.assign(this, { url }));
            }
          },
          urls: ['a', 'b'],
          retryButton,
        },
        'connect',
      );
      connectNow();
      sockets[0].onclose({ code: 1013 });
      assert.equal(retryButton.hidden, true);
      sockets[1].onclose({ code: 1013 });
      assert.deepEqual([sockets.map(({ url }) => url), retryButton.hidden], [['a', 'b'], false]);
    },
  ],
  [
    '1014',
    'upstream lost',
    'a lost upstream is 1014, an end without a code stays one, every other code is passed on',
    async (snippet) => {
      const { EventEmitter } = await import('node:events');
      for (const [code, expected] of [
        [1006, [1014, 'upstream lost']],
        [1005, []],
        [4001, [4001, 'why']],
      ] as const) {
        const upstream = new EventEmitter();
        const client = Object.assign(new EventEmitter(), socketStub());
        await perform(snippet, { upstream, client, console: { error() {} } });
        upstream.emit('error', new Error('x'));
        upstream.emit('close', code, 'why');
        assert.deepEqual(client.closed, [expected]);
      }
    },
  ],
  [
    '3008',
    'no login in 10 s',
    'who says nothing for ten seconds gets 3008; a message stops the clock',
    async (snippet) =>
      withServer({}, async (wss, url) => {
        const { asked, timer } = byHand();
        const cleared: unknown[] = [];
        await perform(snippet, {
          wss,
          setTimeout: timer,
          clearTimeout: (id: unknown) => cleared.push(id),
        });
        const [silent, arrived] = [connect(url), connection(wss)];
        await Promise.all([once(silent, 'open'), arrived]);
        const end = closeOf(silent);
        assert.equal(asked[0]!.ms, 10_000);
        asked[0]!.run();
        assert.deepEqual(await end, { code: 3008, reason: 'no login in 10 s' });
        const [speaks, server] = [connect(url), connection(wss)];
        await Promise.all([once(speaks, 'open'), server]);
        cleared.length = 0;
        speaks.send('login');
        await once(await server, 'message');
        assert.deepEqual(cleared, [2]);
      }),
  ],
  [
    '5000-65535',
    'writeUInt16BE',
    'the body of a Close frame that ws reads as 1000 with its reason',
    async (snippet) =>
      withServer({}, async (wss, url) => {
        const body: Buffer = await perform(snippet, { reason: 'đủ rồi', Buffer }, 'body');
        const client = connect(url);
        const server = await connection(wss);
        if (client.readyState !== Ws.OPEN) await once(client, 'open');
        const mask = Buffer.alloc(4);
        (client as any)._socket.write(
          Buffer.concat([Buffer.from([0x88, 0x80 | body.length]), mask, body]),
        );
        assert.deepEqual(await closeOf(server), { code: 1000, reason: 'đủ rồi' });
      }),
  ],
];

describe('what the text says of a snippet is so', () => {
  for (const [code, words, claim, drive] of DRIVEN)
    test(`${code}: ${claim}`, { timeout: 20_000 }, () => drive(blockWith(code, words)));

  test(
    '3000: the command shows what is in a token',
    { skip: has('bash', '--version') ? false : 'bash is not installed' },
    async () => {
      const { execFileSync } = await import('node:child_process');
      const token = `e30.${Buffer.from('{"sub":"ann","exp":1}').toString('base64url')}.x`;
      const path = `${process.execPath.replace(/\/[^/]+$/, '')}:${process.env.PATH}`;
      assert.match(
        execFileSync('bash', ['-c', blockWith('3000', 'base64url')], {
          encoding: 'utf8',
          env: { ...process.env, PATH: path, TOKEN: token },
        }),
        /sub: 'ann', exp: 1/,
      );
    },
  );
});
