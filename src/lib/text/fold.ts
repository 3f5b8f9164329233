/** Text without diacritics, so that what is typed without them finds what is written with them. */

/** `Mã đóng bất thường` becomes `ma dong bat thuong`. Unicode does not decompose đ, so it is named. */
export const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').toLowerCase();
