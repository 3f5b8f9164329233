/** Runs one scenario against one implementation and says what was seen. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Observed } from '../lib/model/schema.ts';
import { Driver } from './driver.ts';
import { RawServer } from './peer.ts';
import type { Scenario } from './scenarios.ts';
import { Stage } from './stage.ts';
import type { Implementation, Role } from './types.ts';

/** What one implementation did in one scenario. */
/** `ms`: from the stimulus to the last thing that it did; null if it did nothing. */
export interface Observation {
  observed: Observed;
  ms: number | null;
}

/** ms from the stimulus to “it stays open”. */
const DEADLINE = 3000;

/** ms in which a second event may still follow the one that seemed the last; longer where a close event is still missing. */
const SETTLES = { reported: 40, failed: 400, threw: 1000 };

/** ms for a driver to start, all of them for one whose start is costly; another that says nothing is taken to be ready after `SILENT_START`. */
const PATIENCE = 30_000;
const SILENT_START = 1500;

/** A driver that lives over scenarios, with how it serves now. */
export class Session {
  readonly #implementation: Implementation;
  readonly #role: Role;
  readonly #cwd: string;
  #driver: Driver | undefined;
  #serving: { options: string; port: number } | undefined;

  /** @param cwd folder in which the driver runs */
  constructor(implementation: Implementation, role: Role, cwd: string) {
    this.#implementation = implementation;
    this.#role = role;
    this.#cwd = cwd;
  }

