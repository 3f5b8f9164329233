/** A driver: the program around one implementation. Commands go in and events come out as JSON, one object a line. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Waiting } from './waiting.ts';

/** What a driver prints; `at` is when it came, in ms of performance.now(). */
export interface DriverEvent {
  event: 'ready' | 'open' | 'message' | 'closed' | 'error' | 'threw' | 'listening';
  at: number;
  code?: number | null;
  reason?: string | null;
  wasClean?: boolean | null;
  exception?: string;
  port?: number;
  pid?: number;
  data?: unknown;
}

/** Lines of stderr that are kept for a failure. */
const TAIL = 20;

/** Drivers that run, to end them all if the harness is interrupted. */
const running = new Set<Driver>();
process.once('exit', () => {
  for (const driver of running) driver.signal('SIGKILL');
});

export class Driver extends Waiting {
  /** Events since the last `clear()`. */
  events: DriverEvent[] = [];
  /** How the process ended, in words: `code 1`, `SIGTERM`. */
  exit: { how: string; at: number } | undefined;
  /** A signal was sent: it ends, even if it has not ended yet. */
  isSignalled = false;
  readonly #child: ChildProcess;
  readonly #stderr: string[] = [];
  /** The process that a signal scenario is about, if it is not the driver itself. */
  #pid: number | undefined;
  #isReady = false;

  /** Starts `command` with `role` as its last argument, in `cwd`. */
  constructor(
    command: string[],
    role: string,
    { cwd, env }: { cwd: string; env?: Record<string, string> },
  ) {
    super();
    const [program, ...args] = command;
    this.#child = spawn(program!, [...args, role], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    running.add(this);
    createInterface({ input: this.#child.stdout! }).on('line', (line) => this.#read(line));
    createInterface({ input: this.#child.stderr! }).on('line', (line) => {
      this.#stderr.push(line);
      if (this.#stderr.length > TAIL) this.#stderr.shift();
    });
    // A command to a driver that has just died is lost; that it died is seen anyway.
    this.#child.stdin!.on('error', () => undefined);
    this.#child.on('error', (error) => {
      this.#stderr.push(String(error));
      this.#ended('not started');
    });
    this.#child.on('close', (code, signal) => this.#ended(signal ?? `code ${code}`));
  }

  /** What it wrote to stderr last. */
  get tail(): string {
    return this.#stderr.join('\n');
  }

  /** Sends a command. */
  send(command: object): void {
    if (!this.exit) this.#child.stdin!.write(`${JSON.stringify(command)}\n`);
  }

  /** First event of this name since the last `clear()`. */
  find(name: DriverEvent['event']): DriverEvent | undefined {
    return this.events.find(({ event }) => event === name);
  }

  /** Forgets all events. */
  clear(): void {
    this.events = [];
  }

  /** Resolves when the driver says that it is ready, or after `ms`: to say so is optional. */
  async ready(ms: number): Promise<void> {
    await this.until(() => this.#isReady || this.exit !== undefined, ms);
  }

  /** Sends a signal to the implementation's process. */
  signal(name: NodeJS.Signals): void {
    this.isSignalled = true;
    try {
      if (this.#pid !== undefined) process.kill(this.#pid, name);
      else this.#child.kill(name);
    } catch {
      // It is gone already.
    }
  }

  /** Ends the driver: end of input, then SIGTERM, then SIGKILL, each after a while. */
  async stop(): Promise<void> {
    if (this.exit) return;
    this.#child.stdin!.end();
    if (await this.until(() => this.exit !== undefined, 200)) return;
    this.#child.kill('SIGTERM');
    if (await this.until(() => this.exit !== undefined, 1500)) return;
    this.#child.kill('SIGKILL');
    await this.until(() => this.exit !== undefined, 1000);
  }

  #read(line: string): void {
    let event: DriverEvent;
    try {
      event = { ...JSON.parse(line), at: performance.now() };
    } catch {
      this.#stderr.push(`(stdout) ${line}`);
      return;
    }
    if (event.event === 'ready') {
      this.#isReady = true;
    } else {
      this.events.push(event);
    }
    this.#pid = event.pid ?? this.#pid;
    this.changed();
  }

  #ended(how: string): void {
    this.exit ??= { how, at: performance.now() };
    running.delete(this);
    this.changed();
  }
}
