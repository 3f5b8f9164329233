/** The stamp by which a translation says which English text it translates. */
import { createHash } from 'node:crypto';

/** `en@` and the first eight hex digits of the SHA-256 of the English file, line ends normalised. */
export const stampOf = (englishText: string): string =>
  `en@${createHash('sha256').update(englishText.replaceAll('\r\n', '\n')).digest('hex').slice(0, 8)}`;