  /** A driver that runs, with no event of an earlier scenario. */
  async driver(): Promise<Driver> {
    if (this.#driver?.isSignalled) await this.end();
    if (!this.#driver || this.#driver.exit) {
      this.#serving = undefined;
      const { command, env, costlyStart } = this.#implementation;
      this.#driver = new Driver(command, this.#role, { cwd: this.#cwd, ...(env && { env }) });
      await this.#driver.ready(costlyStart ? PATIENCE : SILENT_START);
    }
    this.#driver.clear();
    return this.#driver;
  }

  /** The driver, serving or forwarding as `command` says, and its port. */
  async listening(command: object): Promise<{ driver: Driver; port: number }> {
    const options = JSON.stringify(command);
    const driver = await this.driver();
    if (this.#serving?.options !== options) {
      if (this.#serving) driver.send({ stop: true });
      driver.send(command);
      await driver.until(
        () => driver.find('listening') !== undefined || driver.exit !== undefined,
        PATIENCE,
      );
      const port = driver.find('listening')?.port;
      if (!port) throw new Error('the driver does not listen');
      this.#serving = { options, port };
      driver.clear();
    }
    return { driver, port: this.#serving!.port };
  }

  /** After a scenario: the next one must not see anything of this one. */
  async settle(isSettled: boolean, keepsServer: boolean): Promise<void> {
    if (!this.#driver || this.#driver.exit) return;
    if (!isSettled && !this.#implementation.costlyStart) return this.end();
    if (this.#role === 'client') this.#driver.send({ abandon: true });
    if (!keepsServer || !isSettled) {
      if (this.#role !== 'client') this.#driver.send({ stop: true });
      this.#serving = undefined;
    }
    if (!isSettled) await sleep(300);
  }

  get dialect(): Implementation['dialect'] {
    return this.#implementation.dialect;
  }

  /** What the driver wrote to stderr last. */
  get tail(): string {
    return this.#driver?.tail ?? '';
  }

  /** Ends the driver. */
  async end(): Promise<void> {
    await this.#driver?.stop();
    this.#driver = undefined;
    this.#serving = undefined;
  }
}

/** Nothing more is expected of the connection: it is over, and the application knows. */
function isFinished(stage: Stage, role: Role, now: number): boolean {
  const { driver, wire } = stage;
  const ended = !wire || wire.hasReset || wire.tcp !== undefined;
  const closed = driver.find('closed');
  const failure = driver.find('error') ?? driver.find('threw');
  const quiet = (since: number | undefined, ms: number): boolean =>
    since !== undefined && now - since >= ms;
  const last =
    Math.max(closed?.at ?? 0, driver.exit?.at ?? 0, wire?.tcp?.at ?? 0, wire?.close?.at ?? 0) ||
    undefined;
  if (role === 'proxy')
    return (
      (wire?.tcp !== undefined && quiet(wire.tcp.at, 100)) ||
      (stage.endsDriver && driver.exit !== undefined && ended)
    );
  if (ended && (closed || driver.exit)) return quiet(last, SETTLES.reported);
  if (ended && stage.endsDriver) return quiet(wire?.tcp?.at, SETTLES.failed);
  if (ended && failure) return quiet(Math.max(last ?? 0, failure.at), SETTLES.failed);
  if (driver.find('threw') && !wire?.close) return quiet(driver.find('threw')!.at, SETTLES.threw);
  return stage.isOver() && quiet(stage.stimulus, SETTLES.failed);
}

/** What differs from run to run in what implementations say, and what stands in its place. */
const CHANCE: [RegExp, string][] = [
  [/(?:file:\/\/)?\/[^\s'":]*\/src\/measure\//g, ''],
  [/(127\.0\.0\.1|localhost)(:|', )\d+/g, '$1$2<port>'],
  // The name server of this machine.
  [/\b(?:\d+\.){3}\d+:53\b/g, '<resolver>'],
  // OpenSSL's number of the thread, Sec-WebSocket-Accept, and workerd's id of a report.
  [/\b[0-9A-F]{16}(?=:error:)/g, '<thread>'],
  [/[A-Za-z0-9+/]{27}=/g, '<accept>'],
  [/(?<=reference = )[a-z0-9]{24}/g, '<id>'],
];

/** A text without ports, folders of this machine and random numbers. */
export function withoutChance(text: string, ports: number[]): string {
  const plain = CHANCE.reduce((left, [pattern, place]) => left.replaceAll(pattern, place), text);
  return ports.reduce((left, port) => left.replaceAll(String(port), '<port>'), plain).trim();
}

function observation(stage: Stage, role: Role): Observation {
  const { driver, wire } = stage;
  const closed = driver.find('closed');
  const failure = driver.events.find(({ event }) => event === 'error' || event === 'threw');
  const refusal =
    role === 'proxy' && wire?.head.startsWith('HTTP/') && !wire.head.startsWith('HTTP/1.1 101')
      ? wire.head.split('\r\n')[0]!.replace(/^HTTP\/[\d.]+ /, 'HTTP: ')
      : undefined;
  const death = driver.exit && !stage.endsDriver ? `Exit: ${driver.exit.how}` : undefined;
  const clean = (text: string | null | undefined): string | null =>
    text === null || text === undefined ? null : withoutChance(text, stage.ports);
  const last = Math.max(
    closed?.at ?? 0,
    failure?.at ?? 0,
    wire?.tcp?.at ?? 0,
    wire?.close?.at ?? 0,
  );
  return {
    observed: {
      codeSent: wire?.close?.code ?? null,
      reasonSent: clean(wire?.close?.reason),
      codeReported: closed?.code ?? null,
      reason: clean(closed?.reason),
      wasClean: closed?.wasClean ?? null,
      exception: clean(failure?.exception ?? refusal ?? death),
      tcp: !wire || wire.hasReset ? null : (wire.tcp?.how ?? 'open'),
    },
    ms: last ? Math.max(0, Math.round(last - stage.stimulus)) : null,
  };
}

/** The driver of the session in the state that the scenario begins with; a client listens at no port. */
async function startDriver(
  session: Session,
  { role, serve, proxy }: Scenario,
  backend: RawServer | undefined,
): Promise<{ driver: Driver; port: number }> {
  if (role === 'client') return { driver: await session.driver(), port: 0 };
  return session.listening(
    role === 'server'
      ? { serve: serve ?? { app: 'echo' } }
      : { proxy: { backend: backend!.port, ...proxy } },
  );
}

/** Gives the stimulus of `scenario` to the implementation of `session`, waits for its end or the deadline, and says what was seen. */
export async function observe(session: Session, scenario: Scenario): Promise<Observation> {
  const { role, deadline = DEADLINE } = scenario;
  const server = role === 'proxy' ? await RawServer.listen() : undefined;
  const listening = await startDriver(session, scenario, server).catch((error: unknown) => {
    // Nobody else knows of it yet, and a server that listens keeps the process alive.
    server?.dispose();
    throw error;
  });
  const stage = new Stage(listening.driver, {
    port: listening.port,
    ...(server && { server }),
    ...(session.dialect && { dialect: session.dialect }),
  });
  let isSettled = false;
  try {
    await scenario.act(stage);
    // A while of 10 ms is no part of any figure: each event carries the time at which it came.
    while (
      performance.now() - stage.stimulus < deadline &&
      !isFinished(stage, role, performance.now())
    )
      await sleep(10);
    const { driver, wire } = stage;
    const over = !wire || wire.hasReset || wire.tcp !== undefined;
    isSettled =
      driver.find('closed') !== undefined ||
      (over && driver.find('error') !== undefined) ||
      (role === 'proxy' && over);
    return observation(stage, role);
  } finally {
    stage.dispose();
    await session.settle(
      isSettled && !stage.endsDriver,
      scenario.id !== 'api.shutdown' && role === 'server',
    );
  }
}
