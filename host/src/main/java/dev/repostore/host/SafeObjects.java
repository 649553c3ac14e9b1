package dev.repostore.host;

import java.util.LinkedHashSet;
import java.util.Set;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.jspecify.annotations.Nullable;

/**
 * Refuses objects that would harm who checks them out, on whatever system, and those that no Git
 * reads. JGit's own checks for Windows and macOS refuse what is fine elsewhere ({@code README}
 * beside {@code readme}) and leave out some of what {@code git fsck} knows of {@link TrickyNames
 * names that pass for others}. Old histories are full of odd names and dates, which harm nobody and
 * are let through. Remembers the {@code .gitmodules} it has seen.
 */
final class SafeObjects extends ObjectChecker {

  private final Set<ObjectId> modules = new LinkedHashSet<>();

  SafeObjects() {
    setAllowInvalidPersonIdent(true);
    setAllowLeadingZeroFileMode(true);
  }

  /**
   * The files that Git would read as {@code .gitmodules}; their {@link Submodules text} is to be
   * checked.
   */
  Set<ObjectId> modules() {
    return modules;
  }

  @Override
  public void checkTree(@Nullable AnyObjectId id, byte[] raw) throws CorruptObjectException {
    super.checkTree(id, raw);
    CanonicalTreeParser entries = new CanonicalTreeParser();
    for (entries.reset(raw); !entries.eof(); entries.next()) {
      String name = entries.getEntryPathString();
      if (TrickyNames.isGit(name)) {
        throw new CorruptObjectException("invalid name '" + name + "'");
      }
      if (TrickyNames.isModules(name)) {
        modules(entries);
      }
    }
  }

  private void modules(CanonicalTreeParser at) throws CorruptObjectException {
    FileMode mode = at.getEntryFileMode();
    if (mode.getObjectType() != Constants.OBJ_BLOB || FileMode.SYMLINK.equals(mode)) {
      throw new CorruptObjectException("'" + at.getEntryPathString() + "' is not a regular file");
    }
    modules.add(at.getEntryObjectId());
  }

  @Override
  public void checkCommit(@Nullable AnyObjectId id, byte[] raw) throws CorruptObjectException {
    super.checkCommit(id, raw);
    checkHeader(raw);
  }

  @Override
  public void checkTag(@Nullable AnyObjectId id, byte[] raw) throws CorruptObjectException {
    super.checkTag(id, raw);
    checkHeader(raw);
  }

  private static void checkHeader(byte[] raw) throws CorruptObjectException {
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == 0) {
        throw new CorruptObjectException("NUL in the header");
      }
      if (raw[i] == '\n' && (i + 1 == raw.length || raw[i + 1] == '\n')) {
        return;
      }
    }
    throw new CorruptObjectException("the header does not end");
  }
}
