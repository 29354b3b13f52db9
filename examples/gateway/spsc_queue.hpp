// A queue between one thread that writes and one that reads: how messages cross between threads
// here.
#pragma once

#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace gateway {

template <typename Message>
class SpscQueue {
 public:
  /// `capacity` is a power of two.
  explicit SpscQueue(std::size_t capacity) : slots_(capacity), mask_(capacity - 1) {}

  /// Writer only. False when the queue is full.
  bool push(const Message& message) {
    const std::size_t tail = tail_.load(std::memory_order_relaxed);
    if (tail - head_seen_ == slots_.size()) {
      // Acquire: the reader has finished with the slot before it is written again.
      head_seen_ = head_.load(std::memory_order_acquire);
      if (tail - head_seen_ == slots_.size()) return false;
    }
    slots_[tail & mask_] = message;
    tail_.store(tail + 1, std::memory_order_release);
    return true;
  }

  /// Reader only. False when the queue is empty.
  bool pop(Message& message) {
    const std::size_t head = head_.load(std::memory_order_relaxed);
    if (head == tail_seen_) {
      // Acquire: the message is whole before it is read.
      tail_seen_ = tail_.load(std::memory_order_acquire);
      if (head == tail_seen_) return false;
    }
    message = slots_[head & mask_];
    head_.store(head + 1, std::memory_order_release);
    return true;
  }

  /// Writer only: nothing comes any more.
  void close() { closed_.store(true, std::memory_order_release); }

  /// Reader only: whether nothing is written any more. What was written before may still be in it.
  bool closed() const { return closed_.load(std::memory_order_acquire); }

 private:
  std::vector<Message> slots_;
  std::size_t mask_;
  // Each side keeps what it last saw of the other, so a line crosses between cores once in many
  // messages. The two sides lie on different lines.
  alignas(64) std::atomic<std::size_t> tail_{0};
  std::size_t head_seen_ = 0;
  alignas(64) std::atomic<std::size_t> head_{0};
  std::size_t tail_seen_ = 0;
  alignas(64) std::atomic<bool> closed_{false};
};

/// Reads `queue` until it is closed and empty, and gives every message to `handle`.
template <typename Message, typename Handle>
void drain(SpscQueue<Message>& queue, Handle handle) {
  Message message;
  for (;;) {
    const bool last = queue.closed();
    while (queue.pop(message)) handle(message);
    if (last) return;
    std::this_thread::yield();
  }
}

/// Writes `message`, waiting for room as long as it takes.
template <typename Message>
void push_waiting(SpscQueue<Message>& queue, const Message& message) {
  while (!queue.push(message)) std::this_thread::yield();
}

}  // namespace gateway
