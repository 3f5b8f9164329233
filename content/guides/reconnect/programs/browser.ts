import { decide, STABLE } from './reconnect.ts';

interface App {
  open(socket: WebSocket): void; // take up where you left off
  login(): Promise<void>; // get new credentials
  waiting(wait: number, attempts: number): void;
  ended(action: 'idle' | 'stop', code: number): void;
  agreed: Record<number, string>;
}

// Keeps a connection to one of the addresses; returns what ends it.
export function keepOpen(urls: string[], app: App): () => void {
  let socket: WebSocket;
  let timer: ReturnType<typeof setTimeout>;
  let [at, others, attempts, paused] = [0, urls.length - 1, 0, false];

  function connect() {
    paused = !navigator.onLine || document.hidden;
    if (paused) return;
    let opened = Infinity;
    socket = new WebSocket(urls[at]!);
    socket.onopen = () => {
      opened = performance.now();
      app.open(socket);
    };
    socket.onclose = ({ code, wasClean }) => {
      const openFor = Math.max(0, performance.now() - opened) / 1000;
      if (openFor >= STABLE) others = urls.length - 1;
      const closed = { code, wasClean, attempts, openFor, others, agreed: app.agreed };
      const { action, wait, other, attempts: now } = decide(closed, Math.random());
      attempts = now;
      if (other) {
        at = (at + 1) % urls.length;
        others -= 1;
      }
      if (action === 'idle' || action === 'stop') return app.ended(action, code);
      const prepare = action === 'login' ? app.login : async () => {};
      const next = () => prepare().then(connect, () => app.ended('stop', code));
      timer = setTimeout(next, wait * 1000);
      app.waiting(wait, attempts);
    };
  }

  const resume = () => paused && connect();
  addEventListener('online', resume);
  document.addEventListener('visibilitychange', resume);
  connect();
  return () => {
    removeEventListener('online', resume);
    document.removeEventListener('visibilitychange', resume);
    clearTimeout(timer);
    if (socket) socket.onclose = null;
    socket?.close(1000);
  };
}
