package dev.repostore.git;

import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectDatabase;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.transport.PackLock;
import org.eclipse.jgit.transport.PackParser;
import org.eclipse.jgit.transport.PackedObjectInfo;
import org.jspecify.annotations.Nullable;

/** What JGit takes for one of its parsers, and that reads packs by its own means alone. */
abstract class OwnPackParser extends PackParser {

  OwnPackParser(ObjectDatabase objects, InputStream in) {
    super(objects, in);
  }

  @Override
  public abstract @Nullable PackLock parse(
      @Nullable ProgressMonitor receiving, @Nullable ProgressMonitor resolving) throws IOException;

  /** Settings could ask for one; a repository that is being cloned has none yet. */
  @Override
  public void setObjectChecker(@Nullable ObjectChecker checker) {
    if (checker != null) {
      throw neverCalled();
    }
  }

  private static IllegalStateException neverCalled() {
    return new IllegalStateException("This step is one of JGit's own parser.");
  }

  @Override
  protected void onStoreStream(byte[] raw, int from, int length) {
    throw neverCalled();
  }

  @Override
  protected void onObjectHeader(Source source, byte[] raw, int from, int length) {
    throw neverCalled();
  }

  @Override
  protected void onObjectData(Source source, byte[] raw, int from, int length) {
    throw neverCalled();
  }

  @Override
  protected void onInflatedObjectData(PackedObjectInfo object, int type, byte[] data) {
    throw neverCalled();
  }

  @Override
  protected void onPackHeader(long objects) {
    throw neverCalled();
  }

  @Override
  protected void onPackFooter(byte[] hash) {
    throw neverCalled();
  }

  @Override
  protected boolean onAppendBase(int type, byte[] data, PackedObjectInfo info) {
    throw neverCalled();
  }

  @Override
  protected void onEndThinPack() {
    throw neverCalled();
  }

  @Override
  protected ObjectTypeAndSize seekDatabase(PackedObjectInfo object, ObjectTypeAndSize info) {
    throw neverCalled();
  }

  @Override
  protected ObjectTypeAndSize seekDatabase(UnresolvedDelta delta, ObjectTypeAndSize info) {
    throw neverCalled();
  }

  @Override
  protected int readDatabase(byte[] into, int from, int length) {
    throw neverCalled();
  }

  @Override
  protected boolean checkCRC(int old) {
    throw neverCalled();
  }

  @Override
  protected void onBeginWholeObject(long at, int type, long size) {
    throw neverCalled();
  }

  @Override
  protected void onEndWholeObject(PackedObjectInfo info) {
    throw neverCalled();
  }

  @Override
  protected void onBeginOfsDelta(long at, long base, long size) {
    throw neverCalled();
  }

  @Override
  protected void onBeginRefDelta(long at, AnyObjectId base, long size) {
    throw neverCalled();
  }
}
