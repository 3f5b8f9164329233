/**
 * `npm run og [-- codes…]`: draws public/og/, or of it the pictures of these codes and of the home page, which shows all codes.
 *
 * A picture for each code, shown where its page is shared. Language-neutral: the numeral, the Close frame
 * as a signal and its bytes, in the ink of the family. Drawn with the fonts of this machine (Roboto Condensed and Noto Sans Mono of Debian's
 * fonts-roboto and fonts-noto-mono), so the pictures are committed and not part of the build.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { readFiles } from '../lib/content/files.ts';
import { readCodes } from '../lib/content/read.ts';
import {
  bitsOf,
  CLOSE_OPCODE_BYTE,
  displayName,
  frameBits,
  hexBytes,
  isRange,
} from '../lib/model/code.ts';
import { isHollow, onTheWire, type CodeFacts } from '../lib/model/facts.ts';
import type { FAMILIES } from '../lib/model/schema.ts';
import { wavePath } from '../lib/show/wave.ts';
import { launch } from './browser.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const OUT = join(ROOT, 'public/og');

/** Pixels, as Open Graph and Twitter cards want them. */
export const SIZE = { width: 1200, height: 630 };

/** Most bytes of a picture. */
export const HEAVIEST_PICTURE = 25 * 1024;

/** The light theme of styles/tokens.css: a picture cannot follow the reader's. */
const [PAPER, INK, MUTED, HAIR] = ['#ffffff', '#13171a', '#4f5a63', '#d3d9dd'];
const INKS: Record<(typeof FAMILIES)[number], string> = {
  ok: '#0a6847',
  you: '#8a5300',
  srv: '#b3271b',
  sil: '#1d48c4',
  app: '#006672',
  none: MUTED,
};

/** The picture of the home page. */
export const HOME = 'close-codes';

const [LEFT, RIGHT] = [80, 1120];

/** Bits as a signal in a box, with the byte it stands for under each eight. */
function signal(
  bits: readonly number[],
  bytes: readonly string[],
  y: number,
  height: number,
  colour: string,
  ghost: boolean,
): string {
  const width = (RIGHT - LEFT) / bits.length;
  const ticks = bytes
    .map(
      (_, place) =>
        `<path d="M${LEFT + place * 8 * width} ${y - 14}v${height + 28 + 44}" stroke="${HAIR}" stroke-width="2"/>`,
    )
    .join('');
  const labels = bytes
    .map(
      (byte, place) =>
        `<text x="${LEFT + place * 8 * width + 14}" y="${y + height + 54}" class="mono">${byte}</text>`,
    )
    .join('');
  return `${ticks}<path d="${wavePath(bits)}" transform="translate(${LEFT} ${y}) scale(${width} ${height})" vector-effect="non-scaling-stroke" fill="none" stroke="${colour}" stroke-width="7" stroke-linejoin="miter" ${ghost ? 'stroke-dasharray="3 11"' : ''}/>${labels}`;
}

/** The mark of the site: the first byte of every Close frame. */
const mark = (x: number, y: number, scale: number, colour: string): string =>
  `<path d="M1 3h4v10h14V3h4v10h12" transform="translate(${x} ${y}) scale(${scale})" fill="none" stroke="${colour}" stroke-width="2.5"/>`;

const svg = (
  body: string,
): string => `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE.width}" height="${SIZE.height}" viewBox="0 0 ${SIZE.width} ${SIZE.height}">
<style>.num{font:700 1px "Roboto Condensed";font-variant-numeric:tabular-nums lining-nums}.mono{font:500 36px "Roboto Mono","Noto Sans Mono";fill:${MUTED}}.name{font:700 38px "Roboto Condensed"}</style>
<rect width="100%" height="100%" fill="${PAPER}"/>${body}</svg>`;

