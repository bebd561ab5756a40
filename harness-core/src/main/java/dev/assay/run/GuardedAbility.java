package dev.assay.run;

import dev.assay.model.Ability;
import dev.assay.model.Request;
import dev.assay.model.RequestId;
import dev.assay.model.Response;
import dev.assay.model.ResponseSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes any ability keep its promise that each request is answered exactly once, whatever the
 * plugin does: throw, forget a request, answer twice, or hang.
 *
 * <p>The plugin works in a thread of its own; answers reach the caller's sink in the caller's
 * thread. After an exception or a stall the unanswered requests are asked again one by one, so that
 * only the guilty one fails.
 */
final class GuardedAbility<Q extends Request, O> implements Ability<Q, O> {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Ability<Q, O> plugin;
  private final Duration timeout;
  private boolean lost;

  /**
   * Guards a plugin.
   *
   * @param timeout longest time without any answer; zero for no limit
   */
  GuardedAbility(Ability<Q, O> plugin, Duration timeout) {
    this.plugin = plugin;
    this.timeout = timeout;
  }

  /** What the plugin's thread has to tell. */
  private sealed interface Message<O> {
    record Answered<O>(RequestId id, Response<O> response) implements Message<O> {}

    record Refused<O>(RequestId id, String cause) implements Message<O> {}

    record Ended<O>(@Nullable Throwable thrown) implements Message<O> {}
  }

  @Override
  public void respond(List<Q> requests, ResponseSink<O> sink) {
    Map<RequestId, Q> pending = new LinkedHashMap<>();
    requests.forEach(request -> pending.put(request.id(), request));
    Optional<String> trouble = ask(requests, pending, sink);
    if (pending.isEmpty()) {
      return;
    }
    if (trouble.isEmpty() || requests.size() == 1 || lost) {
      failAll(pending, trouble.orElse("the model gave no answer"), sink);
      return;
    }
    for (Q request : new ArrayList<>(pending.values())) {
      Map<RequestId, Q> single = new LinkedHashMap<>(Map.of(request.id(), request));
      Optional<String> cause =
          lost ? Optional.of("the model stopped responding") : ask(List.of(request), single, sink);
      failAll(single, cause.orElse("the model gave no answer"), sink);
    }
  }

  private void failAll(Map<RequestId, Q> pending, String cause, ResponseSink<O> sink) {
    pending.keySet().forEach(id -> sink.fail(id, cause));
    pending.clear();
  }

  /**
   * One call of the plugin; what it answers is passed on and leaves {@code pending}.
   *
   * @return what went wrong, or empty if the plugin returned normally
   */
  private Optional<String> ask(List<Q> requests, Map<RequestId, Q> pending, ResponseSink<O> sink) {
    BlockingQueue<Message<O>> messages = new LinkedBlockingQueue<>();
    Thread worker = new Thread(() -> work(requests, messages), "assay-model");
    worker.setDaemon(true);
    worker.start();
    try {
      while (true) {
        Message<O> message = next(messages, timeout);
        if (message == null) {
          return Optional.of(stopStalled(worker, messages, pending, sink));
        }
        if (message instanceof Message.Ended<O> ended) {
          return Optional.ofNullable(ended.thrown()).map(GuardedAbility::describe);
        }
        pass(message, pending, sink);
      }
    } catch (InterruptedException e) {
      worker.interrupt();
      Thread.currentThread().interrupt();
      throw new java.util.concurrent.CancellationException("the run was interrupted");
    } catch (RuntimeException e) {
      worker.interrupt();
      throw e;
    }
  }

  private static <T> @Nullable T next(BlockingQueue<T> queue, Duration wait)
      throws InterruptedException {
    return wait.isZero() ? queue.take() : queue.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void work(List<Q> requests, BlockingQueue<Message<O>> messages) {
    try {
      plugin.respond(
          requests,
          new ResponseSink<>() {
            @Override
            public void accept(RequestId id, Response<O> response) {
              messages.add(new Message.Answered<>(id, response));
            }

            @Override
            public void fail(RequestId id, String cause) {
              messages.add(new Message.Refused<>(id, cause));
            }
          });
      messages.add(new Message.Ended<>(null));
    } catch (Throwable thrown) { // also errors: one bad example must not end the run
      messages.add(new Message.Ended<>(thrown));
    }
  }

  /** Passes an answer on, unless it is to a request that is not (or no longer) open. */
  private void pass(Message<O> message, Map<RequestId, Q> pending, ResponseSink<O> sink) {
    if (message instanceof Message.Answered<O> answered && pending.remove(answered.id()) != null) {
      sink.accept(answered.id(), answered.response());
    } else if (message instanceof Message.Refused<O> refused
        && pending.remove(refused.id()) != null) {
      sink.fail(refused.id(), refused.cause());
    }
  }

  private String stopStalled(
      Thread worker,
      BlockingQueue<Message<O>> messages,
      Map<RequestId, Q> pending,
      ResponseSink<O> sink)
      throws InterruptedException {
    worker.interrupt();
    worker.join(GRACE.toMillis());
    for (Message<O> late = messages.poll(); late != null; late = messages.poll()) {
      pass(late, pending, sink);
    }
    lost = worker.isAlive();
    return "no answer within %d s".formatted(timeout.toSeconds())
        + (lost ? ", and the model ignores the request to stop" : "");
  }

  private static String describe(Throwable thrown) {
    String message = thrown.getMessage();
    String type = thrown.getClass().getSimpleName();
    return message == null ? type : type + ": " + message;
  }
}
