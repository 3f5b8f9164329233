/** What the decoder knows in every language; loaded when somebody first types a word, with the words of the page's language. */
import { decoderShared } from '../content.ts';

export const GET = () => Response.json(decoderShared());
