import { createServer } from 'node:net';
import WebSocket from 'ws';

const plain = createServer();
plain.on('connection', (socket) => socket.once('data', (data) => {
  console.log('server', data.toString('hex', 0, 3)); // ClientHello
  socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
}));
plain.listen(0, '127.0.0.1', () => {
  const ws = new WebSocket(`wss://127.0.0.1:${plain.address().port}`);
  ws.onerror = ({ message }) =>
    console.log('client', message.match(/wrong version number/)[0]);
  ws.onclose = ({ code, reason, wasClean }) => {
    // RFC 6455 has 1015 for this; ws and browsers say 1006.
    plain.close();
    console.log('client', code, `"${reason}"`,
      `wasClean=${wasClean}`);
  };
});
