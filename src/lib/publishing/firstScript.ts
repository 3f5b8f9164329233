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
 * For the head: stops reading the page until the script is there. Only `document.write` does that in every browser: a script that is made
 * and appended runs whenever it comes, after the first paint (`blocking="render"` holds the paint, but not in Firefox); one that stands in
 * the page would hold up everybody, and its text in the page is more than the first flight has room for. Whoever has chosen no library
 * loads nothing; the others load it once, for its name holds a hash. What is written is this file's address alone, of this host, so the CSP
 * allows it; nothing of the reader's address gets into it.
 */
export const LOAD_FIRST = `try{(/[#?&]lib=/.test(location)||localStorage.lib)&&document.write('<script src="${BASE}${path}"><\\/script>')}catch{}`;
