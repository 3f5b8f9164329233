/** Text without the marks that people leave out when they type, so that what is typed without them finds what is written with them. */

/** Letters that Unicode does not decompose, though they are typed without their mark; and those of Arabic that stand for one another at the end of a word. */
const LETTERS: Record<string, string> = {
  đ: 'd',
  Đ: 'D',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ى: 'ي',
  ة: 'ه',
  ـ: '',
};
const PATTERN = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');

/**
 * Marks go where a reader of the script does without them: diacritics of Latin and Greek, vowel signs and hamzas of Arabic, points of
 * Hebrew, the dots of ё. Where a mark makes another letter it stays: й, が, the vowels of Hindi, the tones of Thai.
 * @example foldMarks('đóng') is 'dong', foldMarks('सर्वर') is itself
 */
export const foldMarks = (text: string): string =>
  /^[\x00-\x7f]*$/.test(text)
    ? text
    : text
        .normalize('NFD')
        .replace(/([\p{Script=Latin}\p{Script=Greek}])\p{Mn}+/gu, '$1')
        .replace(/([ЕеЁё])\u0308|[\u0591-\u05c7\u0610-\u061a\u064b-\u0655\u0670]/gi, '$1')
        .replace(PATTERN, (letter) => LETTERS[letter]!)
        .normalize('NFC');

/** @example fold('Mã đóng') is 'ma dong' */
export const fold = (text: string): string => foldMarks(text).toLowerCase();
