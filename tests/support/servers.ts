/** Web servers and proxies as real programs, in the foreground, on a free port of loopback. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

export const SERVERS = ['nginx', 'caddy'] as const;
export type ServerName = (typeof SERVERS)[number];

/** Debian's packages, by the program that they bring. */
const PACKAGES = { nginx: 'nginx-light', caddy: 'caddy', haproxy: 'haproxy', apache2: 'apache2' };
export type ProgramName = keyof typeof PACKAGES;

/** Debian has servers where only root looks. */
const programAt = (name: string): string | undefined =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin']
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));

/** Why a server cannot be tried, if it cannot: for `skip`. */
export const whyNot = (name: ProgramName): string | false =>
  programAt(name)
    ? false
    : `${name} is not installed; to run this: apt-get install ${PACKAGES[name]}`;

const BROTLI_MODULE = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so';

/** The encodings that a server here can send, best first. */
export const encodingsOf = (name: ServerName): string[] =>
  name === 'caddy' || existsSync(BROTLI_MODULE) ? ['br', 'gzip'] : ['gzip'];

export interface Running {
  port: number;
  /** All that it wrote to stderr until now. */
  printed: () => string;
  /** Sends a signal: SIGHUP reloads nginx. */
  signal: (name: NodeJS.Signals) => void;
  stop: () => Promise<void>;
}

/**
 * Starts a program that listens on a port of loopback, and waits until it does.
 * @param work a folder for what it writes
 */
export async function launch(
  name: ProgramName,
  args: string[],
  port: number,
  work: string,
): Promise<Running> {
  const child = spawn(programAt(name)!, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, HOME: work, XDG_DATA_HOME: work, XDG_CONFIG_HOME: work },
  });
  let printed = '';
  child.stderr.on('data', (data) => {
    printed += data;
  });
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  for (let tries = 0; tries < 200 && child.exitCode === null; tries++) {
    if (await answers(port))
      return { port, printed: () => printed, signal: (signal) => child.kill(signal), stop };
    await setTimeout(50);
  }
  await stop();
  throw new Error(`${name} did not start: ${printed}`);
}

/**
 * Starts a server with the configuration of a folder that `packHosting` wrote. Only host, port and folder are changed.
 * @param work a folder for what the server writes
 */
export async function start(name: ServerName, folder: string, work: string): Promise<Running> {
  const port = await freePort();
  return launch(name, COMMANDS[name](folder, work, port), port, work);
}

/** nginx's directives for the folders that it makes, in one of ours. */
export const nginxFolders = (work: string): string =>
  ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${work}/${kind};`)
    .join(' ');

/** Writes a file of configuration and gives the arguments that start with it. */
const COMMANDS: Record<ServerName, (folder: string, work: string, port: number) => string[]> = {
  nginx(folder, work, port) {
    const brotli = existsSync(BROTLI_MODULE);
    const server = changed(join(folder, 'nginx.conf'), folder, [
      ['listen 80;', `listen 127.0.0.1:${port};`],
      ['listen [::]:80;', ''],
      ...(brotli ? [['#brotli_static on;', 'brotli_static on;'] as [string, string]] : []),
    ]);
    writeFileSync(
      join(work, 'nginx.conf'),
      `${brotli ? `load_module ${BROTLI_MODULE};` : ''} daemon off; master_process off; pid ${work}/nginx.pid; error_log stderr; events {} http { access_log off; ${nginxFolders(work)}\n${server}\n}`,
    );
    return ['-p', work, '-e', 'stderr', '-c', join(work, 'nginx.conf')];
  },
  caddy(folder, work, port) {
    const site = changed(join(folder, 'Caddyfile'), folder, [
      ['close-codes.example {', `http://127.0.0.1:${port} {`],
    ]);
    writeFileSync(join(work, 'Caddyfile'), `{\n\tadmin off\n}\n${site}`);
    return ['run', '--adapter', 'caddyfile', '--config', join(work, 'Caddyfile')];
  },
};

const changed = (file: string, folder: string, changes: Change[]): string =>
  withChanges(file, readFileSync(file, 'utf8').replaceAll('/srv/close-codes', folder), changes);

/** What stands in a file, and what a test puts there instead. */
export type Change = [found: string, by: string];

/** A text with these changes. @throws if one of them has nothing to change, for then the test tries another file than it says */
export const withChanges = (file: string, text: string, changes: Change[]): string =>
  changes.reduce((all, [found, by]) => {
    if (!all.includes(found))
      throw new Error(`${file}: "${found}" not found; expected once; mend the test`);
    return all.replace(found, by);
  }, text);

/** A port of loopback on which nothing listens. */
export function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });
}

const answers = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
