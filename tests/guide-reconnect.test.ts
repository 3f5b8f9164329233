/** The programs of the guide `reconnect`: the same decisions in three languages, those of the codes' facts, and what a browser's loop does with a real server. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import ts from 'typescript';
import Ws, { WebSocketServer } from 'ws';
import {
  decide,
  policyOf,
  STABLE,
  type Closed,
} from '../content/guides/reconnect/programs/reconnect.ts';
import { readKind } from '../src/lib/content/read.ts';
import { codeHolding } from '../src/lib/model/code.ts';
import { ruleOf, vectorOf } from '../src/lib/model/reconnect.ts';
import { launch } from './support/browser.ts';
import { codesIn, files, ROOT } from './support/fixture-content.ts';

const PROGRAMS = join(ROOT, 'content/guides/reconnect/programs');
const program = (file: string) => readFileSync(join(PROGRAMS, file), 'utf8');
const codes = codesIn('en');
const { vectors } = readKind('guideFacts', files).find(
  ({ names }) => names.folder === 'reconnect',
)!.data;
const cases = vectors!.map(vectorOf);

type Case = Closed & { random: number };
type Answer = ReturnType<typeof decide> & { policy: string };

/** What the program in TypeScript answers. */
const answer = ({ random, ...closed }: Case): Answer => ({
  ...decide(closed, random),
  policy: policyOf(closed.code, closed.agreed),
});

/** Every number that has a rule or stands beside one, in all circumstances. */
const circumstances = codes
  .flatMap(({ first, last }) => [first, last, last + 1])
  .flatMap((code) =>
    [0, 1, 4, 5, 900].flatMap((attempts) =>
      [0, 59.9, 60].flatMap((openFor) =>
        [0, 0.3, 0.999].flatMap((random) =>
          [true, false].map((wasClean): Case => ({
            code,
            attempts,
            openFor,
            random,
            wasClean,
            others: attempts % 2,
            agreed: random === 0.3 ? { 4999: 'delayed', 1008: 'after-login' } : {},
          })),
        ),
      ),
    ),
  );

/** Two answers agree; a compiler may round a product otherwise in the last bit. */
function agree(left: Answer, right: Answer, about: Case): void {
  const { wait, ...others } = left;
  const { wait: own, ...rest } = right;
  assert.deepEqual(others, rest, JSON.stringify(about));
  assert.ok(Math.abs(wait - own) < 1e-9, `${wait} and ${own}: ${JSON.stringify(about)}`);
}

/** Why a program cannot run here, and what lets it; false if it can. */
const missing = (command: string, args: string[], needed = command): string | false =>
  spawnSync(command, args).status === 0 ? false : `${needed} is not installed; with it this runs`;

/** What a program answers to cases, as JSON in and out. */
function ask(command: string, args: string[], cwd: string, all: readonly Case[]): Answer[] {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    input: JSON.stringify(all),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as Answer[];
}

