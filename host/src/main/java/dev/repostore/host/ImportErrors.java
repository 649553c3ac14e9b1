package dev.repostore.host;

import dev.repostore.HostError;
import dev.repostore.InvalidRequestException;
import dev.repostore.StoreUnavailableException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Why a remote could not be imported, in the words of {@link HostErrors}. */
final class ImportErrors {

  private ImportErrors() {}

  /** @param scheme what the URL begins with */
  static InvalidRequestException notHttps(String scheme) {
    String message = "http".equalsIgnoreCase(scheme)
        ? "The URL to import from is plain http, which anybody on the way can change. Use its https URL."
        : "The URL to import from begins with '" + Printable.of(scheme)
            + ":'. Only https is imported. Use its https URL.";
    return new InvalidRequestException(
        "url", message, new HostError(HostErrors.INVALID_INPUT, "Must be an HTTPS URL"), null);
  }

  static InvalidRequestException noPort(int port) {
    return notARemote(
        "The URL to import from has the port " + port + ". A port is between 1 and 65535.", null);
  }

  static InvalidRequestException privateAddress(String host) {
    return notARemote(
        "'" + host
            + "' is not a public address on the internet, and only those can be imported from.",
        null);
  }

  static InvalidRequestException hostNotAllowed(String host) {
    return notARemote(
        "Imports from '" + Printable.of(host)
            + "' are not allowed here, nor by way of another host. Ask whoever runs this host.",
        null);
  }

  static InvalidRequestException noGitAt(URI url, @Nullable Throwable cause) {
    return notARemote(
        "There is no public Git repository at " + url
            + ". Check the URL: `git ls-remote` must be able to list it without a login.",
        cause);
  }

  static InvalidRequestException badRedirect(URI url, @Nullable Throwable cause) {
    return notARemote(
        url
            + " redirects too often, or to somewhere that is not an https Git remote. Use the URL it ends at.",
        cause);
  }

  static InvalidRequestException badCertificate(URI url, Throwable cause) {
    return notARemote(
        "The certificate of " + url.getHost()
            + " is not valid for it, so nobody knows who answers there.",
        cause);
  }

  static InvalidRequestException damaged(URI url, Throwable cause) {
    return notARemote(
        "What " + url
            + " sent is damaged or breaks Git's rules. `git fsck --strict` on a clone says what it is.",
        cause);
  }

  static StoreUnavailableException diskFull(URI url, Throwable cause) {
    String text = "The host's disk is full: there is no room for what is at " + url
        + ". Nothing was kept; try again when there is space.";
    return new StoreUnavailableException(
        text, true, new HostError(HostErrors.INTERNAL_ERROR, text), cause);
  }

  static InvalidRequestException needsLogin(URI url, int status) {
    String text = "Remote " + url + " returned HTTP " + status
        + "; only public repositories can be imported.";
    return new InvalidRequestException(
        "url", text, new HostError(HostErrors.REMOTE_AUTH_REQUIRED, text), null);
  }

  static InvalidRequestException noBranch(URI url, String branch) {
    return HostErrors.invalid(
        HostErrors.INVALID_INPUT,
        "branch",
        "There is no branch '" + branch + "' at " + url + ". Leave it out to import every branch.");
  }

  static InvalidRequestException repoTooLarge(URI url, long most) {
    return HostErrors.invalid(
        HostErrors.INVALID_INPUT,
        "url",
        "The repository at " + url + " is larger than the " + bytes(most)
            + " a repo may have. Import less of it, by branch or depth.");
  }

  static InvalidRequestException fileTooLarge(URI url, long most, Throwable cause) {
    String text = "The repository at " + url + " has a file larger than the " + bytes(most)
        + " a file may have. Import less of it, by branch or depth.";
    return new InvalidRequestException(
        "url", text, new HostError(HostErrors.INVALID_INPUT, text), cause);
  }

  static InvalidRequestException tooManyRefs(URI url) {
    return HostErrors.invalid(
        HostErrors.INVALID_INPUT,
        "url",
        "The list of refs at " + url + " is too long to import. Import one branch.");
  }

  static InvalidRequestException tooTalkative(URI url) {
    return notARemote(
        "The remote at " + url + " sends more messages than any import needs, and was stopped.",
        null);
  }

  static StoreUnavailableException tooManyObjects(long count, long most) {
    String text = "The remote sends " + count + " objects; the memory of this host is enough for "
        + most + ". Import less of it, by branch or depth, or give the host a larger heap.";
    return new StoreUnavailableException(
        text, false, new HostError(HostErrors.MEMORY_LIMIT, text), null);
  }

  static StoreUnavailableException tooSlow(URI url, long seconds) {
    return upstream(
        "The import of " + url + " was not done after " + seconds
            + " seconds and was stopped. Try again, or import less of it, by branch or depth.",
        null);
  }

  static StoreUnavailableException cancelled(URI url) {
    return upstream("The import of " + url + " was cancelled.", null);
  }

  static StoreUnavailableException unreachable(URI url, Throwable cause) {
    return upstream(
        url + " could not be reached, or stopped answering. Try again in a while.", cause);
  }

  static StoreUnavailableException failing(URI url, int status) {
    return upstream(
        url + " answered with HTTP " + status + ": it fails or is busy. Try again in a while.",
        null);
  }

  private static StoreUnavailableException upstream(String text, @Nullable Throwable cause) {
    return new StoreUnavailableException(
        text, new HostError(HostErrors.UPSTREAM_UNAVAILABLE, text), cause);
  }

  private static InvalidRequestException notARemote(String message, @Nullable Throwable cause) {
    return new InvalidRequestException(
        "url", message, new HostError(HostErrors.INVALID_URL, LiveText.URL_RULE), cause);
  }

  private static String bytes(long count) {
    return count < 1 << 20 ? count + " bytes" : (count >> 20) + " MiB";
  }
}
