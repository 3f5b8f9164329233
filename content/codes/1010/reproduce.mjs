import { connect } from 'node:net';
import { WebSocketServer } from 'ws';

const wss = new WebSocketServer({ host: '127.0.0.1', port: 0 });
const server = new Promise((seen) => wss.on('connection', (ws) => {
  ws.onclose = seen;
}));
wss.on('listening', async () => {
  const socket = connect(wss.address().port, '127.0.0.1');
  socket.write(`GET / HTTP/1.1\r\nHost: localhost\r
Connection: Upgrade\r\nUpgrade: websocket\r
Sec-WebSocket-Extensions: permessage-deflate\r
Sec-WebSocket-Version: 13\r
Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`);
  // The 101 comes without it: a Close frame with 1010 (hex 03f2)
  socket.write(Buffer.from('88820000000003f2', 'hex'));
  const answer = Buffer.concat(await socket.toArray());
  console.log('client', answer.readUInt16BE(answer.length - 2));
  const { code, reason, wasClean } = await server;
  console.log('server', code, `"${reason}"`, `wasClean=${wasClean}`);
  wss.close();
});
