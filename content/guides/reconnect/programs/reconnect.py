"""When to connect again after a close. All times are in seconds."""

FIRST, CEILING, STABLE, TRIES = 5, 60, 60, 5

POLICIES = {
    1000: "new-work",
    1001: "backoff",
    1005: "new-work",
    1006: "backoff",
    1011: "backoff",
    1012: "delayed",
    1013: "other-endpoint",
    1014: "backoff",
    3000: "after-login",
    3003: "after-grant",
    3008: "backoff",
}


def policy_of(code, agreed=None):
    default = "agreed" if 3000 <= code <= 4999 else "after-fix"
    return (agreed or {}).get(code) or POLICIES.get(code, default)


def decide(code, was_clean, attempts, open_for, random, others=0, agreed=None):
    """Returns action, wait, whether at another address, attempts."""
    failed = 0 if open_for >= STABLE else attempts
    most = min(FIRST * 2**failed, CEILING)
    wait = random * most
    again = ("connect", wait, False, failed + 1)
    stop = ("stop", 0, False, 0)
    match policy_of(code, agreed):
        case "backoff":
            return again
        case "new-work":
            return ("idle", 0, False, 0) if was_clean else again
        case "delayed":
            wait = 5 + random * (max(30, most) - 5)
            return ("connect", wait, False, failed + 1)
        case "other-endpoint":
            return ("connect", wait, True, failed + 1) if others else stop
        case "after-login":
            return ("login", wait, False, failed + 1) if failed < TRIES else stop
        case "agreed":
            return again if failed < TRIES else stop
        case _:
            return stop
