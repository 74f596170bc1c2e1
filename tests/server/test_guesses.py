from lib.access.rate_limit import MOST, MOST_IN_ALL, SPAN_SECONDS, Guesses


def test_a_sender_may_be_wrong_a_few_times_a_minute():
    now = [0.0]
    guesses = Guesses(lambda: now[0])

    assert [guesses.count("a") for _ in range(MOST)] == [False] * MOST
    assert guesses.count("a")
    assert not guesses.count("b")

    now[0] = SPAN_SECONDS + 1

    assert not guesses.count("a")


def test_the_memory_of_guesses_is_bounded():
    guesses = Guesses(lambda: 0.0)

    for k in range(10_050):
        guesses.count(str(k))

    assert len(guesses._wrong) <= 10_000


def test_a_sender_who_changes_name_each_time_is_stopped_too():
    now = [0.0]
    guesses = Guesses(lambda: now[0])

    assert not any(guesses.count(f"10.0.{k // 256}.{k % 256}") for k in range(MOST_IN_ALL))
    assert guesses.count("10.9.9.9")

    now[0] = SPAN_SECONDS + 1

    assert not guesses.count("10.9.9.10")
