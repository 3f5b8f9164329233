/** The script that puts the reader's library first: a classic one, for it runs before the page is there. Only who has chosen one loads it. */
import { FIRST_SCRIPT } from '../../../lib/publishing/firstScript.ts';

const [, folder, , script] = FIRST_SCRIPT.path.split('/');

export const getStaticPaths = () => [{ params: { folder, script: script!.replace(/\.js$/, '') } }];

export const GET = () => new Response(FIRST_SCRIPT.code);
