/** Every scenario: what the raw peer does to an implementation, or what its program asks it to do. */
import { selfSigned } from './certificate.ts';
import { closePayload, OPCODE, type FrameSpec } from './frames.ts';
import { acceptUpgrade, answerTo, closedPort, headerOf, refuseUpgrade, type Wire } from './peer.ts';
import {
  NotApplicable,
  type Place,
  type ProxyOptions,
  type ServeOptions,
  type Stage,
} from './stage.ts';
import type { Group, Role } from './types.ts';

export interface Scenario {
  id: string;
  /** Role of the implementation. */
  role: Role;
  /** ms from the stimulus to when “nothing happened” is the result; default 3000. */
  deadline?: number;
  /** How a server driver serves; default: an echo with the library's own limits. */
  serve?: ServeOptions;
  proxy?: ProxyOptions;
  /** Only for implementations of this group. */
  group?: Group;
  /** Sets the scene, calls `stage.mark()`, gives the stimulus. What follows is observed by the harness. */
  act: (stage: Stage) => Promise<void>;
}

/** ms; the longest defaults that are waited for: 60 s for the answer to a Close in Chromium, 60 s for a Pong in crossws. */
const SLOW = 65_000;

/** ms; Chromium says that it waits 60 s for the peer's Close frame. */
const SLOW_CLOSE = 75_000;

const MiB = 2 ** 20;

/** Codes of `close.code.N` and `api.close.N`: all that have a meaning, and both sides of every border. */
const CODES = [
  0,
  999,
  ...Array.from({ length: 17 }, (_, index) => 1000 + index),
  1100,
  2000,
  2999,
  3000,
  3999,
  4000,
  4999,
  5000,
  65535,
];

