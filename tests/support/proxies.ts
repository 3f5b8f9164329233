/**
 * The configurations of the guide through-proxies in the real proxies: the very files of the page, in which only ports, and for the limits their
 * values, are changed. What a distribution puts around such a file stands here.
 */
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './fixture-content.ts';
import {
  freePort,
  launch,
  nginxFolders,
  withChanges,
  type Change,
  type ProgramName,
  type Running,
} from './servers.ts';

interface Proxy {
  program: ProgramName;
  /** Its file in content/guides/through-proxies/programs/. */
  file: string;
  /** Where it listens and where the application listens, as the file says it. */
  ports: (port: number, backend: number) => Change[];
  /** The limit of silence in seconds, as the file says it; undefined if it has none. */
  idle?: (seconds: number) => Change[];
  /** What stands around the file, and the arguments that start with it. */
  around: (text: string, work: string, idle: number | undefined) => string;
  args: (config: string) => string[];
}

export const PROXIES = {
  nginx: {
    program: 'nginx',
    file: 'nginx.conf',
    ports: (port, backend) => [
      ['listen 80;', `listen 127.0.0.1:${port};`],
      ['127.0.0.1:8080', `127.0.0.1:${backend}`],
    ],
    idle: (seconds) => [['proxy_read_timeout 1h;', `proxy_read_timeout ${seconds}s;`]],
    around: (text, work) =>
      `daemon off; pid ${work}/nginx.pid; error_log stderr info; events {} http { access_log off; ${nginxFolders(work)}\n${text}\n}`,
    args: (config) => ['-e', 'stderr', '-c', config],
  },
  apache: {
    program: 'apache2',
    file: 'apache.conf',
    ports: (port, backend) => [
      ['*:80', `127.0.0.1:${port}`],
      ['127.0.0.1:8080', `127.0.0.1:${backend}`],
    ],
    idle: (seconds) => [['timeout=3600', `timeout=${seconds}`]],
    // The longer one of Timeout and timeout= counts.
    around: (text, work, idle) => `ServerName 127.0.0.1
ServerRoot ${work}
PidFile ${work}/apache2.pid
Mutex file:${work}
ErrorLog ${work}/error.log
LogLevel proxy:trace2
Listen ${/127\.0\.0\.1:\d+/.exec(text)![0]}
${['mpm_event', 'authz_core', 'proxy', 'proxy_http'].map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
User www-data
Group www-data
${idle ? `Timeout ${idle}` : ''}
${text}`,
    args: (config) => ['-DFOREGROUND', '-f', config],
  },
  haproxy: {
    program: 'haproxy',
    file: 'haproxy.cfg',
    ports: (port, backend) => [
      ['bind :80', `bind 127.0.0.1:${port}`],
      ['127.0.0.1:8080', `127.0.0.1:${backend}`],
    ],
    idle: (seconds) => [['timeout tunnel 1h', `timeout tunnel ${seconds}s`]],
    around: (text) =>
      `global\n  log stderr format raw daemon\n${text.replace('mode http', 'mode http\n  log global\n  option httplog')}`,
    args: (config) => ['-W', '-db', '-f', config],
  },
  caddy: {
    program: 'caddy',
    file: 'Caddyfile',
    ports: (port, backend) => [
      ['example.com {', `http://127.0.0.1:${port} {`],
      ['127.0.0.1:8080', `127.0.0.1:${backend}`],
    ],
    around: (text, work) => `{\n\tadmin unix/${work}/admin.sock\n}\n${text}`,
    args: (config) => ['run', '--adapter', 'caddyfile', '--config', config],
  },
} satisfies Record<string, Proxy>;
export type ProxyName = keyof typeof PROXIES;

/** The file of a proxy as the page shows it. */
export const shownFile = (name: ProxyName): string =>
  readFileSync(join(ROOT, 'content/guides/through-proxies/programs', PROXIES[name].file), 'utf8');

/**
 * Starts a proxy with the file of the page.
 * @param backend the port of the application
 * @param idle the limit of silence in seconds; what the file says if undefined
 * @param more other changes
 */
export async function startProxy(
  name: ProxyName,
  top: string,
  backend: number,
  idle?: number,
  more: Change[] = [],
): Promise<Running> {
  const proxy: Proxy = PROXIES[name];
  const work = mkdtempSync(join(top, `${name}-`));
  // Workers run as another user.
  chmodSync(work, 0o755);
  const port = await freePort();
  const changes = [
    ...proxy.ports(port, backend),
    ...(idle === undefined ? [] : (proxy.idle?.(idle) ?? [])),
    ...more,
  ];
  const config = join(work, proxy.file);
  const text = withChanges(proxy.file, shownFile(name), changes);
  writeFileSync(config, proxy.around(text, work, idle));
  const running = await launch(proxy.program, proxy.args(config), port, work);
  const log = join(work, 'error.log');
  return existsSync(log) ? { ...running, printed: () => readFileSync(log, 'utf8') } : running;
}
