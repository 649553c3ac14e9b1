package dev.repostore.host;

import org.eclipse.jgit.errors.PackProtocolException;

/** A request that no Git would send, too much or not what it says: refused as HTTP refuses. */
final class BadGitRequest extends PackProtocolException {

  private static final long serialVersionUID = 1;

  private final int status;

  BadGitRequest(int status, String message) {
    super(message);
    this.status = status;
  }

  static BadGitRequest tooManyLines(int most) {
    return new BadGitRequest(
        413, "The request has more than " + most + " lines. Ask for less at once.");
  }

  static BadGitRequest unpacksTooFar(long most) {
    return new BadGitRequest(
        413, "The compressed request unpacks to more than " + (most >> 20) + " MiB. Send less.");
  }

  static BadGitRequest notGzip() {
    return new BadGitRequest(
        400, "The request says it is compressed with gzip, but it is damaged or something else.");
  }

  int status() {
    return status;
  }
}
