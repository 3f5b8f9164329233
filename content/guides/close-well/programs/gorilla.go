package main

import (
	"context"
	"math/rand"
	"net/http"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"github.com/gorilla/websocket"
)

const (
	spread = 10 * time.Second // in which the closes go out
	wait   = 5 * time.Second  // for an answer
)

var (
	upgrader websocket.Upgrader
	open     sync.WaitGroup
	ending   = make(chan struct{})
)

// leave sends Close after a random time, then ends the wait for the answer.
func leave(conn *websocket.Conn) {
	<-ending
	time.Sleep(time.Duration(rand.Int63n(int64(spread))))
	bye := websocket.FormatCloseMessage(1001, "shutting down")
	until := time.Now().Add(wait)
	conn.WriteControl(websocket.CloseMessage, bye, until)
	conn.SetReadDeadline(until)
}

func echo(w http.ResponseWriter, r *http.Request) {
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	open.Add(1)
	defer open.Done()
	defer conn.Close()
	go leave(conn)
	for {
		kind, data, err := conn.ReadMessage()
		if err != nil {
			return
		}
		conn.WriteMessage(kind, data)
	}
}

func main() {
	stopped, _ := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	server := &http.Server{Addr: ":8080", Handler: http.HandlerFunc(echo)}
	go server.ListenAndServe()
	<-stopped.Done()
	server.Shutdown(context.Background()) // leaves the WebSockets open
	close(ending)
	open.Wait()
}
