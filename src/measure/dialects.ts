/** Protocols inside a WebSocket that an implementation insists on before its application sees a connection. */
import { OPCODE } from './frames.ts';
import type { Wire } from './peer.ts';

export interface Dialect {
  /** Path and query of the address, for the raw client. */
  path: string;
  /** What the peer says on a connection that is open, in the role given; resolves once the other side has answered. */
  greet: (wire: Wire, side: 'client' | 'server') => Promise<void>;
  /** A message of the application with this text, as it stands in a text frame. */
  message: (text: string) => string;
}

/** ms */
const PATIENCE = 3000;

const say = (wire: Wire, text: string): void =>
  wire.send({ opcode: OPCODE.text, payload: Buffer.from(text) });
const heard = (wire: Wire, start: string): Promise<boolean> =>
  wire.until(
    () => wire.frames.some(({ payload }) => payload.toString().startsWith(start)),
    PATIENCE,
  );

/** Socket.IO 5 in Engine.IO 4: `0` opens, `40` connects, `2` is a Ping and `3` its answer, `42` is an event. */
export const SOCKET_IO: Dialect = {
  path: '/socket.io/?EIO=4&transport=websocket',
  greet: async (wire, side) => {
    wire.answerText('2', '3');
    if (side === 'server')
      say(
        wire,
        '0{"sid":"engine","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}',
      );
    if (side === 'client' && (await heard(wire, '0{'))) say(wire, '40');
    if ((await heard(wire, '40')) && side === 'server') say(wire, '40{"sid":"socket"}');
  },
  message: (text) => `42${JSON.stringify(['message', text])}`,
};
