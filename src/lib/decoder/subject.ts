/** Is this paste about a WebSocket at all? Numbers and generic messages count only if it is. */
import { isTypo, type Words } from './text.ts';

/** Words that only WebSocket and what is built on it use. One is enough. */
const OWN_WORDS = new Set(
  (
    'websocket websockets ws websocketpp wss wsproto websockex websocat wscat websockify socketrocket starscream tungstenite signalr autobahn wamp sockjs engineio socketio ' +
    'wasclean closeevent closeframe closecode onwebsocketclose hubconnection actioncable gun_ws daphne uwebsockets libwebsockets lws nhooyr gobwas walletconnect graphqlws rsv rsv1 rsv2 rsv3'
  ).split(' '),
);

/** The same in two words that stand side by side. */
const OWN_PAIRS = new Set(
  'close frame|close code|close codes|close request|web sockex|closing handshake|close handshake|close event|close status|close reason|was clean|ready state|engine io|socket io|sec websocket|ws client|ws server|ws close|ws closed|ws reader|gun ws|switch protocols|action cable|hub connection|graphql ws|on closing|text frames|binary frames|fin frame'.split(
    '|',
  ),
);

/** `ws://`, `/ws/`, `node_modules/ws/`, `internal.ws`, `ws.close(`, `io client … disconnected`: where a short word is one of ours. */
const OWN_SHAPES =
  /\bwss?:\/\/|[/\\]ws(?:[/\\?"'\s]|$)|\binternal\.ws\b|\bws\.(?:on|close|send|terminate)\b|\bsocket\.on\b|\[vite\]|\[ws\]|\bc\[\d{4},\s?["']|\bHTTP 101\b|\b101 Switching|\bon_?clos(?:e|ed|ing)\b\W{1,3}[1-4]\d{3}\b|\bopcode[=: ]\s?8\b|\bEIO=\d/i;

/** `websocekt`, `WebSocker`, `webSocekt`, whose capital makes it two words: one slip in so long a word. */
const isMisspelt = (word: string, next = ''): boolean =>
  (word.startsWith('web') && word.length > 7 && isTypo(word, 'websocket')) ||
  (word === 'web' && isTypo(next, 'socket'));

/** How sure it is that this is about WebSocket: 0, 1 for one sign, 2 for more. */
export function signsOfWebSocket({ words, text }: Words): number {
  let signs = OWN_SHAPES.test(text) ? 1 : 0;
  for (let place = 0; place < words.length && signs < 2; place += 1) {
    if (
      OWN_WORDS.has(words[place]!) ||
      OWN_PAIRS.has(`${words[place]} ${words[place + 1]}`) ||
      isMisspelt(words[place]!, words[place + 1])
    )
      signs += 1;
  }
  return signs;
}
