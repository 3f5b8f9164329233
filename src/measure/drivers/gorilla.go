// Drives Debian's golang-github-gorilla-websocket-dev, as the library's own examples use it.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

type object = map[string]any

type status struct {
	Code   *int    `json:"code"`
	Reason *string `json:"reason"`
}

type options struct {
	App        string `json:"app"`
	MaxMessage int64  `json:"maxMessage"`
}

type command struct {
	Connect   string   `json:"connect"`
	Protocols []string `json:"protocols"`
	Close     *status  `json:"close"`
	Send      *string  `json:"send"`
	Abandon   bool     `json:"abandon"`
	Serve     *options `json:"serve"`
	Shutdown  bool     `json:"shutdown"`
	Stop      bool     `json:"stop"`
}

var (
	mutex   sync.Mutex
	current *websocket.Conn // only the latest connection speaks
	server  *http.Server
)

func emit(event object) {
	line, _ := json.Marshal(event)
	fmt.Println(string(line))
}

func tell(conn *websocket.Conn, event object) {
	mutex.Lock()
	defer mutex.Unlock()
	if conn == current {
		emit(event)
	}
}

func become(conn *websocket.Conn) *websocket.Conn {
	mutex.Lock()
	defer mutex.Unlock()
	before := current
	current = conn
	return before
}

func describe(err error) string { return fmt.Sprintf("%T: %s", err, err) }

// read reports the error that ends reading: a CloseError holds the code, any other error has none.
func read(conn *websocket.Conn, app string) {
	defer conn.Close()
	for {
		kind, data, err := conn.ReadMessage()
		if err != nil {
			closed := object{"event": "closed", "code": nil, "reason": nil, "wasClean": nil}
			if close, ok := err.(*websocket.CloseError); ok {
				closed["code"], closed["reason"] = close.Code, close.Text
			}
			tell(conn, object{"event": "error", "exception": describe(err)})
			tell(conn, closed)
			return
		}
		message := object{"event": "message", "data": nil}
		if kind == websocket.TextMessage {
			message["data"] = string(data)
		}
		tell(conn, message)
		if app == "throw" {
			panic("thrown by the handler")
		}
		if app != "" {
			conn.WriteMessage(kind, data)
		}
	}
}

func connect(url string, protocols []string) {
	become(nil)
	dialer := *websocket.DefaultDialer
	dialer.Subprotocols = protocols
	conn, _, err := dialer.Dial(url, nil)
	if err != nil {
		emit(object{"event": "error", "exception": describe(err)})
		return
	}
	become(conn)
	tell(conn, object{"event": "open"})
	read(conn, "")
}

func serve(o options) {
	upgrader := websocket.Upgrader{}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	server = &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			emit(object{"event": "error", "exception": describe(err)})
			return
		}
		become(conn)
		if o.MaxMessage > 0 {
			conn.SetReadLimit(o.MaxMessage)
		}
		tell(conn, object{"event": "open"})
		if o.App == "return" {
			conn.Close()
			return
		}
		read(conn, o.App)
	})}
	go server.Serve(listener)
	emit(object{"event": "listening", "port": listener.Addr().(*net.TCPAddr).Port})
}

// closeWith closes as the documentation says: Close without arguments ends TCP, a code needs a Close frame written by hand.
func closeWith(s status) {
	conn := current
	if s.Code == nil && s.Reason == nil {
		conn.Close()
		return
	}
	code, reason := websocket.CloseNoStatusReceived, ""
	if s.Code != nil {
		code = *s.Code
	}
	if s.Reason != nil {
		reason = *s.Reason
	}
	if err := conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason), time.Now().Add(time.Second)); err != nil {
		emit(object{"event": "threw", "exception": describe(err)})
	}
}

func abandon() {
	if conn := become(nil); conn != nil {
		conn.Close()
	}
}

func obey(c command) {
	switch {
	case c.Connect != "":
		go connect(c.Connect, c.Protocols)
	case c.Close != nil:
		closeWith(*c.Close)
	case c.Send != nil:
		if err := current.WriteMessage(websocket.TextMessage, []byte(*c.Send)); err != nil {
			emit(object{"event": "threw", "exception": describe(err)})
		}
	case c.Abandon:
		abandon()
	case c.Serve != nil:
		serve(*c.Serve)
	case c.Shutdown:
		go server.Shutdown(context.Background())
	case c.Stop:
		abandon()
		server.Close()
	}
}

func main() {
	emit(object{"event": "ready"})
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c command
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			panic(err)
		}
		obey(c)
	}
}
