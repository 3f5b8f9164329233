/** How much later a page is painted than the same words without any design, on a slow phone: what styles and drawings cost. Both are sent as hosts send them, with brotli. */
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { launch } from './browser.ts';

/** How often each page is loaded; the two take turns, so that a busy machine disturbs both alike. */
const LOADS = 15;

/** Processor four times slower, 1.6 Mbit/s, 150 ms a round trip. */
const SLOW = {
  rate: 4,
  network: {
    offline: false,
    latency: 150,
    downloadThroughput: 200_000,
    uploadThroughput: 94_000,
  },
};

/** The words of a page in paragraphs, one for each of its elements with text, and nothing else. */
function plainPage(html: string): string {
  const words = html
    .replace(/<(style|script|head)\b[\s\S]*?<\/\1>/g, '')
    .split(/<\/?(?:p|li|h\d|dt|dd|td|th|pre|div|section|a class="row")\b[^>]*>/)
    .map((part) => part.replace(/<[^>]*>/g, '').trim())
    .filter(Boolean);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>plain</title>${words.map((part) => `<p>${part}</p>`).join('')}</html>`;
}

const median = (all: number[]): number => all.sort((a, b) => a - b)[all.length >> 1]!;

/** Milliseconds until something of the page is painted. */
async function firstPaint(browser: Browser, address: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 375, height: 800 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOW.rate });
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', SLOW.network);
    await page.goto(address);
    return await page.evaluate(
      () =>
        new Promise<number>((done) =>
          new PerformanceObserver((list) => done(list.getEntries()[0]!.startTime)).observe({
            type: 'paint',
            buffered: true,
          }),
        ),
    );
  } finally {
    await context.close();
  }
}

/** The median first paint of a page, of its words alone, and how many times later the page is. @param path in `dist`, such as 1006.html */
export async function paintRatio(
  dist: string,
  path: string,
): Promise<{ page: number; plain: number; ratio: number }> {
  const html = readFileSync(join(dist, path), 'utf8');
  const texts: Record<string, Buffer> = {
    '/page': brotliCompressSync(html),
    '/plain': brotliCompressSync(plainPage(html)),
  };
  const server = createServer((request, response) => {
    const text = texts[request.url!];
    response.writeHead(text ? 200 : 404, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Encoding': 'br',
    });
    response.end(text);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  const browser = await launch();
  try {
    const times: Record<string, number[]> = { '/page': [], '/plain': [] };
    for (let load = 0; load < LOADS; load++)
      for (const name of Object.keys(times))
        times[name]!.push(await firstPaint(browser, address + name));
    const [page, plain] = [median(times['/page']!), median(times['/plain']!)];
    return { page, plain, ratio: page / plain };
  } finally {
    await browser.close();
    server.close();
  }
}
