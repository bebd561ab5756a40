package dev.assay.run;

import dev.assay.model.Ability;
import dev.assay.model.Prepared;
import dev.assay.model.Request;
import dev.assay.model.RequestId;
import dev.assay.model.Response;
import dev.assay.model.ResponseSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes any ability keep its promise that each request is answered exactly once, whatever the
 * plugin does: throw, forget a request, answer twice, or hang.
 *
 * <p>The plugin works in a thread of its own; answers reach the caller's sink in the caller's
 * thread. After an exception the unanswered requests are asked again in halves, after a stall one
 * by one, so that only the guilty one fails.
 */
final class GuardedAbility<Q extends Request, O> implements Ability<Q, O> {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedAbility.class);

  private final Ability<Q, O> plugin;
  private final Patience patience;

  /**
   * Guards a plugin.
   *
   * @param patience how long to wait; shared by all abilities of a model
   */
  GuardedAbility(Ability<Q, O> plugin, Patience patience) {
    this.plugin = plugin;
    this.patience = patience;
  }

  /** What the plugin's thread has to tell. */
  private sealed interface Message<O> {
    record Answered<O>(RequestId id, Response<O> response) implements Message<O> {}

    record Refused<O>(RequestId id, String cause) implements Message<O> {}

    record Ended<O>(@Nullable Throwable thrown) implements Message<O> {}
  }

  /** How a call of the plugin ended: whether asking again may help, and what to say if not. */
  private record Outcome(Kind kind, String cause) {
    enum Kind {
      RETURNED,
      THREW,
      STALLED
    }
  }

  /** A way to ask the plugin. */
  @FunctionalInterface
  private interface Call<Q, O> {
    void answer(List<Q> requests, ResponseSink<O> sink) throws Exception;
  }

  @Override
  public void respond(List<Q> requests, ResponseSink<O> sink) {
    settle(byId(requests), plugin::respond, sink);
  }

  /** Lets the plugin prepare in a thread of its own, and does not wait for it. */
  @Override
  public Prepared<O> prepare(List<Q> requests) {
    return new Preparation(requests);
  }

  private final class Preparation implements Prepared<O> {
    private final List<Q> requests;
    private final FutureTask<Prepared<O>> task;
    private final Thread thread;
    private boolean closed;

    Preparation(List<Q> requests) {
      this.requests = List.copyOf(requests);
      this.task = new FutureTask<>(() -> plugin.prepare(this.requests));
      this.thread = new Thread(task, "assay-prepare");
      thread.setDaemon(true);
      if (!requests.isEmpty() && !patience.exhausted()) {
        thread.start();
      }
    }

    @Override
    public void respond(ResponseSink<O> sink) {
      settle(byId(requests), this::answer, sink);
    }

    /** In the worker's thread, which is not done before the preparing one is. */
    private void answer(List<Q> asked, ResponseSink<O> sink) throws Exception {
      task.run(); // nothing if it has begun
      try {
        task.get().respond(sink);
      } catch (InterruptedException e) {
        thread.interrupt();
        thread.join();
      }
    }

    @Override
    public void close() {
      if (closed) {
        return;
      }
      closed = true;
      stop(thread);
      if (task.isDone() && !patience.lost()) {
        try {
          task.get().close();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        } catch (ExecutionException | RuntimeException e) {
          LOG.debug("what a model prepared could not be closed", e);
        }
      }
    }
  }

  private static <Q extends Request> Map<RequestId, Q> byId(List<Q> requests) {
    Map<RequestId, Q> pending = new LinkedHashMap<>();
    requests.forEach(request -> pending.put(request.id(), request));
    return pending;
  }

  private void settle(Map<RequestId, Q> pending, Call<Q, O> call, ResponseSink<O> sink) {
    if (patience.exhausted()) {
      failAll(pending, patience.why(), sink);
      return;
    }
    List<Q> asked = List.copyOf(pending.values());
    Outcome outcome = ask(asked, pending, call, sink);
    if (asked.size() == 1 || outcome.kind() == Outcome.Kind.RETURNED) {
      failAll(pending, outcome.cause(), sink);
      return;
    }
    List<Q> open = new ArrayList<>(pending.values());
    int part = outcome.kind() == Outcome.Kind.STALLED ? 1 : Math.max(1, (open.size() + 1) / 2);
    for (int from = 0; from < open.size(); from += part) {
      Map<RequestId, Q> fewer = new LinkedHashMap<>();
      open.subList(from, Math.min(from + part, open.size())).forEach(q -> fewer.put(q.id(), q));
      settle(fewer, plugin::respond, sink);
    }
  }

  private void failAll(Map<RequestId, Q> pending, String cause, ResponseSink<O> sink) {
    pending.keySet().forEach(id -> sink.fail(id, cause));
  }

  /** One call of the plugin; what it answers is passed on and leaves {@code pending}. */
  private Outcome ask(
      List<Q> requests, Map<RequestId, Q> pending, Call<Q, O> call, ResponseSink<O> sink) {
    BlockingQueue<Message<O>> messages = new LinkedBlockingQueue<>();
    Thread worker =
        new Thread(() -> work(requests, call, messages, sink::wantsTrace), "assay-model");
    worker.setDaemon(true);
    worker.start();
    try {
      while (true) {
        Message<O> message = next(messages);
        if (message == null) {
          return stalled(worker, messages, pending, sink);
        }
        if (message instanceof Message.Ended<O> ended) {
          return ended(ended.thrown());
        }
        pass(message, pending, sink);
      }
    } catch (InterruptedException e) {
      stop(worker);
      Thread.currentThread().interrupt();
      throw new CancellationException("the run was interrupted");
    } catch (RuntimeException
        | Error e) { // the caller's sink cannot go on, for example on a full disk
      stop(worker);
      throw e;
    }
  }

  private @Nullable Message<O> next(BlockingQueue<Message<O>> queue) throws InterruptedException {
    Duration timeout = patience.timeout();
    return timeout.isZero() ? queue.take() : queue.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void work(
      List<Q> requests,
      Call<Q, O> call,
      BlockingQueue<Message<O>> messages,
      Predicate<RequestId> traced) {
    Set<RequestId> open = ConcurrentHashMap.newKeySet();
    requests.forEach(request -> open.add(request.id()));
    try {
      call.answer(requests, new Courier<>(open, messages, traced));
      messages.add(new Message.Ended<>(null));
    } catch (ExecutionException e) {
      messages.add(new Message.Ended<>(e.getCause()));
    } catch (Throwable thrown) { // also errors: one bad example must not end the run
      messages.add(new Message.Ended<>(thrown));
    }
  }

  /** Carries answers to the caller's thread; answers to no open request are dropped. */
  private record Courier<O>(
      Set<RequestId> open, BlockingQueue<Message<O>> messages, Predicate<RequestId> traced)
      implements ResponseSink<O> {
    @Override
    public boolean wantsTrace(RequestId id) {
      return traced.test(id);
    }

    @Override
    public void accept(RequestId id, Response<O> response) {
      Objects.requireNonNull(response, "response");
      if (open.remove(id)) {
        messages.add(new Message.Answered<>(id, response));
      }
    }

    @Override
    public void fail(RequestId id, String cause) {
      Objects.requireNonNull(cause, "cause");
      if (open.remove(id)) {
        messages.add(new Message.Refused<>(id, cause));
      }
    }
  }

  private void pass(Message<O> message, Map<RequestId, Q> pending, ResponseSink<O> sink) {
    patience.answered();
    if (message instanceof Message.Answered<O> answered) {
      pending.remove(answered.id());
      sink.accept(answered.id(), answered.response());
    } else if (message instanceof Message.Refused<O> refused) {
      pending.remove(refused.id());
      sink.fail(refused.id(), refused.cause());
    }
  }

  private static Outcome ended(@Nullable Throwable thrown) {
    if (thrown == null) {
      return new Outcome(Outcome.Kind.RETURNED, "the model gave no answer");
    }
    LOG.debug("a model threw", thrown);
    return new Outcome(Outcome.Kind.THREW, Cause.of(thrown));
  }

  private Outcome stalled(
      Thread worker,
      BlockingQueue<Message<O>> messages,
      Map<RequestId, Q> pending,
      ResponseSink<O> sink)
      throws InterruptedException {
    patience.stalled();
    patience.stop(worker);
    for (Message<O> late = messages.poll(); late != null; late = messages.poll()) {
      if (!(late instanceof Message.Ended<O>)) {
        pass(late, pending, sink);
      }
    }
    return new Outcome(
        Outcome.Kind.STALLED, "no answer within " + Patience.seconds(patience.timeout()) + " s");
  }

  private void stop(Thread worker) {
    try {
      patience.stop(worker);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