describe('the function', () => {
  test('decides every test vector as it was written by hand', () => {
    for (const { given, expected } of cases) {
      const { policy: _, ...decided } = answer(given);
      assert.deepEqual(decided, expected, JSON.stringify(given));
    }
  });

  test('has for each code the policy and the wait of its facts', () => {
    for (let code = 0; code <= 5001; code++) {
      const { reconnect } = codeHolding(code, codes)!.facts;
      assert.equal(
        policyOf(code),
        reconnect.policy,
        `content/guides/reconnect/programs/reconnect.ts: ${code} is "${policyOf(code)}", but its facts.yml says "${reconnect.policy}"; write the code into the list of that policy, in the .py and the .go too`,
      );
    }
    for (const code of codes.filter(({ facts }) => facts.reconnect.min !== undefined)) {
      const { min, max } = code.facts.reconnect;
      assert.deepEqual([ruleOf(code).wait?.least, ruleOf(code).wait?.most], [min, max], code.id);
    }
  });

  test('has a vector for each policy', () => {
    const met = new Set(cases.map(({ given }) => policyOf(given.code, given.agreed)));
    for (const { facts, id } of codes) assert.ok(met.has(facts.reconnect.policy), id);
  });

  const noPython = missing(
    'python3',
    ['-c', 'import sys; assert sys.version_info >= (3, 10)'],
    'Python 3.10 or newer',
  );
  test('is the same in Python', { skip: noPython }, () => {
    const harness = `
import json, sys
sys.path.insert(0, ".")
from reconnect import decide, policy_of
answers = []
for c in json.load(sys.stdin):
    agreed = {int(code): policy for code, policy in c["agreed"].items()}
    action, wait, other, attempts = decide(
        c["code"], c["wasClean"], c["attempts"], c["openFor"], c["random"], c["others"], agreed)
    answers.append({"action": action, "wait": wait, "other": other, "attempts": attempts,
                    "policy": policy_of(c["code"], agreed)})
json.dump(answers, sys.stdout)`;
    const asked = [...cases.map(({ given }) => given), ...circumstances];
    ask('python3', ['-B', '-c', harness], PROGRAMS, asked).forEach((found, place) =>
      agree(found, answer(asked[place]!), asked[place]!),
    );
  });

  test('is the same in Go', { skip: missing('go', ['version'], 'Go') }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'reconnect-'));
    try {
      mkdirSync(join(folder, 'reconnect'));
      writeFileSync(join(folder, 'go.mod'), 'module vectors\n\ngo 1.18\n');
      writeFileSync(join(folder, 'reconnect/reconnect.go'), program('reconnect.go'));
      writeFileSync(
        join(folder, 'main.go'),
        `package main

import (
	"encoding/json"
	"os"

	"vectors/reconnect"
)

func main() {
	var cases []struct {
		reconnect.Closed
		Random float64
	}
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil {
		panic(err)
	}
	answers := []map[string]any{}
	for _, c := range cases {
		d := reconnect.Decide(c.Closed, c.Random)
		answers = append(answers, map[string]any{
			"action": d.Action, "wait": d.Wait, "other": d.Other, "attempts": d.Attempts,
			"policy": reconnect.PolicyOf(c.Code, c.Agreed),
		})
	}
	json.NewEncoder(os.Stdout).Encode(answers)
}
`,
      );
      const asked = [...cases.map(({ given }) => given), ...circumstances];
      ask('go', ['run', '.'], folder, asked).forEach((found, place) =>
        agree(found, answer(asked[place]!), asked[place]!),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('gofmt has nothing to change', { skip: missing('gofmt', ['-h']) }, () =>
    assert.equal(
      spawnSync('gofmt', { input: program('reconnect.go'), encoding: 'utf8' }).stdout,
      program('reconnect.go'),
    ),
  );

  test('and the loop are without fault for the strict compiler', () => {
    const checked = ts.createProgram([join(PROGRAMS, 'browser.ts')], {
      strict: true,
      noUncheckedIndexedAccess: true,
      noUnusedLocals: true,
      noImplicitReturns: false,
      noEmit: true,
      allowImportingTsExtensions: true,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
      types: [],
    });
    assert.deepEqual(
      ts
        .getPreEmitDiagnostics(checked)
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
      [],
    );
  });
});

/** A program as JavaScript whose environment is given to it. */
const compiled = (file: string): string =>
  ts.transpileModule(program(file), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  }).outputText;

/** What the loop is told by its application and what it does with time. */
interface Stage {
  /** Waits that were set and are not over, in seconds. */
  waits: { seconds: number; over: () => void }[];
  /** Addresses of the sockets that it made. */
  made: string[];
  /** What the application was told, in order. */
  told: string[];
  /** What the application was told to show: the wait in seconds, and which attempt follows. */
  shown: [number, number][];
  /** Seconds on its clock. */
  clock: number;
  onLine: boolean;
  hidden: boolean;
  window: EventTarget;
  document: EventTarget & { hidden?: boolean };
  /** Resolves at the next thing that it does: a wait, or the end. */
  next: () => Promise<void>;
}

