import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.socket.*;
import org.springframework.web.socket.handler.TextWebSocketHandler;

public class KeepAlive extends TextWebSocketHandler {
  final Map<WebSocketSession, Boolean> alive = new ConcurrentHashMap<>();

  public void afterConnectionEstablished(WebSocketSession ws) {
    alive.put(ws, true);
  }
  protected void handlePongMessage(WebSocketSession ws, PongMessage pong) {
    alive.put(ws, true);
  }
  public void afterConnectionClosed(WebSocketSession ws, CloseStatus end) {
    alive.remove(ws);
  }
  @Scheduled(fixedRate = 20_000)
  void beat() {
    alive.replaceAll((ws, answered) -> {
      try {
        if (answered) ws.sendMessage(new PingMessage());
        else ws.close(new CloseStatus(3008, "no pong"));
      } catch (IOException | IllegalStateException gone) {} // it has ended
      return false;
    });
  }
}
