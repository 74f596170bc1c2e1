from lib.access.rate_limit import LIMIT, SPAN_SECONDS, TOTAL_LIMIT, RateLimiter


def test_a_sender_may_be_wrong_a_few_times_a_minute():
    now = [0.0]
    limiter = RateLimiter(lambda: now[0])

    assert [limiter.is_exceeded("a") for _ in range(LIMIT)] == [False] * LIMIT
    assert limiter.is_exceeded("a")
    assert not limiter.is_exceeded("b")

    now[0] = SPAN_SECONDS + 1

    assert not limiter.is_exceeded("a")


def test_the_number_of_senders_in_memory_is_bounded():
    limiter = RateLimiter(lambda: 0.0)

    for k in range(10_050):
        limiter.is_exceeded(str(k))

    assert len(limiter._by_sender) <= 10_000


def test_a_sender_who_changes_name_each_time_is_stopped_too():
    now = [0.0]
    limiter = RateLimiter(lambda: now[0])

    senders = [f"10.0.{k // 256}.{k % 256}" for k in range(TOTAL_LIMIT)]
    assert not any(limiter.is_exceeded(sender) for sender in senders)
    assert limiter.is_exceeded("10.9.9.9")

    now[0] = SPAN_SECONDS + 1

    assert not limiter.is_exceeded("10.9.9.10")
