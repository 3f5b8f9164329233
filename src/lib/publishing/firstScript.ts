/** The script that puts the reader's library first, and how a page loads it before anything is painted. */
import { createHash } from 'node:crypto';
import code from '../../client/first.ts?inline';
import { HASHED_FILES } from './headers.ts';
import { BASE } from './href.ts';

const hash = createHash('sha256').update(code).digest('base64url').slice(0, 8);
const path = `/${HASHED_FILES}/first.${hash}.js`;

/** Its address from the top of the site, and its text. */
export const FIRST_SCRIPT = { path, code };

/**
 * For the head: stops reading the page until the script is there, which only `document.write` does in every browser. Whoever has chosen
 * no library loads nothing; the others load it once, for its name holds a hash.
 */
export const LOAD_FIRST = `try{(/[#?&]lib=/.test(location)||localStorage.lib)&&document.write('<script src="${BASE}${path}"><\\/script>')}catch{}`;
