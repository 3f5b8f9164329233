use futures_util::{SinkExt, StreamExt};
use tokio::{net::TcpStream, time::interval};
use tokio_tungstenite::{
    tungstenite::{Message, Result},
    WebSocketStream,
};

async fn read(mut ws: WebSocketStream<TcpStream>, ping: std::time::Duration) -> Result<()> {
    let (mut beat, mut alive) = (interval(ping), true);
    loop {
        tokio::select! {
            _ = beat.tick() => {
                if !alive { return Ok(()); } // dropped: TCP ends
                alive = false;
                ws.send(Message::Ping(Default::default())).await?;
            }
            message = ws.next() => match message {
                Some(message) => { message?; alive = true; }
                None => return Ok(()),
            }
        }
    }
}
