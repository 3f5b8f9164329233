/** Starts workerd itself, with one Worker. The Worker tells its events to this program and asks it for commands, over HTTP. */
import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import workerd from 'workerd';
import { listen, role, tell } from './lines.mjs';

const folder = mkdtempSync(join(tmpdir(), 'close-codes-workerd-'));
process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});

/** The connection that is measured now; others tell nothing. */
let current = 0;
let app = 'echo';
/** Commands that nobody has fetched yet, and the answer that waits for one. */
const queue = [];
let waiting;

const bodyOf = async (request) => Buffer.concat(await request.toArray()).toString();
const freePort = () =>
  new Promise((resolve) => {
    const server = createTcpServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

function order(command) {
  if (!waiting) return void queue.push(command);
  waiting.end(JSON.stringify(command));
  waiting = undefined;
}

/** What the Worker's service DRIVER answers. */
const routes = {
  '/tell': async (request, response) => {
    const { id, ...event } = JSON.parse(await bodyOf(request));
    if (id === current) tell(event);
    response.end('told');
  },
  '/app': (_request, response) => response.end(JSON.stringify({ app, id: begin() })),
  '/next': (request, response) => {
    if (!request.url.endsWith(`id=${current}`)) return response.end('{"forget":true}');
    if (queue.length) return response.end(JSON.stringify(queue.shift()));
    waiting = response;
  },
};

/** A new connection: the Worker's loop for the one before ends. */
function begin() {
  current += 1;
  queue.length = 0;
  waiting?.end('{"forget":true}');
  waiting = undefined;
  return current;
}

const driver = createServer((request, response) =>
  routes[request.url.split('?')[0]](request, response),
);
await new Promise((resolve) => {
  driver.listen(0, '127.0.0.1', resolve);
});

const port = await freePort();
copyFileSync(join(import.meta.dirname, 'workerd.worker.js'), join(folder, 'worker.js'));
writeFileSync(
  join(folder, 'config.capnp'),
  `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "driver", external = (address = "127.0.0.1:${driver.address().port}", http = ())),
    (name = "internet", network = (allow = ["public", "private"], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "worker.js")],
  compatibilityDate = "${workerd.compatibilityDate}",
  bindings = [(name = "DRIVER", service = "driver")],
);
`,
);
const child = spawn(workerd.default, ['serve', join(folder, 'config.capnp')], {
  stdio: ['ignore', 2, 2],
});
child.on('exit', () => process.exit(1));
process.on('exit', () => child.kill('SIGKILL'));

/** Resolves once the socket of workerd answers. */
async function isUp() {
  for (let left = 100; left > 0; left--) {
    try {
      await fetch(`http://127.0.0.1:${port}/up`);
      return;
    } catch {
      await sleep(50);
    }
  }
}
await isUp();

const connect = (url) =>
  void fetch(`http://127.0.0.1:${port}/connect`, {
    method: 'POST',
    body: JSON.stringify({ connect: url, id: begin() }),
  }).catch(() => undefined);
const serve = (options) => {
  app = options.app;
  tell({ event: 'listening', port, pid: child.pid });
};
const close = (how) => order({ close: how });
listen(role === 'client' ? { connect, close, abandon: begin } : { serve, close, stop: begin }, {
  pid: child.pid,
});
