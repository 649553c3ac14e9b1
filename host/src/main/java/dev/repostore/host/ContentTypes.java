package dev.repostore.host;

import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** Says which bodies the REST API does not read: what is not plain UTF-8 JSON. */
final class ContentTypes {

  private ContentTypes() {}

  /** Empty if the body may be read; no type at all counts as JSON. */
  static Optional<ErrorReply> refusal(HttpFields headers) {
    String encoding = headers.get(HttpHeader.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return refused("The body is compressed (Content-Encoding); send it plain.");
    }
    String type = headers.get(HttpHeader.CONTENT_TYPE);
    if (type == null) {
      return Optional.empty();
    }
    String[] parts = type.toLowerCase(Locale.ROOT).split(";", -1);
    if (!parts[0].strip().equals("application/json")) {
      return refused("The body must be JSON: send the header 'Content-Type: application/json'.");
    }
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].replace("\"", "").strip();
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        return refused("The body must be UTF-8; JSON has no other character set.");
      }
    }
    return Optional.empty();
  }

  private static Optional<ErrorReply> refused(String message) {
    return Optional.of(RestErrors.reply(415, message).at("content-type"));
  }
}
