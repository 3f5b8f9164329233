import { once } from 'node:events';
import { WebSocketServer } from 'ws';

const wss = new WebSocketServer({ host: '127.0.0.1', port: 0 });
await once(wss, 'listening');
const url = `ws://127.0.0.1:${wss.address().port}`;
const end = (ws) => new Promise((seen) => { ws.onclose = seen; });
const show = (side, { code, reason, wasClean }) =>
  console.log(side, code, `"${reason}"`, `wasClean=${wasClean}`);

for (const sender of ['server', 'client']) {
  const atServer = once(wss, 'connection');
  const client = new WebSocket(url);
  await once(client, 'open');
  const [server] = await atServer;
  const ends = [end(client), end(server)];
  if (sender === 'server') server.close(4003, 'room deleted');
  else client.close(4001, 'signed out');
  show('client', await ends[0]);
  show('server', await ends[1]);
}
wss.close();