/** Runs content/guides/reconnect/programs/browser.ts on a stage: its clock, its chance and its browser are ours, the socket is real. */
function play(urls: string[], options: { agreed?: Record<number, string>; fails?: boolean } = {}) {
  let wake = () => {};
  const stage: Stage = {
    waits: [],
    made: [],
    told: [],
    shown: [],
    clock: 0,
    onLine: true,
    hidden: false,
    window: new EventTarget(),
    document: new EventTarget(),
    next: () => new Promise((resolve) => (wake = resolve)),
  };
  Object.defineProperty(stage.document, 'hidden', { get: () => stage.hidden });
  class Socket extends Ws {
    constructor(url: string) {
      super(url);
      stage.made.push(url);
      this.on('error', () => {});
    }
  }
  const environment: Record<string, unknown> = {
    require: () => ({ decide, STABLE }),
    exports: {},
    WebSocket: Socket,
    Math: Object.assign(Object.create(Math), { random: () => 0.5 }),
    performance: { now: () => stage.clock * 1000 },
    navigator: {
      get onLine() {
        return stage.onLine;
      },
    },
    document: stage.document,
    addEventListener: stage.window.addEventListener.bind(stage.window),
    removeEventListener: stage.window.removeEventListener.bind(stage.window),
    setTimeout: (over: () => void, ms: number) => {
      stage.waits.push({ seconds: ms / 1000, over });
      wake();
      return stage.waits.length;
    },
    clearTimeout: () => (stage.waits.length = 0),
  };
  new Function(...Object.keys(environment), compiled('browser.ts'))(...Object.values(environment));
  const { keepOpen } = environment.exports as {
    keepOpen: (urls: string[], app: object) => () => void;
  };
  const end = keepOpen(urls, {
    agreed: options.agreed ?? {},
    open: () => stage.told.push('open'),
    login: async () => {
      stage.told.push('login');
      if (options.fails) throw new Error('no login');
    },
    waiting: (wait: number, attempts: number) => stage.shown.push([wait, attempts]),
    ended: (action: string, code: number) => {
      stage.told.push(`${action} ${code}`);
      wake();
    },
  });
  return { stage, end };
}

/** Lets the wait of the loop be over. */
const passTime = ({ waits }: Stage) => waits.shift()!.over();

/** Waits until the loop has told so often that it is open. */
async function isOpen({ told }: Stage, times: number) {
  while (told.length < times) await new Promise((resolve) => setImmediate(resolve));
}

/** A real server that ends each connection in one way as soon as it is open. */
async function serverThat(ends: (socket: Ws & { _socket?: Socket }) => void) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket) => {
    socket.on('error', () => {});
    ends(socket);
  });
  await once(server, 'listening');
  after(() => server.close());
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    cut: () => server.clients.forEach((socket) => socket.terminate()),
  };
}

/** Ends a connection so that the other side reports the code, if it reports what it reads. */
function endWith({ last, facts }: (typeof codes)[number], socket: Ws & { _socket?: Socket }): void {
  if (facts.ending === 'frame') socket.close(last);
  else if (facts.ending === 'empty-frame') socket.close();
  else if (facts.ending === 'no-frame') socket.terminate();
  else {
    // ws would refuse the number in the answer too, and say so behind it.
    const tcp = socket._socket!.removeAllListeners('data');
    tcp.on('data', () => tcp.end()).write(Buffer.from([0x88, 2, last >> 8, last & 255]));
  }
}

/** The wait of a rule in the middle, which chance is in these tests; undefined if it ends. */
const middleOf = ({ wait }: ReturnType<typeof ruleOf>) =>
  wait && wait.least + 0.5 * (wait.most - wait.least);

describe('the loop does what the table says, with a real server that closes with', () => {
  // ws reports 1006 for a number that nobody may send; browsers report what they read, below.
  for (const code of codes.filter(({ facts }) => !['never', 'tls'].includes(facts.ending)))
    test(code.id, async () => {
      const { url } = await serverThat((socket) => endWith(code, socket));
      const { stage, end } = play([url, `${url}other`]);
      await stage.next();
      const rule = ruleOf(code);
      assert.equal(stage.waits[0]?.seconds, middleOf(rule));
      if (rule.wait) {
        const again = stage.next();
        passTime(stage);
        await again;
        assert.deepEqual(stage.made, [url, rule.other ? `${url}other` : url]);
        assert.equal(stage.told[1], rule.action === 'login' ? 'login' : 'open');
      } else assert.deepEqual(stage.told, ['open', `${rule.action} ${code.last}`]);
      end();
    });
});

