import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;

/** Drives Debian's libtomcat10-java: an embedded Tomcat as the server, its WebSocket container as the client. */
public class TomcatDriver implements Lines.Driver {
  /** Only the latest session speaks: what ends after `abandon` or `stop` is of no scenario. */
  private static volatile Session current;
  private static Map<String, Object> options = Map.of();
  private Tomcat tomcat;

  private static void tell(Session session, String event, Object... fields) {
    if (session == current) Lines.emit(event, fields);
  }

  /** Reports what an endpoint is told. */
  private abstract static class Reporter extends Endpoint {
    @Override
    public void onOpen(Session session, EndpointConfig config) {
      current = session;
      listen(session);
      tell(session, "open");
    }

    abstract void listen(Session session);

    @Override
    public void onClose(Session session, CloseReason reason) {
      tell(session, "closed", "code", reason.getCloseCode().getCode(), "reason", reason.getReasonPhrase(), "wasClean", null);
    }

    @Override
    public void onError(Session session, Throwable error) {
      tell(session, "error", "exception", Lines.describe(error));
    }
  }

  public static class Server extends Reporter {
    @Override
    void listen(Session session) {
      Integer max = Lines.number(options.get("maxMessage"));
      if (max != null) session.setMaxTextMessageBufferSize(max);
      session.addMessageHandler(String.class, text -> {
        tell(session, "message", "data", text);
        if ("throw".equals(options.get("app"))) throw new IllegalStateException("thrown by the handler");
        echo(() -> session.getBasicRemote().sendText(text));
      });
      if (!"text-only".equals(options.get("app"))) {
        session.addMessageHandler(byte[].class, bytes -> echo(() -> session.getBasicRemote().sendBinary(ByteBuffer.wrap(bytes))));
      }
    }

    private interface Sending {
      void run() throws IOException;
    }

    private static void echo(Sending sending) {
      try {
        sending.run();
      } catch (IOException error) {
        throw new UncheckedIOException(error);
      }
    }
  }

  public static class Client extends Reporter {
    @Override
    void listen(Session session) {
      session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> tell(session, "message", "data", text));
    }
  }

  /** Adds the endpoint when the application starts, as a program without annotations does. */
  public static class Deployment implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
      ServerContainer container = (ServerContainer) event.getServletContext().getAttribute("jakarta.websocket.server.ServerContainer");
      try {
        container.addEndpoint(ServerEndpointConfig.Builder.create(Server.class, "/").build());
      } catch (DeploymentException error) {
        throw new IllegalStateException(error);
      }
    }
  }

  @Override
  public void obey(Map<String, Object> command) throws Exception {
    if (command.containsKey("connect")) connect((String) command.get("connect"), command.get("protocols"));
    else if (command.containsKey("close")) close(command.get("close"));
    else if (command.containsKey("send")) current.getBasicRemote().sendText((String) command.get("send"));
    else if (command.containsKey("abandon")) abandon();
    else if (command.containsKey("serve")) serve(command.get("serve"));
    else if (command.containsKey("shutdown")) tomcat.stop();
    else if (command.containsKey("stop")) stop();
  }

  @SuppressWarnings("unchecked")
  private void connect(String url, Object protocols) throws Exception {
    current = null;
    ClientEndpointConfig.Builder config = ClientEndpointConfig.Builder.create();
    if (protocols != null) config.preferredSubprotocols((List<String>) protocols);
    ContainerProvider.getWebSocketContainer().connectToServer(new Client(), config.build(), URI.create(url));
  }

  @SuppressWarnings("unchecked")
  private void close(Object status) throws IOException {
    Integer code = Lines.number(((Map<String, Object>) status).get("code"));
    String reason = (String) ((Map<String, Object>) status).get("reason");
    if (code == null) current.close();
    else current.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), reason));
  }

  @SuppressWarnings("unchecked")
  private void serve(Object wanted) throws Exception {
    options = (Map<String, Object>) wanted;
    current = null;
    String base = Files.createTempDirectory("tomcat").toString();
    tomcat = new Tomcat();
    tomcat.setBaseDir(base);
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", base);
    context.addServletContainerInitializer(new WsSci(), null);
    context.addApplicationListener(Deployment.class.getName());
    Tomcat.addServlet(context, "default", new DefaultServlet()).addMapping("/");
    tomcat.start();
    Lines.emit("listening", "port", tomcat.getConnector().getLocalPort());
  }

  private void abandon() throws IOException {
    Session session = current;
    current = null;
    if (session != null && session.isOpen()) session.close();
  }

  private void stop() throws LifecycleException {
    current = null;
    tomcat.stop();
    tomcat.destroy();
  }

  /** SIGTERM stops the server, as the hook of Tomcat's own start script does. */
  private void stopOnSignal() {
    try {
      if (tomcat != null) tomcat.stop();
    } catch (LifecycleException error) {
      error.printStackTrace();
    }
  }

  public static void main(String[] args) throws Exception {
    TomcatDriver driver = new TomcatDriver();
    Runtime.getRuntime().addShutdownHook(new Thread(driver::stopOnSignal));
    Lines.run(driver);
  }
}
