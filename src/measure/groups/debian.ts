/** From Debian's packages, in the versions that Debian ships: debian.txt names them. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Implementation } from '../types.ts';

const DRIVERS = join(import.meta.dirname, '..', 'drivers');

/** Compiled drivers; git ignores the folder. */
const BUILT = join(import.meta.dirname, '..', '.built');

/** Version of a Debian package with Debian's revision, whose security patches can change what it does. */
const debianVersion = (name: string) => (): string =>
  execFileSync('dpkg-query', ['--show', '--showformat=${Version}', name], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });

/** Debian's Python by its full path, since Debian's packages are installed for no other; -B leaves no compiled files beside the drivers. */
const onPython = (driver: string): string[] => ['/usr/bin/python3', '-B', join(DRIVERS, driver)];

const TOMCAT_JARS = [
  'api',
  'catalina',
  'coyote',
  'util',
  'util-scan',
  'juli',
  'jni',
  'servlet-api',
  'annotations-api',
  'jaspic-api',
  'el-api',
  'websocket',
  'websocket-api',
  'websocket-client-api',
];
const CLASSPATH = [
  join(BUILT, 'java'),
  ...TOMCAT_JARS.map((jar) => `/usr/share/java/tomcat10-${jar}.jar`),
].join(':');

const onJava = (driver: string): string[] => ['java', '-cp', CLASSPATH, driver];

/** Says what is compiled, then compiles; the compiler's own messages go to stderr. */
function compile(
  driver: string,
  program: string,
  args: string[],
  env: Record<string, string> = {},
): void {
  process.stderr.write(`Compiling ${driver} …\n`);
  mkdirSync(BUILT, { recursive: true });
  execFileSync(program, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

/** Debian keeps the sources of Go libraries as a GOPATH, so nothing is fetched. */
export const DEBIAN_GO = { GO111MODULE: 'off', GOPATH: '/usr/share/gocode', GOFLAGS: '' };

const buildGo = (id: string) => (): void =>
  compile(`${id}.go`, 'go', ['build', '-o', join(BUILT, id), join(DRIVERS, `${id}.go`)], DEBIAN_GO);

const buildJava = (driver: string) => (): void =>
  compile(`${driver}.java`, 'javac', [
    '-nowarn',
    '-d',
    join(BUILT, 'java'),
    '-cp',
    CLASSPATH,
    '-sourcepath',
    join(DRIVERS, 'java'),
    join(DRIVERS, 'java', `${driver}.java`),
  ]);

const NO_COROUTINES = 'handlers are callbacks; returning from one ends nothing';
const NO_KEEPALIVE = 'has no keepalive of its own';
const NO_TEXT_HANDLER = 'has no handler for text alone';
const NOTHING_TO_CLOSE = 'its connect gives nothing to close before the connection is open';

export const DEBIAN: Implementation[] = [
  {
    id: 'python-websockets',
    name: 'websockets (Python)',
    group: 'debian',
    roles: ['client', 'server'],
    command: onPython('python-websockets.py'),
    version: debianVersion('python3-websockets'),
    cannot: {
      'api.close-while-connecting': NOTHING_TO_CLOSE,
      'msg.binary-to-text-handler': NO_TEXT_HANDLER,
    },
  },
  {
    id: 'aiohttp',
    name: 'aiohttp',
    group: 'debian',
    roles: ['client', 'server'],
    command: onPython('aiohttp-driver.py'),
    version: debianVersion('python3-aiohttp'),
    cannot: { 'api.close-while-connecting': NOTHING_TO_CLOSE },
  },
  {
    id: 'tornado',
    name: 'Tornado',
    group: 'debian',
    roles: ['client', 'server'],
    command: onPython('tornado-driver.py'),
    version: debianVersion('python3-tornado'),
    cannot: {
      'app.return': NO_COROUTINES,
      'api.close-while-connecting': NOTHING_TO_CLOSE,
      'msg.binary-to-text-handler': NO_TEXT_HANDLER,
    },
  },
  {
    id: 'gorilla',
    name: 'gorilla/websocket',
    group: 'debian',
    roles: ['client', 'server'],
    command: [join(BUILT, 'gorilla')],
    build: buildGo('gorilla'),
    version: debianVersion('golang-github-gorilla-websocket-dev'),
    cannot: {
      'api.close-while-connecting': NOTHING_TO_CLOSE,
      'keepalive.*': NO_KEEPALIVE,
      'msg.binary-to-text-handler': NO_TEXT_HANDLER,
    },
  },
  {
    id: 'tomcat',
    name: 'Apache Tomcat',
    group: 'debian',
    roles: ['client', 'server'],
    command: onJava('TomcatDriver'),
    build: buildJava('TomcatDriver'),
    version: debianVersion('libtomcat10-java'),
    cannot: {
      'app.return': NO_COROUTINES,
      'keepalive.*': NO_KEEPALIVE,
      'api.close-while-connecting': NOTHING_TO_CLOSE,
    },
  },
  {
    id: 'java-net-http',
    name: 'java.net.http (JDK)',
    group: 'debian',
    roles: ['client'],
    command: onJava('HttpDriver'),
    build: buildJava('HttpDriver'),
    version: debianVersion('openjdk-17-jdk-headless'),
    cannot: {
      'api.close.noargs': 'its sendClose demands a code',
      'api.close-while-connecting': NOTHING_TO_CLOSE,
    },
  },
];
