import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Drives java.net.http, the WebSocket client of the JDK. */
public class HttpDriver implements Lines.Driver, WebSocket.Listener {
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile WebSocket current;

  @Override
  public void onOpen(WebSocket socket) {
    current = socket;
    Lines.emit("open");
    socket.request(1);
  }

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
    if (socket == current) Lines.emit("message", "data", text.toString());
    socket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    if (socket == current) Lines.emit("closed", "code", code, "reason", reason, "wasClean", null);
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    if (socket == current) Lines.emit("error", "exception", Lines.describe(error));
  }

  @Override
  @SuppressWarnings("unchecked")
  public void obey(Map<String, Object> command) throws Exception {
    if (command.containsKey("connect")) {
      connect((String) command.get("connect"), (List<String>) command.get("protocols"));
    } else if (command.containsKey("close")) {
      Map<String, Object> status = (Map<String, Object>) command.get("close");
      Object reason = status.get("reason");
      current.sendClose(Lines.number(status.get("code")), reason == null ? "" : (String) reason).whenComplete(this::threw);
    } else if (command.containsKey("send")) {
      current.sendText((String) command.get("send"), true).whenComplete(this::threw);
    } else if (command.containsKey("abandon")) {
      WebSocket socket = current;
      current = null;
      if (socket != null) socket.abort();
    }
  }

  private void connect(String url, List<String> protocols) {
    current = null;
    WebSocket.Builder builder = client.newWebSocketBuilder();
    if (protocols != null) builder.subprotocols(protocols.get(0), protocols.subList(1, protocols.size()).toArray(String[]::new));
    builder.buildAsync(URI.create(url), this).whenComplete((socket, error) -> {
      if (error != null) Lines.emit("error", "exception", Lines.describe(error.getCause() == null ? error : error.getCause()));
    });
  }

  private void threw(WebSocket socket, Throwable error) {
    if (error != null) Lines.emit("threw", "exception", Lines.describe(error));
  }

  public static void main(String[] args) throws Exception {
    Lines.run(new HttpDriver());
  }
}
