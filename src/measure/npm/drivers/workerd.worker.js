// The Worker that is measured. A Worker may use a socket only in the request that opened it, so that request asks the driver for commands.

/** “Name: message” of what was thrown or told. */
const exceptionOf = (error) => {
  const inner = error?.error ?? error;
  return inner?.message
    ? `${inner.name ?? inner.constructor.name}: ${inner.message}`
    : `${inner.constructor.name}: ${inner.type}`;
};

const tell = (env, event) =>
  env.DRIVER.fetch('http://driver/tell', { method: 'POST', body: JSON.stringify(event) }).then(
    (answer) => answer.text(),
  );

/** Tells the socket's events, and obeys the driver until it forgets this connection. */
async function drive(socket, env, id) {
  let told = Promise.resolve();
  const inOrder = (event) => {
    told = told.then(() => tell(env, { ...event, id }));
  };
  socket.addEventListener('message', ({ data }) =>
    inOrder({
      event: 'message',
      data: typeof data === 'string' ? data.slice(0, 100) : { bytes: data.byteLength ?? data.size },
    }),
  );
  socket.addEventListener('error', (error) =>
    inOrder({ event: 'error', exception: exceptionOf(error) }),
  );
  socket.addEventListener('close', ({ code, reason, wasClean }) =>
    inOrder({ event: 'closed', code, reason, wasClean }),
  );
  socket.addEventListener('open', () => inOrder({ event: 'open' }));
  for (;;) {
    const { close, forget } = await (await env.DRIVER.fetch(`http://driver/next?id=${id}`)).json();
    if (forget) break;
    try {
      if (close.reason !== undefined) socket.close(close.code, close.reason);
      else if (close.code !== undefined) socket.close(close.code);
      else socket.close();
    } catch (error) {
      inOrder({ event: 'threw', exception: exceptionOf(error) });
    }
  }
  await told;
}

const apps = {
  echo:
    (socket) =>
    ({ data }) =>
      socket.send(data),
  throw: () => () => {
    throw new Error('from the application');
  },
};

export default {
  async fetch(request, env, context) {
    const url = new URL(request.url);
    if (request.headers.get('upgrade') === 'websocket') {
      const { 0: client, 1: server } = new WebSocketPair();
      const { app, id } = await (await env.DRIVER.fetch('http://driver/app')).json();
      server.accept();
      server.addEventListener('message', apps[app](server));
      context.waitUntil(drive(server, env, id));
      await tell(env, { event: 'open', id });
      return new Response(null, { status: 101, webSocket: client });
    }
    if (url.pathname === '/up') return new Response('up');
    const { connect, id } = await request.json();
    try {
      await drive(new WebSocket(connect), env, id);
    } catch (error) {
      await tell(env, { event: 'threw', exception: exceptionOf(error), id });
    }
    return new Response('over');
  },
};
