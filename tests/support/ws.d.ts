/** The part of ws that the tests use; the package comes without types. */
declare module 'ws' {
  import type { EventEmitter } from 'node:events';

  export default class WebSocket extends EventEmitter {
    static readonly OPEN: 1;
    constructor(url: string, options?: object);
    readonly readyState: number;
    readonly extensions: string;
    send(data: string | Buffer, options?: object): void;
    ping(): void;
    close(code?: number, reason?: string): void;
    ping(): void;
    terminate(): void;
  }

  export class WebSocketServer extends EventEmitter {
    constructor(options?: object);
    readonly clients: Set<WebSocket>;
    address(): unknown;
    close(): void;
  }
}
