/** The measuring harness: the bytes it writes and reads, its raw peer, its plan; and a few scenarios against ws and Node's own WebSocket. */
import assert from 'node:assert/strict';
import { randomBytes, X509Certificate } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import type { Observed, Row } from '../src/lib/model/schema.ts';
import { selfSigned } from '../src/measure/certificate.ts';
import {
  acceptKey,
  closePayload,
  encodeFrame,
  FrameReader,
  LONGEST_KEPT,
  maySend,
  OPCODE,
} from '../src/measure/frames.ts';
import { IMPLEMENTATIONS, matches, reasonAgainst } from '../src/measure/implementations.ts';
import { format, merge, plan, twice } from '../src/measure/main.ts';
import { observe, Session, withoutChance } from '../src/measure/observe.ts';
import { acceptUpgrade, connectRaw, headerOf, RawServer, type Wire } from '../src/measure/peer.ts';
import { SCENARIOS, type Scenario } from '../src/measure/scenarios.ts';
import type { Implementation, Role } from '../src/measure/types.ts';

const MINUTE = 60_000;
const hex = (bytes: Buffer): string => bytes.toString('hex');

describe('frames', () => {
  test('a Close frame is written as RFC 6455 draws it', () => {
    assert.equal(
      hex(encodeFrame({ opcode: OPCODE.close, payload: closePayload(1000) })),
      '880203e8',
    );
    assert.equal(hex(encodeFrame({ opcode: OPCODE.close, payload: closePayload() })), '8800');
    assert.equal(hex(closePayload(4000, 'é')), '0fa0c3a9');
  });

  test('the masked “Hello” of RFC 6455 section 5.7', () => {
    assert.equal(
      hex(
        encodeFrame({
          opcode: OPCODE.text,
          payload: Buffer.from('Hello'),
          mask: Buffer.from('37fa213d', 'hex'),
        }),
      ),
      '818537fa213d7f9f4d5158',
    );
  });

  test('the length takes the fewest bits, or those that are asked for', () => {
    const start = (length: number, bits?: 16 | 64): string =>
      hex(
        encodeFrame({
          opcode: OPCODE.binary,
          payload: Buffer.alloc(length),
          ...(bits && { lengthBits: bits }),
        }).subarray(0, 4),
      );
    assert.equal(start(125), '827d0000');
    assert.equal(start(126), '827e007e');
    assert.equal(start(65536), '827f0000');
    assert.equal(start(5, 16), '827e0005');
    assert.equal(
      hex(encodeFrame({ opcode: OPCODE.text, lengthBits: 64, claimedLength: 2n ** 63n })),
      '817f8000000000000000',
    );
  });

  test('what was written is read again, however the bytes are cut', () => {
    const specs = [0, 1, 125, 126, 65535, 65536].flatMap((length) =>
      [true, false].map((mask) => ({
        opcode: OPCODE.binary,
        payload: randomBytes(length),
        mask,
        fin: mask,
        rsv: mask ? 0 : 4,
      })),
    );
    const bytes = Buffer.concat(specs.map((spec) => encodeFrame(spec)));
    for (const size of [97, 4096, bytes.length]) {
      const reader = new FrameReader();
      const frames = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        reader.push(bytes.subarray(index * size, (index + 1) * size)),
      ).flat();
      assert.deepEqual(
        frames.map(({ fin, rsv, masked, payload }) => ({
          fin,
          rsv,
          masked,
          payload: hex(payload),
        })),
        specs.map(({ fin, rsv, mask, payload }) => ({
          fin,
          rsv,
          masked: mask,
          payload: hex(payload),
        })),
      );
    }
  });

  test('a payload that is too long to keep is counted, and the next frame is read', () => {
    const reader = new FrameReader();
    const bytes = Buffer.concat([
      encodeFrame({ opcode: OPCODE.text, payload: Buffer.alloc(LONGEST_KEPT + 1) }),
      encodeFrame({ opcode: OPCODE.ping }),
    ]);
    const frames = [...reader.push(bytes.subarray(0, 1000)), ...reader.push(bytes.subarray(1000))];
    assert.deepEqual(
      frames.map(({ opcode, length, payload }) => [opcode, length, payload.length]),
      [
        [OPCODE.text, LONGEST_KEPT + 1, 0],
        [OPCODE.ping, 0, 0],
      ],
    );
  });

  test('the codes that the peer may answer with', () => {
    assert.deepEqual(
      [0, 999, 1000, 1003, 1004, 1005, 1006, 1007, 1014, 1015, 2999, 3000, 4999, 5000].filter(
        maySend,
      ),
      [1000, 1003, 1007, 1014, 3000, 4999],
    );
  });
});

