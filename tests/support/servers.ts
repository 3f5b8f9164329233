/** nginx and Caddy as real programs, in the foreground, on a free port of loopback. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

export const SERVERS = ['nginx', 'caddy'] as const;
export type ServerName = (typeof SERVERS)[number];

/** Debian's packages. */
const PACKAGES: Record<ServerName, string> = { nginx: 'nginx-light', caddy: 'caddy' };

/** nginx is outside the PATH of ordinary users. */
const programAt = (name: string): string | undefined =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin']
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));

/** Why a server cannot be tried, if it cannot: for `skip`. */
export const whyNot = (name: ServerName): string | false =>
  programAt(name)
    ? false
    : `${name} is not installed; to run this: apt-get install ${PACKAGES[name]}`;

const BROTLI_MODULE = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so';

/** The encodings that a server here can send, best first. */
export const encodingsOf = (name: ServerName): string[] =>
  name === 'caddy' || existsSync(BROTLI_MODULE) ? ['br', 'gzip'] : ['gzip'];

export interface Running {
  port: number;
  stop: () => Promise<void>;
}

/**
 * Starts a server with the configuration of a folder that `packHosting` wrote. Only host, port and folder are changed.
 * @param work a folder for what the server writes
 */
export async function start(name: ServerName, folder: string, work: string): Promise<Running> {
  const port = await freePort();
  const child = spawn(programAt(name)!, COMMANDS[name](folder, work, port), {
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
    if (await answers(port)) return { port, stop };
    await setTimeout(50);
  }
  await stop();
  throw new Error(`${name} did not start: ${printed}`);
}

/** Writes a file of configuration and gives the arguments that start with it. */
const COMMANDS: Record<ServerName, (folder: string, work: string, port: number) => string[]> = {
  nginx(folder, work, port) {
    const brotli = existsSync(BROTLI_MODULE);
    const server = changed(join(folder, 'nginx.conf'), folder, [
      ['listen 80;', `listen 127.0.0.1:${port};`],
      ['listen [::]:80;', ''],
      ...(brotli ? [['#brotli_static on;', 'brotli_static on;'] as [string, string]] : []),
    ]);
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((kind) => `${kind}_temp_path ${work}/${kind};`)
      .join(' ');
    writeFileSync(
      join(work, 'nginx.conf'),
      `${brotli ? `load_module ${BROTLI_MODULE};` : ''} daemon off; master_process off; pid ${work}/nginx.pid; error_log stderr; events {} http { access_log off; ${temporary}\n${server}\n}`,
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

function changed(file: string, folder: string, changes: [found: string, by: string][]): string {
  const text = readFileSync(file, 'utf8').replaceAll('/srv/close-codes', folder);
  return changes.reduce((all, [found, by]) => {
    if (!all.includes(found))
      throw new Error(
        `${file}: "${found}" not found; expected once; mend tests/support/servers.ts`,
      );
    return all.replace(found, by);
  }, text);
}

function freePort(): Promise<number> {
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
