/** The systems that have codes of their own, as the search finds them; loaded when somebody types such a number or name. */
import { decoderSystems } from '../content.ts';

export const GET = () => Response.json(decoderSystems());
