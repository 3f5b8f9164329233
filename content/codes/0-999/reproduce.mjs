import { connect } from 'node:net';
import { WebSocketServer } from 'ws';

const wss = new WebSocketServer({ host: '127.0.0.1', port: 0 });
const server = new Promise((seen) => wss.on('connection', (ws) => {
  ws.onerror = ({ message }) => console.log('server', message);
  ws.onclose = seen;
}));
wss.on('listening', async () => {
  const socket = connect(wss.address().port, '127.0.0.1');
  socket.write(`GET / HTTP/1.1\r\nHost: localhost\r
Connection: Upgrade\r\nUpgrade: websocket\r
Sec-WebSocket-Version: 13\r
Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`);
  // A Close frame with 404 (hex 0194), masked with zeros:
  socket.write(Buffer.from('8882000000000194', 'hex'));
  const answer = Buffer.concat(await socket.toArray());
  console.log('client', answer.readUInt16BE(answer.length - 2));
  const { code, reason, wasClean } = await server;
  console.log('server', code, `"${reason}"`, `wasClean=${wasClean}`);
  wss.close();
});
