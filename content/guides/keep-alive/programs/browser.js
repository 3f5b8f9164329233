// The server answers 'ping' with any message.
export function watch(ws, ms, lost) {
  const over = new AbortController();
  const on = (target, name, run) =>
    target.addEventListener(name, run, { signal: over.signal });
  let timer;
  const wait = (next) => { clearTimeout(timer); timer = setTimeout(next, ms); };
  const end = () => { clearTimeout(timer); over.abort(); ws.close(); lost(); };
  const ask = () => { wait(end); if (ws.readyState === 1) ws.send('ping'); };
  on(ws, 'open', ask);
  on(ws, 'message', () => wait(ask));
  on(ws, 'close', end);
  on(document, 'visibilitychange', ask); // after sleep
}
