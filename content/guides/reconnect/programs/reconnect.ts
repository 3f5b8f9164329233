// When to connect again after a close. All times are in seconds.
export const FIRST = 5;
export const CEILING = 60;
export const STABLE = 60;
export const TRIES = 5;

const POLICIES: Record<number, string> = {
  1000: 'new-work',
  1001: 'backoff',
  1005: 'new-work',
  1006: 'backoff',
  1011: 'backoff',
  1012: 'delayed',
  1013: 'other-endpoint',
  1014: 'backoff',
  3000: 'after-login',
  3003: 'after-grant',
  3008: 'backoff',
};

export interface Closed {
  code: number;
  wasClean: boolean;
  attempts: number; // that failed in a row before this one
  openFor: number; // 0 if it never opened
  others: number; // addresses not tried since
  agreed: Record<number, string>; // policies of your own codes
}

export interface Decision {
  action: 'connect' | 'login' | 'idle' | 'stop';
  wait: number;
  other: boolean; // at another address
  attempts: number;
}

export function policyOf(code: number, agreed: Record<number, string> = {}) {
  const isPrivate = code >= 3000 && code <= 4999;
  return agreed[code] ?? POLICIES[code] ?? (isPrivate ? 'agreed' : 'after-fix');
}

export function decide(closed: Closed, random: number): Decision {
  const { code, wasClean, others, agreed } = closed;
  const failed = closed.openFor >= STABLE ? 0 : closed.attempts;
  const most = Math.min(FIRST * 2 ** failed, CEILING);
  const wait = random * most;
  const again: Decision = { action: 'connect', wait, other: false, attempts: failed + 1 };
  const stop: Decision = { action: 'stop', wait: 0, other: false, attempts: 0 };
  switch (policyOf(code, agreed)) {
    case 'backoff':
      return again;
    case 'new-work':
      return wasClean ? { ...stop, action: 'idle' } : again;
    case 'delayed':
      return { ...again, wait: 5 + random * (Math.max(30, most) - 5) };
    case 'other-endpoint':
      return others > 0 ? { ...again, other: true } : stop;
    case 'after-login':
      return failed < TRIES ? { ...again, action: 'login' } : stop;
    case 'agreed':
      return failed < TRIES ? again : stop;
    default:
      return stop;
  }
}