describe('the raw peer', () => {
  test('the key of RFC 6455 section 1.3', () =>
    assert.equal(acceptKey('dGhlIHNhbXBsZSBub25jZQ=='), 's3pPLMBiTxaQ9kYGzzhZRbK+xOo='));

  /** Both ends of a connection that the peer made with itself; they go with the test. */
  async function pair(context: TestContext): Promise<{ client: Wire; server: Wire }> {
    const listening = await RawServer.listen();
    context.after(() => listening.dispose());
    const dialling = connectRaw(listening.port);
    const server = (await listening.connection(MINUTE))!;
    await server.until(server.headCame, MINUTE);
    acceptUpgrade(server);
    const client = await dialling;
    context.after(() => client.dispose());
    return { client, server };
  }

  test('client and server open and close with each other', async (context) => {
    const { client, server } = await pair(context);
    assert.equal(
      headerOf(client.head, 'Sec-WebSocket-Accept'),
      acceptKey(headerOf(server.head, 'sec-websocket-key')!),
    );
    client.sendClose(4321, 'bye');
    await client.until(() => client.tcp !== undefined && client.close !== undefined, MINUTE);
    await server.until(() => server.tcp !== undefined, MINUTE);
    assert.deepEqual([server.close?.code, server.close?.reason], [4321, 'bye']);
    assert.deepEqual([client.close?.code, client.tcp?.how, server.tcp?.how], [4321, 'fin', 'fin']);
    assert.deepEqual([server.frames[0]!.masked, client.frames[0]!.masked], [true, false]);
  });

  test('a code that nobody may send is answered without one', async (context) => {
    const { client, server } = await pair(context);
    server.sendClose(1006);
    await server.until(() => server.close !== undefined, MINUTE);
    assert.deepEqual([client.close?.code, server.close?.code], [1006, 'empty']);
  });

  test('Ping is answered, unless that is forbidden', async (context) => {
    const { client, server } = await pair(context);
    client.manners.answersPing = false;
    server.send({ opcode: OPCODE.ping, payload: Buffer.from('a') });
    client.send({ opcode: OPCODE.ping, payload: Buffer.from('b') });
    await client.until(() => client.frames.some(({ opcode }) => opcode === OPCODE.pong), MINUTE);
    assert.equal(client.frames.at(-1)!.payload.toString(), 'b');
    assert.deepEqual(
      server.frames.map(({ opcode }) => opcode),
      [OPCODE.ping],
    );
  });

  test('RST is told from FIN', async (context) => {
    const { client, server } = await pair(context);
    server.rst();
    await client.until(() => client.tcp !== undefined, MINUTE);
    assert.deepEqual([client.tcp?.how, server.tcp, server.hasReset], ['rst', undefined, true]);
  });

  test('its certificate is one that signs itself, for localhost', () => {
    const certificate = new X509Certificate(selfSigned().cert);
    assert.ok(certificate.verify(certificate.publicKey));
    assert.equal(certificate.checkHost('localhost'), 'localhost');
    assert.equal(certificate.checkIP('127.0.0.1'), '127.0.0.1');
    assert.ok(
      new Date(certificate.validFrom) < new Date() && new Date() < new Date(certificate.validTo),
    );
  });
});

const SAMPLE: Implementation = {
  id: 'sample',
  name: 'Sample',
  group: 'npm',
  roles: ['client', 'server'],
  command: [],
  version: () => '1',
  cannot: { 'server api.*': 'no API', 'hs.*': 'no handshake' },
};

