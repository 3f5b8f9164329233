import { listen } from './lines.mjs';
import { clientOf } from './whatwg.mjs';

listen(clientOf(globalThis.WebSocket));
