/**
 * Driver of a browser: `node browser.mjs chromium|firefox client`. Starts it without a window and with a fresh profile on a page of 127.0.0.1
 * that asks here for commands (browser.page.js); so it needs no WebDriver, and every browser is driven alike.
 *
 * Beyond the common commands: `connect` may say `in: page | iframe | popup | worker`, who owns the socket; `{ page: … }` is how that owner
 * goes away: navigate | close-in-beforeunload | close-in-pagehide | reload | iframe-remove | popup-close | worker-terminate. The process of
 * `ready` is the browser's, for the signals.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** --no-sandbox because a harness often runs as root, and the pages are ours. No traffic but the page's own. */
const CHROMIUM = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--disable-popup-blocking',
  '--no-proxy-server',
];

/** Popups without a click; no wait before an address that has just failed, which is not what is measured; no traffic of its own. */
const FIREFOX = {
  'dom.disable_open_during_load': false,
  'network.websocket.delay-failed-reconnects': false,
  'network.proxy.type': 0,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'app.update.enabled': false,
  'app.normandy.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.aboutwelcome.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
  'services.settings.server': 'data:,',
  'extensions.update.enabled': false,
};

/** Program and arguments of each browser, and what its profile holds before the start. */
const BROWSERS = {
  chromium: {
    command: (profile, url) => ['chromium', ...CHROMIUM, `--user-data-dir=${profile}`, url],
    prepare: () => undefined,
  },
  firefox: {
    command: (profile, url) => [
      'firefox-esr',
      '--headless',
      '--no-remote',
      '--profile',
      profile,
      url,
    ],
    prepare: (profile) =>
      writeFileSync(
        join(profile, 'user.js'),
        Object.entries(FIREFOX)
          .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
          .join(''),
      ),
  },
};

const browser = BROWSERS[process.argv[2]];
const print = (event) => process.stdout.write(`${JSON.stringify(event)}\n`);
const file = (name) => readFileSync(new URL(name, import.meta.url));

/** Number of the scenario: `abandon` begins the next one. */
let turn = 0;

/** Commands that no page has asked for yet, and the request of the page that waits for one. */
const commands = [];
let asking;
const answer = () => {
  if (!asking || commands.length === 0) return;
  asking.setHeader('Content-Type', 'application/json');
  asking.end(commands.shift());
  asking = undefined;
};

/** Requests of the page: `/next` waits for a command, `/event` brings an event, the rest are files. */
const paths = {
  '/next'(request, response) {
    asking = response;
    // A page that has gone takes no command with it.
    response.on('close', () => {
      if (asking === response) asking = undefined;
    });
    announce();
    answer();
  },
  '/event'(request, response) {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const { turn: of, ...event } = JSON.parse(body);
      if (of === turn) print(event);
      response.end();
    });
  },
  '/browser.page.js'(request, response) {
    response.setHeader('Content-Type', 'text/javascript');
    response.end(file('browser.page.js'));
  },
  '/favicon.ico'(request, response) {
    response.statusCode = 204;
    response.end();
  },
};

const server = createServer((request, response) => {
  const serve =
    paths[request.url] ??
    (() => {
      response.setHeader('Content-Type', 'text/html');
      response.end(file('browser.html'));
    });
  serve(request, response);
});

/**
 * A WebSocket that opens and ends. Chromium holds new sockets of a process back, for seconds at last, as more of them have failed than opened;
 * so the page opens one here before each scenario, or the next scenario would measure the failures of the last.
 */
server.on('upgrade', ({ headers }, socket) => {
  const accept = createHash('sha1')
    .update(`${headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest('base64');
  socket.on('error', () => undefined);
  socket.end(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
});

/** In the folder that the harness removes in the end: a browser that is ended may write once more. */
const profile = mkdtempSync(join(process.cwd(), 'profile-'));
let child;
let announced = false;

/** The first request of the page says that the browser is ready. */
function announce() {
  if (announced) return;
  announced = true;
  print({ event: 'ready', pid: child.pid });
}

function tidy() {
  child?.kill('SIGKILL');
  rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

server.listen(0, '127.0.0.1', () => {
  browser.prepare(profile);
  const [program, ...args] = browser.command(profile, `http://127.0.0.1:${server.address().port}/`);
  child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  child.stderr.pipe(process.stderr);
  child.on('error', (error) => {
    console.error(`${program} did not start: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', () => process.exit());
});

process.on('exit', tidy);
process.on('SIGTERM', () => process.exit());
createInterface({ input: process.stdin })
  .on('line', (line) => {
    const command = JSON.parse(line);
    if (command.abandon) turn++;
    commands.push(JSON.stringify({ ...command, turn }));
    answer();
  })
  .on('close', () => process.exit());
