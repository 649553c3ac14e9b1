package dev.repostore.git;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.lib.RefRename;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.ReflogReader;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * A repository's refs while it fetches: a few that change are written one by one, as Git does. JGit
 * would write the file of all refs anew, twice, and sync it to the disk each time.
 */
final class FewRefs extends RefDatabase {

  /** Beyond so many the one file is sooner written. */
  private static final int MOST = 16;

  private final RefDatabase all;

  FewRefs(RefDatabase all) {
    this.all = all;
  }

  @Override
  public BatchRefUpdate newBatchUpdate() {
    return new OneByOne(all);
  }

  private static final class OneByOne extends BatchRefUpdate {

    private final RefDatabase all;

    OneByOne(RefDatabase all) {
      super(all);
      this.all = all;
      setAtomic(false);
    }

    @Override
    public void execute(RevWalk walk, ProgressMonitor monitor, List<String> options)
        throws IOException {
      ProgressMonitor toTheEnd = new ToTheEnd(monitor);
      if (getCommands().size() <= MOST) {
        super.execute(walk, toTheEnd, options);
        return;
      }
      BatchRefUpdate many = all.newBatchUpdate()
          .setAllowNonFastForwards(isAllowNonFastForwards())
          .addCommand(getCommands());
      if (!isRefLogDisabled()) {
        many.setRefLogMessage(getRefLogMessage(), isRefLogIncludingResult());
      }
      many.execute(walk, toTheEnd, options);
    }
  }

  /** Nobody gives up between one ref and the next: some would be changed and some not. */
  private static final class ToTheEnd extends EmptyProgressMonitor {

    private final ProgressMonitor told;

    ToTheEnd(ProgressMonitor told) {
      this.told = told;
    }

    @Override
    public void beginTask(String title, int total) {
      told.beginTask(title, total);
    }

    @Override
    public void update(int completed) {
      told.update(completed);
    }

    @Override
    public void endTask() {
      told.endTask();
    }
  }

  // The rest is as ever.

  @Override
  public void create() throws IOException {
    all.create();
  }

  @Override
  public void close() {
    all.close();
  }

  @Override
  public boolean isNameConflicting(String name) throws IOException {
    return all.isNameConflicting(name);
  }

  @Override
  public RefUpdate newUpdate(String name, boolean detach) throws IOException {
    return all.newUpdate(name, detach);
  }

  @Override
  public RefRename newRename(String from, String to) throws IOException {
    return all.newRename(from, to);
  }

  @Override
  public @Nullable Ref exactRef(String name) throws IOException {
    return all.exactRef(name);
  }

  @Override
  public List<Ref> getRefs() throws IOException {
    return all.getRefs();
  }

  @Override
  @SuppressWarnings("deprecation") // as JGit declares it
  public Map<String, Ref> getRefs(String prefix) throws IOException {
    return all.getRefs(prefix);
  }

  @Override
  public ReflogReader getReflogReader(Ref ref) throws IOException {
    return all.getReflogReader(ref);
  }

  @Override
  public List<Ref> getAdditionalRefs() throws IOException {
    return all.getAdditionalRefs();
  }

  @Override
  public Ref peel(Ref ref) throws IOException {
    return all.peel(ref);
  }

  @Override
  public void refresh() {
    all.refresh();
  }
}
