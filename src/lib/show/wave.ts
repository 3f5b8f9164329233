/** A digital signal as the path of an SVG: one unit a bit, high is 0 on the y axis. */

/** `[1,0,0,1]` becomes `M0 0h1v1h2v-1h1`: equal neighbours share one stroke, as on an oscilloscope. */
export function wavePath(bits: readonly number[]): string {
  let path = `M0 ${1 - (bits[0] ?? 0)}`;
  for (let start = 0; start < bits.length;) {
    let end = start + 1;
    while (end < bits.length && bits[end] === bits[start]) end++;
    path += `h${end - start}`;
    if (end < bits.length) path += bits[end] ? 'v-1' : 'v1';
    start = end;
  }
  return path;
}

/** The places, counted from the left, at which two signals of the same length differ. */
export const differingBits = (a: readonly number[], b: readonly number[]): number[] =>
  a.flatMap((bit, place) => (bit === b[place] ? [] : [place]));
