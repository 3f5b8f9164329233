/**
 * Anchors of messages on the pages of codes, frozen. A code's page shows its commonest messages, and which ones they are changes with every
 * library that is added. Until November 2026 its rows had anchors all the same; people link to them, so those that are listed here stay.
 * Other messages have theirs on `/<code>-messages`, where every message stands. Nothing is added to this list.
 */
export const KEPT: Readonly<Record<string, readonly string[]>> = {
  '0-999': ['okhttp-code-must-be-in-range'],
  1000: [
    'chromium-close-on-message-must-not',
    'gorilla-1000-normal',
    'python-websockets-1000-ok-then-sent-1000',
    'tungstenite-connection-closed-normally',
    'undici-reason-must-be-less-than',
    'ws-message-must-not-be-greater',
  ],
  1001: [
    'chromium-close-on-code-must-be',
    'gorilla-1001-going-away',
    'python-websockets-1001-going-away-then-sent',
    'spring-closestatus-code-1001-reason-null',
    'tomcat-session-idle-timeout-expired',
    'undici-invalid-code',
  ],
  1002: [
    'dotnet-frame-with-one-or-more',
    'gorilla-close-code-1014',
    'python-websockets-1002-protocol-incorrect-masking-no',
    'tungstenite-protocol-violation',
    'websocket-client-invalid-close-opcode-r',
    'ws-fin-must-be-set',
  ],
  1003: [
    'aiohttp-received-message-2-b-is',
    'faye-unmasked-frame-but-masking-is',
    'gorilla-1003-unsupported-data',
    'spring-binary-messages-not-supported',
    'starlette-expected-text-messages-but-got',
    'websocket-node-unprocessable-input',
  ],
  1004: ['ws-first-argument-must-be-valid'],
  1005: [
    'coder-close-frame-status-statusnostatusrcvd-and',
    'dotnet-close-status-code-1005-is',
    'gorilla-1005-no-status',
    'okhttp-code-1005-is-reserved-and',
    'python-websockets-1005-no-status-received-internal',
    'socket.io-client-namespace-disconnect',
  ],
  1006: [
    'chromium-during-handshake-upgrade-header-value',
    'firefox-cant-establish-connection-to-server',
    'gorilla-bad-handshake',
    'python-websockets-code-1006-connection-closed-abnormally',
    'websocket-client-connection-is-already-closed',
    'ws-sec-accept-header',
  ],
  1007: [
    'aiohttp-invalid-utf-8-text-message',
    'gorilla-1007-invalid-payload-data',
    'java-websocket-received-text-is-no-valid',
    'python-websockets-1007-invalid-frame-payload-data',
    'undici-invalid-utf-8-in-text',
    'ws-utf-8-sequence',
  ],
  1008: [
    'amphp-exceeded-unanswered-ping-limit',
    'coder-request-origin-https-example-is',
    'gorilla-1008-policy-violation',
    'python-websockets-1008-policy-violation-then-sent',
    'undici-too-many-message-fragments',
    'ws-too-many-buffered-chunks',
  ],
  1009: [
    'aiohttp-message-size-4194305-exceeds-limit',
    'gorilla-1009-message-too-big',
    'python-websockets-1009-message-too-big-frame',
    'tungstenite-space-limit-exceeded-message-too',
    'undici-payload-size-exceeds-maximum-allowed',
    'ws-max-payload-size-exceeded',
  ],
  1010: [
    'gorilla-1010-mandatory-extension-missing',
    'okhttp-unexpected-sec-extensions-in-response',
  ],
  1011: [
    'gorilla-1011-internal-server',
    'http.jl-unexpected-server',
    'ktor-ping-timeout',
    'python-websockets-1011-internal-keepalive-ping-timeout',
    'spring-closing-session-due-to-for',
    'websockex-invalid-utf-8-text-and',
  ],
  1012: ['gorilla-close-1012', 'python-websockets-1012-service-restart-then-sent'],
  1013: ['gorilla-close-1013', 'python-websockets-1013-try-again-later-then'],
  1014: ['python-websockets-1014-bad-gateway-then-sent'],
  1015: ['websocket-sharp-has-occurred-during-tls-handshake'],
  '1016-2999': ['sockjs-all-transports-failed', 'sockjs-c-2010-another-connection-still'],
  3000: [
    'gorilla-close-3000',
    'python-websockets-3000-registered-then-sent-3000',
    'sockjs-broken-framing',
    'sockjs-no-response-from-heartbeat',
    'spring-c-3000-go-away',
  ],
  '4000-4999': [
    'gorilla-close-4000',
    'python-websockets-4000-private-use-then-sent',
    'spring-buffer-size-525312-bytes-for',
    'spring-failed-to-send-message-within',
    'spring-no-messages-received-after-ms',
    'spring-send-time-10001-ms-for',
  ],
  '5000-65535': ['haskell-websockets-closerequest-21584-1-1-101'],
};

/** The kept anchors of a code's page, split by whether a row that it shows has them. @param shown anchors of the messages that it shows */
export function keptAnchors(
  code: string,
  shown: readonly string[],
): { onRows: ReadonlySet<string>; elsewhere: string[] } {
  const kept = KEPT[code] ?? [];
  return {
    onRows: new Set(kept.filter((anchor) => shown.includes(anchor))),
    elsewhere: kept.filter((anchor) => !shown.includes(anchor)),
  };
}
