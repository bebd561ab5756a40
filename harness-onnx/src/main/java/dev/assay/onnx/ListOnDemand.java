package dev.assay.onnx;

import java.util.AbstractList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A list that is made when it is first read: for traces, most of which never are. Safe for use by
 * several threads.
 */
public final class ListOnDemand<T> extends AbstractList<T> {
  private final Supplier<List<T>> maker;
  private @Nullable List<T> made;

  /** A list that is made so. */
  public ListOnDemand(Supplier<List<T>> maker) {
    this.maker = maker;
  }

  private synchronized List<T> list() {
    List<T> list = made;
    if (list == null) {
      list = maker.get();
      made = list;
    }
    return list;
  }

  @Override
  public T get(int index) {
    return list().get(index);
  }

  @Override
  public int size() {
    return list().size();
  }
}
