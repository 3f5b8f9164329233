/**
 * `npm run lock`: completes package-lock.json for every platform. `npm install` by hand runs it too, as `prepare`.
 *
 * npm drops the binaries of other platforms from the lock if the registry that it asks does not have them (yet).
 * Then `npm ci` fails everywhere with EUSAGE "Missing: @pagefind/darwin-arm64@… from lock file".
 * A missing one is added by its name and version; npm verifies those few without a hash of ours.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInstalled, ROOT, stampInstall } from './install.mjs';

const LOCK = join(ROOT, 'package-lock.json');

const SYSTEMS = {
  linux: 'linux',
  linuxmusl: 'linux',
  darwin: 'darwin',
  macos: 'darwin',
  win32: 'win32',
  windows: 'win32',
  win: 'win32',
  freebsd: 'freebsd',
  openbsd: 'openbsd',
  netbsd: 'netbsd',
  android: 'android',
  aix: 'aix',
  sunos: 'sunos',
  openharmony: 'openharmony',
};
const PROCESSORS = [
  'x64',
  'arm64',
  'arm',
  'ia32',
  'ppc64',
  's390x',
  'riscv64',
  'loong64',
  'mips64el',
  'wasm32',
];
const LIBCS = {
  musl: 'musl',
  linuxmusl: 'musl',
  gnu: 'glibc',
  gnueabihf: 'glibc',
  musleabihf: 'musl',
};

/** Platform of a package by its name. @example platformOf('@pagefind/windows-arm64') → { os: ['win32'], cpu: ['arm64'] } */
export function platformOf(name) {
  const words = name.split(/[/-]/);
  const os = words.map((word) => SYSTEMS[word]).filter(Boolean);
  const cpu = words.filter((word) => PROCESSORS.includes(word));
  const libc = words.map((word) => LIBCS[word]).filter(Boolean);
  return { ...(cpu.length && { cpu }), ...(os.length && { os }), ...(libc.length && { libc }) };
}

/** Path in the lock at which npm finds `name` for the package at `from`: its own node_modules first, then each one above. */
function placeOf(packages, from, name) {
  for (
    let folder = from;
    ;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))
  ) {
    const place = `${folder ? `${folder}/` : ''}node_modules/${name}`;
    if (packages[place]) return place;
    if (!folder) return undefined;
  }
}

/** Optional packages that another package of the lock names and the lock itself does not hold. */
export function missingFrom(lock) {
  return Object.entries(lock.packages).flatMap(([from, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !placeOf(lock.packages, from, name))
      .map(([name, version]) => ({ name, version })),
  );
}

/** The lock with all missing entries, its packages in npm's order. */
export function complete(lock) {
  const added = missingFrom(lock).map(({ name, version }) => {
    if (!/^\d+\.\d+\.\d+/.test(version))
      throw new Error(
        `${name}: version "${version}" found; expected an exact one; run npm install where the registry has this package`,
      );
    return [`node_modules/${name}`, { version, ...platformOf(name), optional: true }];
  });
  const packages = Object.fromEntries(
    [...Object.entries(lock.packages), ...added].sort(([a], [b]) => a.localeCompare(b, 'en')),
  );
  return { ...lock, packages };
}

/** Did this npm choose packages as for the pinned Node? On an older one it leaves some out (as-pinned.cjs); `npm start` mends that. */
function choseForPinned() {
  const [, major, minor] =
    /node\/v(\d+)\.(\d+)/.exec(process.env.npm_config_user_agent ?? '') ?? [];
  return Number(major) > 20 || (Number(major) === 20 && Number(minor) >= 19);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const justInstalled = process.argv.includes('--just-installed');
  const lock = JSON.parse(readFileSync(LOCK, 'utf8'));
  const missing = missingFrom(lock);
  const wasInstalled = justInstalled ? choseForPinned() : isInstalled();
  if (missing.length) writeFileSync(LOCK, `${JSON.stringify(complete(lock), null, 2)}\n`);
  // What is installed here does not change by it, so nothing need be installed again.
  if (wasInstalled) stampInstall();
  if (missing.length)
    console.log(`package-lock.json: added ${missing.map(({ name }) => name).join(', ')}`);
  else if (!justInstalled) console.log('package-lock.json: complete for every platform');
}
