package dev.assay.data;

import dev.assay.SetupException;
import dev.assay.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Fetches one file: resumes, checks, and only then moves it into place. */
final class Download {
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final HttpClient client;
  private final DataFile file;
  private final Path place;
  private final Path part;
  private final Duration patience;

  Download(HttpClient client, DataFile file, Path place, Duration patience) {
    this.client = client;
    this.file = file;
    this.place = place;
    this.part = place.resolveSibling(place.getFileName() + ".part");
    this.patience = patience;
  }

  void run(DataPull.Progress progress) {
    try {
      Files.createDirectories(place.getParent());
      boolean resumed = fetch(Files.exists(part) ? Files.size(part) : 0, progress);
      if (resumed && !DataStore.intact(part, file)) {
        // The half that was there may have been of another file: once more, from the start.
        fetch(0, progress);
      }
      if (!DataStore.intact(part, file)) {
        String actual = Sha256.of(part);
        Files.delete(part);
        throw failure(
            "it is not the published file: sha256 %s expected, %s received; nothing was kept"
                .formatted(file.sha256(), actual));
      }
      moveIntoPlace();
    } catch (IOException | UncheckedIOException e) {
      throw new SetupException("cannot write %s: %s".formatted(place, e), e);
    }
  }

  /** Completes the part file from an offset on; returns whether its beginning was kept. */
  private boolean fetch(long from, DataPull.Progress progress) throws IOException {
    if (from > 0 && from == file.bytes()) {
      return true;
    }
    if (from > file.bytes()) {
      return fetch(0, progress);
    }
    HttpResponse<InputStream> response = send(from);
    try (InputStream body = response.body()) {
      boolean resumes = continues(response, from);
      if (from > 0 && !resumes && rangeRefused(response)) {
        return fetch(0, progress);
      }
      if (!resumes) {
        checkWhole(response);
      }
      StandardOpenOption mode =
          resumes ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
      try (OutputStream out =
          Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode)) {
        copy(body, out, resumes ? from : 0, progress);
      }
      return resumes;
    }
  }

  private HttpResponse<InputStream> send(long from) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(file.url())).timeout(patience).GET();
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-");
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("the pull was interrupted; run it again to go on");
    }
  }

  /** Whether the server sends the rest of a file of the expected size; a plain 200 is all of it. */
  private boolean continues(HttpResponse<?> response, long from) {
    String range = response.headers().firstValue("Content-Range").orElse("");
    return from > 0
        && response.statusCode() == PARTIAL
        && range.startsWith("bytes " + from + "-")
        && range.endsWith("/" + file.bytes());
  }

  private static boolean rangeRefused(HttpResponse<?> response) {
    return response.statusCode() == PARTIAL || response.statusCode() == RANGE_NOT_SATISFIABLE;
  }

  private void checkWhole(HttpResponse<?> response) {
    if (response.statusCode() != OK) {
      throw failure("the server answered with HTTP status " + response.statusCode());
    }
    long length = response.headers().firstValueAsLong("Content-Length").orElse(file.bytes());
    if (length != file.bytes()) {
      throw failure(
          "it is not the published file: the server sends %,d bytes where %,d are expected"
              .formatted(length, file.bytes()));
    }
  }

  private void copy(InputStream body, OutputStream out, long from, DataPull.Progress progress)
      throws IOException {
    byte[] piece = new byte[1 << 16];
    long done = from;
    progress.on(file, done, file.bytes());
    for (int n = read(body, piece); n >= 0; n = read(body, piece)) {
      if (done + n > file.bytes()) {
        out.close();
        Files.delete(part);
        throw failure(
            "it is not the published file: the server sends more than the %,d bytes expected; nothing was kept"
                .formatted(file.bytes()));
      }
      out.write(piece, 0, n);
      done += n;
      progress.on(file, done, file.bytes());
    }
    if (done < file.bytes()) {
      throw failure(
          "the connection ended after %,d of %,d bytes; run the pull again to go on from there"
              .formatted(done, file.bytes()));
    }
  }

  /** Reads, but waits no longer than patience allows: a stalled server must not hang a night. */
  private int read(InputStream body, byte[] piece) {
    CompletableFuture<Integer> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return body.read(piece);
              } catch (IOException e) {
                throw new CompletionException(e);
              }
            });
    try {
      return read.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      throw failure(
          "the connection broke or fell silent (%s); run the pull again to go on from there"
              .formatted(e.getCause()));
    }
  }

  private void moveIntoPlace() throws IOException {
    try {
      Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, place, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private SetupException unreachable(IOException e) {
    return new SetupException(
        "cannot reach %s (%s). Without a network, fetch that address by hand on another machine and put it at %s (%,d bytes, sha256 %s)"
            .formatted(file.url(), e, place, file.bytes(), file.sha256()),
        e);
  }

  private SetupException failure(String what) {
    return new SetupException("cannot pull %s from %s: %s".formatted(place, file.url(), what));
  }
}