const STATUSES: Record<number, string> = {
  200: 'OK',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  426: 'Upgrade Required',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

const text = (payload: string): FrameSpec => ({
  opcode: OPCODE.text,
  payload: Buffer.from(payload),
});
const BAD_UTF8 = Buffer.from([0xc3, 0x28]);

/** Frames that RFC 6455 forbids, by scenario (sections 5.2, 5.4, 5.5), around `hello`, a text that the application would take. */
const FRAMES: Record<string, (hello: FrameSpec) => FrameSpec[]> = {
  'reserved-opcode-3': () => [{ opcode: 3, payload: Buffer.from('x') }],
  rsv1: (hello) => [{ ...hello, rsv: 4 }],
  rsv2: (hello) => [{ ...hello, rsv: 2 }],
  'fragmented-ping': () => [{ opcode: OPCODE.ping, fin: false, payload: Buffer.from('x') }],
  'ping-126': () => [{ opcode: OPCODE.ping, payload: Buffer.alloc(126, 'x') }],
  'orphan-continuation': () => [{ opcode: OPCODE.continuation, payload: Buffer.from('x') }],
  'interleaved-text': (hello) => [{ ...hello, fin: false }, hello],
  'length-msb': (hello) => [{ ...hello, lengthBits: 64, claimedLength: 2n ** 63n + 5n }],
  'length-nonminimal': (hello) => [{ ...hello, lengthBits: 16 }],
};

const hello = (stage: Stage): FrameSpec => text(stage.message('hello'));

/** What the peer does on an open connection, the same for clients and servers. */
const PEER_ACTS: Record<string, (wire: Wire, stage: Stage) => void> = {
  ...Object.fromEntries(
    Object.entries(FRAMES).map(([id, frames]) => [
      `frame.${id}`,
      (wire: Wire, stage: Stage) => frames(hello(stage)).forEach((frame) => wire.send(frame)),
    ]),
  ),
  'text.invalid-utf8': (wire) => wire.send({ opcode: OPCODE.text, payload: BAD_UTF8 }),
  'close.empty': (wire) => wire.sendClose(),
  'close.one-byte': (wire) => wire.send({ opcode: OPCODE.close, payload: Buffer.from([0x03]) }),
  'close.reason-invalid-utf8': (wire) => wire.sendClose(1000, BAD_UTF8),
  'close.reason-123': (wire) => wire.sendClose(1000, 'r'.repeat(123)),
  'close.reason-124': (wire) =>
    wire.send({ opcode: OPCODE.close, payload: closePayload(1000, 'r'.repeat(124)) }),
  ...Object.fromEntries(
    CODES.map((code) => [
      `close.code.${code}`,
      (wire: Wire) => wire.sendClose(code, 'by the peer'),
    ]),
  ),
  'tcp.fin': (wire) => wire.fin(),
  'tcp.fin-mid-frame': (wire, stage) => {
    wire.send({ ...hello(stage), claimedLength: 100n });
    wire.fin();
  },
  'tcp.rst': (wire) => wire.rst(),
};

/** What the program asks its library to do with an open connection, the same for clients and servers. */
const API_CLOSES: Record<string, { code?: number; reason?: string }> = {
  noargs: {},
  'reason-123': { code: 1000, reason: 'r'.repeat(123) },
  'reason-124': { code: 1000, reason: 'r'.repeat(124) },
  ...Object.fromEntries(CODES.map((code) => [String(code), { code }])),
};

/** An act of the peer on a connection that is open. */
const onOpen = (
  role: 'client' | 'server',
  id: string,
  act: (wire: Wire, stage: Stage) => void,
  more: Partial<Scenario> = {},
): Scenario => ({
  id,
  role,
  ...more,
  act: async (stage) => {
    const wire = await (role === 'client' ? stage.opened() : stage.joined());
    stage.mark();
    act(wire, stage);
  },
});

/** A command to the driver while the connection is open; `prepare` tells the peer how to answer what comes of it. */
const onCommand = (
  role: 'client' | 'server',
  id: string,
  command: object,
  more: Partial<Scenario> = {},
  prepare: (wire: Wire, stage: Stage) => void = () => undefined,
): Scenario => ({
  id,
  role,
  ...more,
  act: async (stage) => {
    const wire = await (role === 'client' ? stage.opened() : stage.joined());
    prepare(wire, stage);
    stage.mark();
    stage.driver.send(command);
  },
});

/** A signal to the process of the implementation while the connection is open. */
const onSignal = (role: 'client' | 'server', signal: 'SIGTERM' | 'SIGKILL'): Scenario => ({
  id: `proc.${signal.toLowerCase()}`,
  role,
  act: async (stage) => {
    await (role === 'client' ? stage.opened() : stage.joined());
    stage.endsDriver = true;
    stage.mark();
    stage.driver.signal(signal);
  },
});

/** Answers a Close frame of the implementation with `act` in place of an echo. */
const onCloseFrame =
  (act: (wire: Wire) => void) =>
  (wire: Wire): void => {
    wire.manners.answersClose = false;
    void wire
      .until(() => wire.close !== undefined, SLOW)
      .then((came) => {
        if (came) act(wire);
      });
  };

const silent = (wire: Wire): void => {
  wire.manners.answersClose = false;
};
const noPong = (wire: Wire): void => {
  wire.manners.answersPing = false;
};

/** A message of one byte more than the limit, masked with a key of zeros: legal, and no work for the harness. Over once an echo begins. */
const bigMessage = (id: string, limit: number, more: Partial<Scenario>): Scenario => ({
  id,
  role: 'server',
  ...more,
  act: async (stage) => {
    const wire = await stage.joined();
    const before = wire.frames.length;
    const message = Buffer.from(stage.message('m'.repeat(limit + 1)));
    stage.isOver = () => wire.frames.slice(before).some(({ opcode }) => opcode === OPCODE.text);
    stage.mark();
    wire.send({ opcode: OPCODE.text, payload: message, mask: Buffer.alloc(4) });
  },
});

const SERVER: Scenario[] = [
  ...Object.entries(PEER_ACTS).map(([id, act]) => onOpen('server', id, act)),
  onOpen('server', 'frame.unmasked', (wire, stage) => wire.send({ ...hello(stage), mask: false })),
  bigMessage('msg.too-big-explicit', 1024, { serve: { app: 'echo', maxMessage: 1024 } }),
  ...[1, 16, 128].map((size) =>
    bigMessage(`msg.default-max-${size}MiB`, size * MiB, { deadline: 15_000 }),
  ),
  onOpen(
    'server',
    'msg.binary-to-text-handler',
    (wire) => wire.send({ opcode: OPCODE.binary, payload: Buffer.from([1, 2, 3]) }),
    { serve: { app: 'text-only' } },
  ),
  onOpen('server', 'app.throw', (wire, stage) => wire.send(hello(stage)), {
    serve: { app: 'throw' },
  }),
  onOpen('server', 'app.return', () => undefined, { serve: { app: 'return' } }),
  ...Object.entries(API_CLOSES).map(([id, close]) =>
    onCommand('server', `api.close.${id}`, { close }),
  ),
  onCommand('server', 'api.shutdown', { shutdown: true }),
  onSignal('server', 'SIGTERM'),
  onOpen('server', 'keepalive.fast-no-pong', noPong, {
    serve: { app: 'echo', keepalive: { interval: 1000, timeout: 1000 } },
    deadline: 15_000,
  }),
  onOpen('server', 'slow.idle-no-pong', noPong, { deadline: SLOW }),
  onCommand('server', 'slow.close-no-reply', { close: { code: 1000 } }, { deadline: SLOW }, silent),
];

/** What the peer does with the request of the opening handshake. */
const HANDSHAKES: Record<string, (wire: Wire, port: number) => void> = {
  ...Object.fromEntries(
    Object.entries(STATUSES).map(([status, phrase]) => [
      `status-${status}`,
      (wire: Wire) => refuseUpgrade(wire, Number(status), phrase),
    ]),
  ),
  'redirect-302': (wire, port) =>
    refuseUpgrade(wire, 302, 'Found', { Location: `ws://127.0.0.1:${port}/elsewhere` }),
  'wrong-accept': (wire) =>
    acceptUpgrade(wire, {
      'Sec-WebSocket-Accept': answerTo('GET / HTTP/1.1')['Sec-WebSocket-Accept'],
    }),
  'missing-accept': (wire) => acceptUpgrade(wire, { 'Sec-WebSocket-Accept': undefined }),
  'unoffered-subprotocol': (wire) => acceptUpgrade(wire, { 'Sec-WebSocket-Protocol': 'unoffered' }),
  'unoffered-extension': (wire) =>
    acceptUpgrade(wire, { 'Sec-WebSocket-Extensions': 'x-unoffered' }),
  garbage: (wire) => {
    wire.write('220 mail.example ESMTP ready\r\n\r\n');
    wire.fin();
  },
  fin: (wire) => wire.fin(),
  rst: (wire) => wire.rst(),
};

/** A client may ask again, for example after 401: it gets the same answer, but a good one where a redirect led. */
const handshake = (
  id: string,
  answer: (wire: Wire, port: number) => void,
  more: Partial<Scenario> = {},
): Scenario => ({
  id: `hs.${id}`,
  role: 'client',
  ...more,
  act: async (stage) => {
    const wire = await stage.requested();
    const { port } = await stage.server();
    stage.isOver = () => stage.driver.find('open') !== undefined;
    stage.onMore((next) => (id === 'redirect-302' ? acceptUpgrade(next) : answer(next, port)));
    stage.mark();
    answer(wire, port);
  },
});

/** The client connects to where no WebSocket can come of it. */
const noPeer = (id: string, address: (stage: Stage) => Promise<string>): Scenario => ({
  id: `net.${id}`,
  role: 'client',
  act: async (stage) => {
    const connect = await address(stage);
    stage.mark();
    stage.driver.send({ connect });
  },
});

const badDeflate: Scenario = {
  id: 'deflate.bad-data',
  role: 'client',
  act: async (stage) => {
    const wire = await stage.opened((request) => {
      if (!headerOf(request, 'sec-websocket-extensions')?.includes('permessage-deflate'))
        throw new NotApplicable('does not offer permessage-deflate');
      return { 'Sec-WebSocket-Extensions': 'permessage-deflate' };
    });
    stage.mark();
    // A block of type 3, which RFC 1951 section 3.2.3 reserves as an error.
    wire.send({ opcode: OPCODE.text, rsv: 4, payload: Buffer.from([0x07, 0xff, 0xff]) });
  },
};

const whileConnecting: Scenario = {
  id: 'api.close-while-connecting',
  role: 'client',
  act: async (stage) => {
    await stage.requested();
    stage.mark();
    stage.driver.send({ close: {} });
  },
};

const tlsToPlain: Scenario = {
  id: 'net.tls-to-plain',
  role: 'client',
  act: async (stage) => {
    const { port } = await stage.server();
    // What comes is no HTTP, so a server of HTTP refuses it at the first byte.
    stage.onMore(
      (wire) => refuseUpgrade(wire, 400, 'Bad Request'),
      (wire) => wire.until(wire.hasBytes, 3000),
    );
    stage.mark();
    stage.driver.send({ connect: `wss://localhost:${port}/` });
  },
};

/** Ways in which a page loses its socket, with what owns the socket then. */
const PAGES: Record<string, Place> = {
  navigate: 'page',
  reload: 'page',
  'close-in-beforeunload': 'page',
  'close-in-pagehide': 'page',
  'iframe-remove': 'iframe',
  'worker-terminate': 'worker',
  'popup-close': 'popup',
};

const page = (id: string, place: Place): Scenario => ({
  id: `page.${id}`,
  role: 'client',
  group: 'browsers',
  act: async (stage) => {
    await stage.opened(undefined, { in: place });
    stage.endsDriver = true;
    stage.mark();
    stage.driver.send({ page: id });
  },
});

const CLIENT: Scenario[] = [
  ...Object.entries(PEER_ACTS).map(([id, act]) => onOpen('client', id, act)),
  onOpen('client', 'frame.masked', (wire, stage) => wire.send({ ...hello(stage), mask: true })),
  onOpen('client', 'close.then-fin', (wire) => {
    wire.sendClose(1000, 'by the peer');
    wire.fin();
  }),
  onOpen('client', 'close.then-rst', (wire) => {
    wire.sendClose(1000, 'by the peer');
    wire.rst();
  }),
  badDeflate,
  ...Object.entries(HANDSHAKES).map(([id, answer]) => handshake(id, answer)),
  handshake('no-answer', () => undefined, { id: 'slow.hs-no-answer', deadline: SLOW }),
  noPeer('refused', async () => `ws://127.0.0.1:${await closedPort()}/`),
  noPeer('dns', async () => 'ws://no-such-host.invalid/'),
  noPeer(
    'tls-selfsigned',
    async (stage) => `wss://localhost:${(await stage.server(selfSigned())).port}/`,
  ),
  tlsToPlain,
  ...Object.entries(API_CLOSES).map(([id, close]) =>
    onCommand('client', `api.close.${id}`, { close }),
  ),
  onCommand(
    'client',
    'api.close.reply-different',
    { close: { code: 1000, reason: 'mine' } },
    {},
    onCloseFrame((wire) => wire.sendClose(4001, 'theirs')),
  ),
  onCommand(
    'client',
    'api.close.reply-empty',
    { close: { code: 1000, reason: 'mine' } },
    {},
    onCloseFrame((wire) => wire.sendClose()),
  ),
  onCommand(
    'client',
    'api.close.reply-fin',
    { close: { code: 1000, reason: 'mine' } },
    {},
    onCloseFrame((wire) => wire.fin()),
  ),
  onCommand(
    'client',
    'api.close.reply-rst',
    { close: { code: 1000, reason: 'mine' } },
    {},
    onCloseFrame((wire) => wire.rst()),
  ),
  whileConnecting,
  ...Object.entries(PAGES).map(([id, place]) => page(id, place)),
  onSignal('client', 'SIGTERM'),
  onSignal('client', 'SIGKILL'),
  onCommand(
    'client',
    'slow.api-close-noreply',
    { close: { code: 1000 } },
    { deadline: SLOW_CLOSE },
    silent,
  ),
];

/** Something that happens at one end of a tunnel; `sees` is the end where its effect is recorded. */
const tunnel = (
  id: string,
  sees: 'client' | 'backend',
  act: (ends: { client: Wire; backend: Wire }, stage: Stage) => void,
  more: Partial<Scenario> = {},
): Scenario => ({
  id: `proxy.${id}`,
  role: 'proxy',
  ...more,
  act: async (stage) => {
    const ends = await stage.tunnelled();
    stage.wire = ends[sees];
    stage.mark();
    act(ends, stage);
  },
});

/** The raw client asks the proxy while the backend refuses, or is not there. */
const refused = (id: string, status: number, more: Partial<Scenario> = {}): Scenario => ({
  id: `proxy.${id}`,
  role: 'proxy',
  ...more,
  act: async (stage) => {
    const server = await stage.server();
    void server.connection(3000).then(async (backend) => {
      if (backend && (await backend.until(backend.headCame, 3000)))
        refuseUpgrade(backend, status, STATUSES[status]!);
    });
    stage.mark();
    await stage.dialled();
  },
});

const backendDown: Scenario = {
  id: 'proxy.backend-down',
  role: 'proxy',
  // HAProxy tries again three times, a second apart.
  deadline: 6000,
  act: async (stage) => {
    (await stage.server()).dispose();
    stage.mark();
    await stage.dialled();
  },
};

const PROXY: Scenario[] = [
  tunnel('idle-timeout-1s', 'client', () => undefined, { proxy: { idleTimeout: 1000 } }),
  tunnel('idle-default', 'client', () => undefined, { deadline: 80_000 }),
  tunnel('backend-close-1013', 'client', ({ backend }) =>
    backend.sendClose(1013, 'by the backend'),
  ),
  tunnel('backend-fin', 'client', ({ backend }) => backend.fin()),
  tunnel('backend-rst', 'client', ({ backend }) => backend.rst()),
  tunnel('client-fin', 'backend', ({ client }) => client.fin()),
  tunnel('client-rst', 'backend', ({ client }) => client.rst()),
  tunnel('sigterm', 'client', (_ends, stage) => {
    stage.endsDriver = true;
    stage.driver.signal('SIGTERM');
  }),
  tunnel('reload', 'client', (_ends, stage) => stage.driver.send({ reload: true })),
  backendDown,
  refused('backend-403', 403),
  refused('upgrade-not-configured', 426, { proxy: { upgrade: false } }),
];

/** All of them; an id may stand once for each role. */
export const SCENARIOS: Scenario[] = [...SERVER, ...CLIENT, ...PROXY];

/** Does it take so long that it runs beside the others? */
export const isSlow = ({ deadline = 0 }: Scenario): boolean => deadline >= SLOW;
