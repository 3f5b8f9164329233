/**
 * Driver of a proxy: `node proxy.mjs nginx|haproxy|caddy|apache proxy`. Commands: `{"proxy":{"backend":PORT,"idleTimeout":ms?,"upgrade":false?}}`
 * starts it on a free port and answers `{"event":"listening","port":N,"pid":N}`; `{"reload":true}` reloads its configuration as an
 * administrator does; `{"stop":true}` ends it. If the proxy ends by itself or by a signal to its pid, so does the driver.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** For each proxy: its template, how it starts with the finished file, what an option becomes in it, and how it is told to reload. */
const PROXIES = {
  nginx: {
    template: 'nginx.conf',
    command: (config) => ['/usr/sbin/nginx', '-e', 'stderr', '-c', config],
    idle: (ms) => `proxy_read_timeout ${ms}ms;`,
    upgrade:
      'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";',
    reload: (child) => child.kill('SIGHUP'),
  },
  haproxy: {
    template: 'haproxy.cfg',
    command: (config) => ['/usr/sbin/haproxy', '-W', '-db', '-f', config],
    idle: (ms) => `timeout tunnel ${ms}ms`,
    reload: (child) => child.kill('SIGUSR2'),
  },
  caddy: {
    template: 'Caddyfile',
    command: (config) => ['/usr/bin/caddy', 'run', '--config', config, '--adapter', 'caddyfile'],
    // --force, because a file that has not changed is else not loaded again.
    reload: (_child, config, folder) =>
      spawn(
        '/usr/bin/caddy',
        [
          'reload',
          '--force',
          '--config',
          config,
          '--adapter',
          'caddyfile',
          '--address',
          `unix/${folder}/admin.sock`,
        ],
        { stdio: ['ignore', process.stderr, process.stderr] },
      ),
  },
  apache: {
    template: 'apache2.conf',
    command: (config) => ['/usr/sbin/apache2', '-DFOREGROUND', '-f', config],
    idle: (ms) => `Timeout ${ms / 1000}`,
    upgrade: 'upgrade=websocket',
    reload: (child) => child.kill('SIGUSR1'),
  },
};

const proxy = PROXIES[process.argv[2]];
const folder = mkdtempSync(join(process.cwd(), 'proxy-'));
const config = join(folder, proxy.template);
const print = (event) => process.stdout.write(`${JSON.stringify(event)}\n`);
let child;

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const accepts = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    }).on('error', () => resolve(false));
  });

async function start({ backend, idleTimeout, upgrade = true }) {
  const port = await freePort();
  const values = {
    folder,
    port,
    backend,
    idle: idleTimeout ? proxy.idle(idleTimeout) : '',
    upgrade: upgrade ? (proxy.upgrade ?? '') : '',
  };
  const template = readFileSync(new URL(proxy.template, import.meta.url), 'utf8');
  writeFileSync(
    config,
    template.replaceAll(/\{\{(\w+)\}\}/g, (hole, name) => values[name] ?? hole),
  );
  const [program, ...args] = proxy.command(config);
  const mine = (child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, HOME: folder },
  }));
  mine.stdout.pipe(process.stderr);
  mine.stderr.pipe(process.stderr);
  mine.on('error', (error) => {
    console.error(`${program} did not start: ${error.message}`);
    process.exit(1);
  });
  mine.on('exit', (code) => {
    if (child === mine) process.exit(code ?? 0);
  });
  while (!(await accepts(port))) await sleep(20);
  print({ event: 'listening', port, pid: mine.pid });
}

/** SIGTERM, for a master process that is killed leaves its workers behind. */
async function stop() {
  const mine = child;
  if (!mine) return;
  child = undefined;
  const ended = new Promise((resolve) => {
    mine.on('exit', resolve);
  });
  mine.kill('SIGTERM');
  await ended;
}

async function obey(command) {
  if (command.proxy) await start(command.proxy);
  else if (command.reload) proxy.reload(child, config, folder);
  else if (command.stop) await stop();
}

process.on('exit', () => {
  child?.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});
process.on('SIGTERM', () => process.exit());

// Workers run as another user and look into both folders.
chmodSync(process.cwd(), 0o755);
chmodSync(folder, 0o755);
print({ event: 'ready' });
let last = Promise.resolve();
createInterface({ input: process.stdin })
  .on('line', (line) => {
    last = last.then(() => obey(JSON.parse(line)));
  })
  .on('close', () => process.exit());
