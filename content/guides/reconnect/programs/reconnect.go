// Package reconnect says when to connect again after a close. All times are in seconds.
package reconnect

import "math"

const (
	First   = 5.0
	Ceiling = 60.0
	Stable  = 60.0
	Tries   = 5
)

var policies = map[int]string{
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

type Closed struct {
	Code     int
	WasClean bool
	Attempts int
	OpenFor  float64
	Others   int
	Agreed   map[int]string
}

type Decision struct {
	Action   string
	Wait     float64
	Other    bool
	Attempts int
}

func PolicyOf(code int, agreed map[int]string) string {
	if policy, ok := agreed[code]; ok {
		return policy
	}
	if policy, ok := policies[code]; ok {
		return policy
	}
	if code >= 3000 && code <= 4999 {
		return "agreed"
	}
	return "after-fix"
}

func Decide(c Closed, random float64) Decision {
	failed := c.Attempts
	if c.OpenFor >= Stable {
		failed = 0
	}
	most := math.Min(First*math.Exp2(float64(failed)), Ceiling)
	again := Decision{"connect", random * most, false, failed + 1}
	stop := Decision{Action: "stop"}
	switch policy := PolicyOf(c.Code, c.Agreed); {
	case policy == "backoff":
		return again
	case policy == "new-work" && c.WasClean:
		return Decision{Action: "idle"}
	case policy == "new-work":
		return again
	case policy == "delayed":
		again.Wait = 5 + random*(math.Max(30, most)-5)
		return again
	case policy == "other-endpoint" && c.Others > 0:
		again.Other = true
		return again
	case policy == "after-login" && failed < Tries:
		again.Action = "login"
		return again
	case policy == "agreed" && failed < Tries:
		return again
	}
	return stop
}
