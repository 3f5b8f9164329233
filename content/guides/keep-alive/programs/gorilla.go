package main

import (
	"time"

	"github.com/gorilla/websocket"
)

// read returns the error that ended the connection.
func read(conn *websocket.Conn, ping time.Duration) error {
	defer conn.Close()
	heard := func(string) error {
		return conn.SetReadDeadline(time.Now().Add(2 * ping))
	}
	heard("")
	conn.SetPongHandler(heard)
	go func() {
		for conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(ping)) == nil {
			time.Sleep(ping)
		}
	}()
	for {
		if _, _, err := conn.ReadMessage(); err != nil {
			return err
		}
	}
}
