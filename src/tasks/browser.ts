/** A Chromium for tests and for drawing pictures, wherever there is one. */
import { existsSync } from 'node:fs';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';

/** Without network of its own; --no-sandbox because CI often runs as root, and the pages are ours. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--in-process-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

const programFiles = [
  process.env.PROGRAMFILES,
  process.env['PROGRAMFILES(X86)'],
  process.env.LOCALAPPDATA,
].filter((folder) => folder !== undefined);

/** Where installers put Chrome, Chromium and Edge, the likeliest first. */
const INSTALLED: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/opt/google/chrome/chrome',
    '/snap/bin/chromium',
  ],
  darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  ),
  win32: programFiles.flatMap((folder) => [
    `${folder}\\Google\\Chrome\\Application\\chrome.exe`,
    `${folder}\\Chromium\\Application\\chrome.exe`,
    `${folder}\\Microsoft\\Edge\\Application\\msedge.exe`,
  ]),
};

/** The one inside an npm package, for Linux on x64; unpacks itself into the temporary folder at the first call. */
async function packaged(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const { default: chromium } = await import('@sparticuz/chromium');
  return chromium.executablePath();
}

/** Path of the Chromium to use: CHROMIUM_PATH, else an installed one, else the one of an npm package. */
export async function findChromium(): Promise<string> {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) {
    if (existsSync(CHROMIUM_PATH)) return CHROMIUM_PATH;
    throw new Error(
      `CHROMIUM_PATH is "${CHROMIUM_PATH}", where nothing is; expected the program of Chrome or Chromium; correct it or unset it`,
    );
  }
  const found =
    INSTALLED[process.platform]?.find(existsSync) ?? (await packaged().catch(() => undefined));
  if (found) return found;
  throw new Error(
    `no Chrome or Chromium found on ${process.platform}-${process.arch}; expected one for the browser tests; install Chrome (https://www.google.com/chrome) or Chromium, or set CHROMIUM_PATH to its program`,
  );
}

/**
 * For pages that are measured and never looked at: frames are drawn when somebody asks for one, and nobody does. Painting is a third of what a
 * test of layout costs. Whatever waits for a frame waits for ever.
 */
export const WITHOUT_FRAMES = ['--enable-begin-frame-control'];

/** Starts a browser; close it in `after`. @param options of Playwright; `args` stand beside ours */
export async function launch({ args = [], ...options }: LaunchOptions = {}): Promise<Browser> {
  const executablePath = await findChromium();
  const start = () => chromium.launch({ ...options, executablePath, args: [...ARGS, ...args] });
  try {
    // On a busy machine one in many ends while it starts; it is started once more.
    return await start().catch((error: unknown) => {
      if (/has been closed/.test(String(error))) return start();
      throw error;
    });
  } catch (error) {
    const reason =
      String(error)
        .split('\n')
        .find((line) => /error while loading|cannot open|ENOENT|Failed/.test(line)) ??
      String(error).split('\n')[0];
    throw new Error(
      `${executablePath} did not start: ${reason?.trim()}; expected a working Chromium; install Chrome or Chromium, or set CHROMIUM_PATH (Debian: apt-get install chromium)`,
      { cause: error },
    );
  }
}
