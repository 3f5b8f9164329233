/** A PNG with a palette: a flat drawing takes a third of the bytes that a browser's screenshot has. */
import { crc32, deflateSync } from 'node:zlib';

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

const distance = (a: number, b: number): number =>
  ((a >> 16) - (b >> 16)) ** 2 +
  (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 +
  ((a & 255) - (b & 255)) ** 2;

/**
 * Encodes opaque pixels with the `most` commonest colours; every other becomes the nearest of them.
 * @param rgba four bytes a pixel, row by row, as of a canvas
 * @param most at most 16: four bits a pixel
 */
export function palettePng(rgba: Uint8Array, width: number, height: number, most = 16): Buffer {
  const counts = new Map<number, number>();
  const colours = Uint32Array.from(
    { length: width * height },
    (_, place) => (rgba[place * 4]! << 16) | (rgba[place * 4 + 1]! << 8) | rgba[place * 4 + 2]!,
  );
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const palette = [...counts]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, most)
    .map(([colour]) => colour);
  const places = new Map(
    [...counts.keys()].map((colour) => [
      colour,
      palette.reduce(
        (best, other, place) =>
          distance(colour, other) < distance(colour, palette[best]!) ? place : best,
        0,
      ),
    ]),
  );
  const row = Math.ceil(width / 2) + 1;
  // Each row begins with its filter, 0 for none.
  const data = Buffer.alloc(row * height);
  colours.forEach((colour, place) => {
    const x = place % width;
    data[Math.floor(place / width) * row + 1 + (x >> 1)]! |= places.get(colour)! << (x % 2 ? 0 : 4);
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Four bits a pixel, palette; compression, filter and interlace of the standard.
  header.set([4, 3, 0, 0, 0], 8);
  const entries = Buffer.from(
    palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]),
  );
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', entries),
    chunk('IDAT', deflateSync(data, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