describe('the plan', () => {
  test('a pattern stands for whole ids', () => {
    assert.ok(matches('close.*', 'close.code.1006') && matches('close.empty', 'close.empty'));
    assert.ok(
      !matches('close.*', 'api.close.1000') &&
        !matches('close.code.1', 'close.code.1000') &&
        !matches('frame.rsv1', 'frameXrsv1'),
    );
  });

  test('what an implementation cannot do is left out, by role', () => {
    assert.equal(reasonAgainst(SAMPLE, { id: 'api.close.1000', role: 'server' }), 'no API');
    assert.equal(reasonAgainst(SAMPLE, { id: 'api.close.1000', role: 'client' }), undefined);
    const ids = plan({ groups: ['npm'] }, [SAMPLE]).flatMap(({ role, scenarios }) =>
      scenarios.map(({ id }) => `${role} ${id}`),
    );
    assert.ok(ids.includes('client api.close.1000') && ids.includes('server close.code.1012'));
    assert.deepEqual(
      ids.filter((id) => / hs\.|server api\.| page\.| proxy\./.test(id)),
      [],
    );
  });

  test('group, implementation and scenario choose', () => {
    assert.deepEqual(plan({ groups: ['debian'] }, [SAMPLE]), []);
    assert.deepEqual(plan({ groups: ['npm'], only: ['other'] }, [SAMPLE]), []);
    assert.deepEqual(
      plan({ groups: ['npm'], scenario: 'frame.masked' }, [SAMPLE]).map(({ role, scenarios }) => [
        role,
        scenarios.length,
      ]),
      [['client', 1]],
    );
  });

  test('each scenario and each implementation has an id of its own', () => {
    const ids = SCENARIOS.map(({ id, role }) => `${role} ${id}`);
    assert.equal(new Set(ids).size, ids.length);
    assert.equal(new Set(IMPLEMENTATIONS.map(({ id }) => id)).size, IMPLEMENTATIONS.length);
  });

  test('every pattern of what an implementation cannot do means some scenario', () => {
    const idle = IMPLEMENTATIONS.flatMap(({ id, roles, cannot = {} }) =>
      Object.keys(cannot)
        .filter(
          (pattern) =>
            !SCENARIOS.some(
              (scenario) =>
                roles.includes(scenario.role) &&
                reasonAgainst({ ...SAMPLE, cannot: { [pattern]: 'x' } }, scenario),
            ),
        )
        .map((pattern) => `${id}: ${pattern}`),
    );
    assert.deepEqual(idle, []);
  });
});

const seen = (codeSent: number | null): Observed => ({
  codeSent,
  reasonSent: null,
  codeReported: null,
  reason: null,
  wasClean: null,
  exception: null,
  tcp: 'fin',
});
const row = (implementation: string, scenario: string, codeSent: number): Row => ({
  implementation,
  version: '1',
  role: 'server',
  scenario,
  observed: seen(codeSent),
  ms: 1,
});

describe('the results', () => {
  const runs = (...codes: number[]) =>
    twice(async () => ({ observed: seen(codes.shift()!), ms: 1 }));

  test('two runs that agree are the result; otherwise a third decides, and the other is told', async () => {
    assert.deepEqual(await runs(1000, 1000), { observed: seen(1000), ms: 1 });
    assert.deepEqual(await runs(1000, 1002, 1002), {
      observed: seen(1002),
      ms: 1,
      race: seen(1000),
    });
    assert.deepEqual(await runs(1000, 1002, 1000), {
      observed: seen(1000),
      ms: 1,
      race: seen(1002),
    });
  });

  test('a part replaces its own rows, in order of number', () => {
    const old = [row('a', 'close.code.999', 1), row('b', 'close.code.1000', 1)];
    const merged = merge(
      old,
      [row('b', 'close.code.1000', 2), row('b', 'close.code.999', 2)],
      ({ implementation }) => implementation === 'b',
    );
    assert.deepEqual(
      merged.map(
        ({ implementation, scenario, observed }) =>
          `${implementation} ${scenario} ${observed.codeSent}`,
      ),
      ['a close.code.999 1', 'b close.code.999 2', 'b close.code.1000 2'],
    );
  });

  test('a file is JSON with a row a line', () => {
    const file = {
      version: 1 as const,
      date: '2026-01-01',
      platform: 'linux x64',
      results: [row('a', 'x', 1), row('a', 'y', 2)],
    };
    assert.deepEqual(JSON.parse(format(file)), file);
    assert.equal(
      format(file)
        .split('\n')
        .filter((line) => line.includes('"implementation"')).length,
      2,
    );
  });

  test('no text holds a port or a folder of this machine', () => {
    assert.equal(
      withoutChance('Error: connect ECONNREFUSED 127.0.0.1:40001', []),
      'Error: connect ECONNREFUSED 127.0.0.1:<port>',
    );
    assert.equal(
      withoutChance("Connect call failed ('127.0.0.1', 40001)", []),
      "Connect call failed ('127.0.0.1', <port>)",
    );
    assert.equal(
      withoutChance('lookup no-such-host.invalid on 192.0.2.7:53: no such host', []),
      'lookup no-such-host.invalid on <resolver>: no such host',
    );
    assert.equal(withoutChance('at port 40001', [40001]), 'at port <port>');
    assert.equal(withoutChance('in file:///home/a/src/measure/npm/x.mjs:3', []), 'in npm/x.mjs:3');
  });
});