/** The mark and name of the site over a strong rule, as on the pages. */
const header = (): string =>
  `${mark(LEFT - 2, 46, 1.55, INK)}<text x="${LEFT + 70}" y="74" class="name" fill="${INK}">Close Codes</text><path d="M${LEFT} 104H${RIGHT}" stroke="${INK}" stroke-width="4"/>`;

/** The picture of a code or range as SVG. */
export function codePicture(code: CodeFacts): string {
  const colour = INKS[code.facts.family];
  const name = displayName(code.id);
  const size = isRange(code) ? (name.length > 9 ? 196 : 222) : 290;
  const look = isHollow(code)
    ? `fill="${PAPER}" stroke="${colour}" stroke-width="9" paint-order="stroke" letter-spacing="7"`
    : `fill="${colour}"`;
  const numeral = `<text x="${LEFT - 6}" y="${isRange(code) ? 320 : 364}" class="num" style="font-size:${size}px" ${look}>${name}</text>`;
  const ghost = !onTheWire(code);
  const waves = isRange(code)
    ? [code.first, code.last]
        .map((number, place) =>
          signal(
            bitsOf(number, 16),
            hexBytes(number).split(' '),
            388 + place * 122,
            44,
            colour,
            ghost,
          ),
        )
        .join('')
    : signal(
        frameBits(code.first),
        ['88', '02', ...hexBytes(code.first).split(' ')],
        440,
        84,
        colour,
        ghost,
      );
  return svg(header() + numeral + waves);
}

/** The picture of the site: its mark drawn large, and every single code in its ink. */
export function homePicture(codes: readonly CodeFacts[]): string {
  const singles = codes.filter((code) => !isRange(code));
  const columns = 7;
  const step = (RIGHT - LEFT - 138) / (columns - 1);
  const numerals = singles
    .map((code, place) => {
      const colour = INKS[code.facts.family];
      const look = isHollow(code)
        ? `fill="${PAPER}" stroke="${colour}" stroke-width="4.5" paint-order="stroke" letter-spacing="1.5"`
        : `fill="${colour}"`;
      return `<text x="${LEFT + (place % columns) * step}" y="${196 + Math.floor(place / columns) * 88}" class="num" style="font-size:64px" ${look}>${code.id}</text>`;
    })
    .join('');
  return svg(
    header() +
      numerals +
      signal(bitsOf((CLOSE_OPCODE_BYTE << 8) | 2, 16), ['88', '02'], 450, 76, INK, false),
  );
}

/** A PNG with at most 16 colours, four bits a pixel: a third of the bytes of a browser's screenshot, and no dots between two colours. */
export const withPalette = (png: Buffer): Promise<Buffer> =>
  sharp(png).png({ palette: true, colours: 16, dither: 0, effort: 10 }).toBuffer();

if (import.meta.main) {
  const codes = readCodes(readFiles(ROOT));
  const pictures = [
    ...codes.map((code) => [code.id, codePicture(code)] as const),
    [HOME, homePicture(codes)] as const,
  ];
  const chosen = process.argv.slice(2);
  const unknown = chosen.find((name) => !pictures.some(([id]) => id === name));
  if (unknown) {
    console.error(
      `"${unknown}" found; expected a code or range of content/codes; for example: npm run og -- 1006`,
    );
    process.exit(1);
  }
  const browser = await launch();
  const page = await browser.newPage({ viewport: SIZE });
  mkdirSync(OUT, { recursive: true });
  for (const [name, picture] of pictures) {
    if (chosen.length && ![...chosen, HOME].includes(name)) continue;
    await page.setContent(
      `<!doctype html><style>body{margin:0}svg{display:block}</style>${picture}`,
    );
    const png = await withPalette(await page.screenshot({ type: 'png' }));
    if (png.length > HEAVIEST_PICTURE)
      throw new Error(
        `public/og/${name}.png: ${png.length} bytes found; expected at most ${HEAVIEST_PICTURE}; draw less`,
      );
    writeFileSync(join(OUT, `${name}.png`), png);
    console.log(`public/og/${name}.png: ${png.length} bytes`);
  }
  await browser.close();
}
