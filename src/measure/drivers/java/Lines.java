import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.tomcat.util.json.JSONParser;

/** What the Java drivers share: commands come in and events go out, one JSON object a line. Tomcat's own parser reads them. */
final class Lines {
  interface Driver {
    /** Does what the command says; what it throws is reported as thrown. */
    void obey(Map<String, Object> command) throws Exception;
  }

  private Lines() {}

  /** Prints an event. @param fields name, value, name, value… */
  static synchronized void emit(String event, Object... fields) {
    StringJoiner line = new StringJoiner(",", "{", "}").add("\"event\":" + quote(event));
    for (int i = 0; i < fields.length; i += 2) {
      Object value = fields[i + 1];
      line.add(quote((String) fields[i]) + ":" + (value instanceof String text ? quote(text) : String.valueOf(value)));
    }
    System.out.println(line);
    System.out.flush();
  }

  /** Name, message and cause, for what went wrong often stands only in the cause; a part that is missing or would stand there twice is left out. */
  static String describe(Throwable error) {
    String message = error.getMessage();
    String own = error.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    Throwable cause = error.getCause();
    boolean saysCause = cause == null || (message != null && message.contains(cause.getClass().getName()));
    return saysCause ? own : own + " (caused by " + describe(cause) + ")";
  }

  /** Obeys until stdin ends, then ends the process: servers keep threads that would keep it alive. */
  static void run(Driver driver) throws Exception {
    emit("ready");
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = input.readLine()) != null; ) {
      LinkedHashMap<String, Object> command = new JSONParser(line).object();
      try {
        driver.obey(command);
      } catch (Exception error) {
        emit(command.containsKey("connect") ? "error" : "threw", "exception", describe(error));
      }
    }
    Runtime.getRuntime().halt(0);
  }

  static Integer number(Object value) {
    return value == null ? null : ((Number) value).intValue();
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') quoted.append('\\').append(c);
      else if (c < ' ') quoted.append(String.format("\\u%04x", (int) c));
      else quoted.append(c);
    }
    return quoted.append('"').toString();
  }
}