describe('a real implementation', () => {
  const driver = (name: string): string[] => [
    process.execPath,
    join(import.meta.dirname, '..', 'src', 'measure', 'npm', 'drivers', name),
  ];

  /** Runs these scenarios, one after the other, with one driver. */
  async function run(name: string, role: Role, ids: string[]): Promise<Observed[]> {
    const session = new Session({ ...SAMPLE, command: driver(name) }, role, tmpdir());
    const results: Observed[] = [];
    try {
      for (const id of ids)
        results.push(
          (
            await observe(
              session,
              SCENARIOS.find((each): each is Scenario => each.id === id && each.role === role)!,
            )
          ).observed,
        );
    } finally {
      await session.end();
    }
    return results;
  }

  test('ws as a server', async () => {
    const [echoed, empty, text, lost, dead] = await run('ws.mjs', 'server', [
      'close.code.1012',
      'close.empty',
      'text.invalid-utf8',
      'tcp.fin',
      'app.throw',
    ]);
    assert.deepEqual(echoed, {
      codeSent: 1012,
      reasonSent: 'by the peer',
      codeReported: 1012,
      reason: 'by the peer',
      wasClean: null,
      exception: null,
      tcp: 'fin',
    });
    assert.deepEqual([empty!.codeSent, empty!.codeReported], ['empty', 1005]);
    assert.deepEqual([text!.codeSent, text!.codeReported], [1007, 1006]);
    assert.deepEqual([lost!.codeSent, lost!.codeReported, lost!.tcp], [null, 1006, 'fin']);
    assert.deepEqual([dead!.codeSent, dead!.exception, dead!.tcp], [null, 'Exit: code 1', 'fin']);
  });

  test('the WebSocket of Node as a client', async () => {
    const [clean, refused, thrown] = await run('node-builtin.mjs', 'client', [
      'close.code.1000',
      'hs.status-403',
      'api.close.1001',
    ]);
    assert.deepEqual([clean!.codeSent, clean!.codeReported, clean!.wasClean], [1000, 1000, true]);
    assert.deepEqual(
      [refused!.codeSent, refused!.codeReported, refused!.wasClean],
      [null, 1006, false],
    );
    assert.match(thrown!.exception!, /^InvalidAccessError: /);
    assert.equal(thrown!.tcp, 'open');
  });

  test('a proxy that does not start fails the scenario, and nothing of it goes on listening', async () => {
    const listening = () =>
      process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length;
    const before = listening();
    const session = new Session(
      { ...SAMPLE, roles: ['proxy'], command: [process.execPath, '-e', ''] },
      'proxy',
      tmpdir(),
    );
    await assert.rejects(
      observe(
        session,
        SCENARIOS.find(({ role }) => role === 'proxy')!,
      ),
      /does not listen/,
    );
    await session.end();
    // A server that was closed is gone some turns of the loop later.
    for (let turn = 0; turn < 50 && listening() > before; turn++)
      await new Promise((done) => setImmediate(done));
    assert.equal(listening(), before);
  });
});
