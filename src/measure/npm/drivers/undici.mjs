import { WebSocket } from 'undici';
import { listen } from './lines.mjs';
import { clientOf } from './whatwg.mjs';

listen(clientOf(WebSocket));
