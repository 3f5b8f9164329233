package main

import (
	"context"
	"time"

	"github.com/coder/websocket"
)

// keepAlive pings until a pong is late; read beside it, or none arrives.
func keepAlive(conn *websocket.Conn, ping time.Duration) error {
	for {
		time.Sleep(ping)
		ctx, cancel := context.WithTimeout(context.Background(), ping)
		err := conn.Ping(ctx)
		cancel()
		if err != nil {
			conn.Close(3008, "no pong")
			return err
		}
	}
}