test('in a browser the loop does what the table says, with a real server and every code', async () => {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    // No browser reports 1015: it says 1006 instead.
    for (const code of codes.filter(({ facts }) => facts.ending !== 'tls')) {
      const { url } = await serverThat((socket) => endWith(code, socket));
      const found = await page.evaluate(
        async ({ url, loop, rule }) => {
          const run = (source: string, required: object, setTimeout: unknown) => {
            const exports = {} as Record<string, any>;
            const math = Object.assign(Object.create(Math), { random: () => 0.5 });
            new Function('exports', 'require', 'setTimeout', 'Math', source)(
              exports,
              () => required,
              setTimeout,
              math,
            );
            return exports;
          };
          return new Promise<{ wait?: number; action?: string }>((done) => {
            const { keepOpen } = run(loop, run(rule, {}, undefined), (_: unknown, ms: number) =>
              done({ wait: ms / 1000 }),
            );
            const ended = (action: string) => done({ action });
            keepOpen([url, `${url}other`], {
              agreed: {},
              open() {},
              login() {},
              waiting() {},
              ended,
            });
          });
        },
        { url, loop: compiled('browser.ts'), rule: compiled('reconnect.ts') },
      );
      const rule = ruleOf(code);
      const expected = rule.wait ? { wait: middleOf(rule) } : { action: rule.action };
      assert.deepEqual(found, expected, code.id);
    }
  } finally {
    await browser.close();
  }
});

describe('the loop', () => {
  test('waits longer after each failure, and anew after a minute of connection', async () => {
    const { url, cut } = await serverThat(() => {});
    const { stage, end } = play([url]);
    for (const seconds of [0, 59, 0, 60, 0]) {
      await isOpen(stage, stage.shown.length + 1);
      stage.clock += seconds;
      const next = stage.next();
      cut();
      await next;
      passTime(stage);
    }
    end();
    assert.deepEqual(stage.shown, [
      [2.5, 1],
      [5, 2],
      [10, 3],
      [2.5, 1],
      [5, 2],
    ]);
  });

  test('tries nothing while the tab is hidden or the device offline, and goes on at once when that ends', async () => {
    const { url } = await serverThat((socket) => socket.terminate());
    for (const [kind, event] of [
      ['hidden', 'visibilitychange'],
      ['onLine', 'online'],
    ] as const) {
      const { stage, end } = play([url]);
      await stage.next();
      stage[kind] = kind === 'hidden';
      passTime(stage);
      await new Promise((resolve) => setImmediate(resolve));
      assert.equal(stage.made.length, 1, `${kind}: a socket while paused`);
      stage[kind] = kind !== 'hidden';
      const again = stage.next();
      const target = kind === 'hidden' ? stage.document : stage.window;
      target.dispatchEvent(new Event(event));
      await again;
      assert.equal(stage.made.length, 2, `${kind}: no socket afterwards`);
      target.dispatchEvent(new Event(event));
      assert.equal(stage.made.length, 2, `${kind}: a second socket at once`);
      end();
    }
  });

  test('stops where the login fails, and where each address has refused', async () => {
    const { url } = await serverThat((socket) => socket.close(3000));
    const refused = play([url], { fails: true });
    await refused.stage.next();
    const ended = refused.stage.next();
    passTime(refused.stage);
    await ended;
    assert.deepEqual(refused.stage.told, ['open', 'login', 'stop 3000']);

    const { url: full } = await serverThat((socket) => socket.close(1013));
    const { stage } = play([full, `${full}b`]);
    await stage.next();
    const stopped = stage.next();
    passTime(stage);
    await stopped;
    assert.deepEqual(stage.told, ['open', 'open', 'stop 1013']);
  });

  test('follows the rules for private codes', async () => {
    const { url } = await serverThat((socket) => socket.close(4003));
    const { stage } = play([url], { agreed: { 4003: 'after-grant' } });
    await stage.next();
    assert.deepEqual(stage.told, ['open', 'stop 4003']);
  });

  test('is ended by its user without a word', async () => {
    const { url } = await serverThat(() => {});
    const { stage, end } = play([url]);
    await isOpen(stage, 1);
    end();
    stage.window.dispatchEvent(new Event('online'));
    assert.deepEqual([stage.told, stage.made, stage.waits], [['open'], [url], []]);
  });
});
