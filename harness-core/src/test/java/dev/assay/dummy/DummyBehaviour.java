package dev.assay.dummy;

import dev.assay.model.Ability;
import dev.assay.model.GeneratedText;
import dev.assay.model.RequestId;
import dev.assay.model.Response;
import dev.assay.model.ResponseSink;
import dev.assay.model.TextGenerationRequest;
import dev.assay.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** How a dummy model answers; where it singles out an example, it is the one with the id 3. */
public enum DummyBehaviour {
  /** Answers with the prompt, as every honest dummy does. */
  ECHO {
    @Override
    void respond(List<TextGenerationRequest> requests, int batch, Sink sink) {
      requests.forEach(sink::echo);
    }
  },

  /** Answers in the reverse order. */
  OUT_OF_ORDER {
    @Override
    void respond(List<TextGenerationRequest> requests, int batch, Sink sink) {
      List<TextGenerationRequest> reversed = new ArrayList<>(requests);
      Collections.reverse(reversed);
      reversed.forEach(sink::echo);
    }
  },

  /** Answers from several threads at once. */
  MANY_THREADS {
    @Override
    void respond(List<TextGenerationRequest> requests, int batch, Sink sink) {
      requests.parallelStream().forEach(sink::echo);
    }
  },

  /** Answers each request a second time with nonsense, and requests that nobody made. */
  ANSWERING_TOO_OFTEN {
    @Override
    void respond(List<TextGenerationRequest> requests, int batch, Sink sink) {
      for (TextGenerationRequest request : requests) {
        sink.echo(request);
        sink.answer(request.id(), "nonsense");
        sink.answer(new RequestId("nobody", "asked", 0), "nonsense");
        sink.fail(request.id(), "nonsense");
      }
    }
  },

  /** Forgets one example. */
  FORGETFUL {
    @Override
    void respond(List<TextGenerationRequest> requests, int batch, Sink sink) {
      requests.stream().filter(r -> !isGuilty(r)).forEach(sink::echo);
    }
  },

  /** Refuses one example with a cause. */
  REFUSING {
    @Override
    void respond(List<TextGenerationRequest> requests, int batch, Sink sink) {
      for (TextGenerationRequest request : requests) {
        if (isGuilty(request)) {
          sink.fail(request.id(), "too difficult");
        } else {
          sink.echo(request);
        }
      }
    }
  },

  /** Throws whenever one example is among the requests, before it answers any. */
  FAILING_ON_ONE {
    @Override
    void respond(List<TextGenerationRequest> requests, int batch, Sink sink) {
      if (requests.stream().anyMatch(DummyBehaviour::isGuilty)) {
        throw new IllegalStateException("cannot bear example 3");
      }
      requests.forEach(sink::echo);
    }
  },

  /** Throws at every call. */
  FAILING {
    @Override
    void respond(List<TextGenerationRequest> requests, int batch, Sink sink) {
      throw new IllegalStateException("always");
    }
  },

  /** Runs out of memory when it is asked more than one request at once. */
  OUT_OF_MEMORY {
    @Override
    void respond(List<TextGenerationRequest> requests, int batch, Sink sink) {
      if (requests.size() > 1) {
        throw new OutOfMemoryError("dummy");
      }
      requests.forEach(sink::echo);
    }
  },

  /** Recurses without end. */
  STACK_OVERFLOW {
    @Override
    void respond(List<TextGenerationRequest> requests, int batch, Sink sink) {
      respond(requests, batch, sink);
    }
  },

  /** Answers with a null. */
  NULL {
    @Override
    void respond(List<TextGenerationRequest> requests, int batch, Sink sink) {
      requests.forEach(r -> sink.sink.accept(r.id(), null));
    }
  },

  /** Answers with what breaks files: control characters, half characters, formulas, quotes. */
  GARBAGE {
    @Override
    void respond(List<TextGenerationRequest> requests, int batch, Sink sink) {
      requests.forEach(r -> sink.answer(r.id(), "=1+1\0\r\n\",\ud83d \u2028 \ufeff" + r.prompt()));
    }
  },

  /** Stops for ever at one example, until it is interrupted. */
  HANGING_ON_ONE {
    @Override
    void respond(List<TextGenerationRequest> requests, int batch, Sink sink) {
      for (TextGenerationRequest request : requests) {
        if (isGuilty(request)) {
          hang();
          return;
        }
        sink.echo(request);
      }
    }
  },

  /** Never answers, but stops when it is interrupted. */
  HANGING {
    @Override
    void respond(List<TextGenerationRequest> requests, int batch, Sink sink) {
      hang();
    }
  },

  /** Never answers, and does not stop. */
  STUBBORN {
    @Override
    void respond(List<TextGenerationRequest> requests, int batch, Sink sink) {
      while (true) {
        LockSupport.park();
        Thread.interrupted();
      }
    }
  },

  /** Answers differently by the place in the batch: breaks the promise to be batch-blind. */
  BATCH_DEPENDENT {
    @Override
    void respond(List<TextGenerationRequest> requests, int batch, Sink sink) {
      for (int i = 0; i < requests.size(); i++) {
        sink.answer(requests.get(i).id(), requests.get(i).prompt() + (i % batch == 2 ? "!" : ""));
      }
    }
  };

  /** Answers the requests. */
  abstract void respond(List<TextGenerationRequest> requests, int batch, Sink sink);

  /** The ability of a model that behaves so. */
  public Ability<TextGenerationRequest, GeneratedText> ability(int batchSize) {
    return (requests, sink) -> respond(requests, batchSize, new Sink(sink));
  }

  /** The behaviour's name in options: {@code failing-on-one}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static boolean isGuilty(TextGenerationRequest request) {
    return request.id().example().equals("3");
  }

  private static void hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A sink for texts. */
  record Sink(ResponseSink<GeneratedText> sink) {
    void echo(TextGenerationRequest request) {
      answer(request.id(), request.prompt());
    }

    void answer(RequestId id, String text) {
      int bytes = text.getBytes(StandardCharsets.UTF_8).length;
      sink.accept(
          id,
          Response.of(
              new GeneratedText(text, GeneratedText.Finish.END), Usage.ofBytes(bytes, bytes)));
    }

    void fail(RequestId id, String cause) {
      sink.fail(id, cause);
    }
  }
}
