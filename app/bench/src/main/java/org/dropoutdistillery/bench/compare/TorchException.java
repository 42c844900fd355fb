package org.dropoutdistillery.bench.compare;

/** PyTorch is not there, or its process failed; the message says what to do. */
final class TorchException extends RuntimeException {
  TorchException(String message) {
    super(message);
  }
}
