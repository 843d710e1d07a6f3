"""Written answers over a real socket: they grow by edits, and every failure leaves excerpts."""

from __future__ import annotations

import re
import time

import pytest
import pytest_asyncio

from tests.support.llm import Half, Says, ScriptedLlm, Silent, Status
from tests.support.loopback import faults
from tests.support.loopback.events import is_private, mentioning
from tests.support.loopback.world import ADA, APPLICATION, BOB, PAPERS
from tests.support.seen import buttons_of, text_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAND = "legged robots walking over sand"
SOUND = "Legged robots sink into sand [1]."
SHOWN = "Legged robots sink into sand. \\[1\\]"
MORE = "The feet have a fast controller [1]."
EXCERPTS_ONLY = "so these are excerpts"
EDITS = f"webhooks/{APPLICATION}/*/messages/*"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def model():
    server = ScriptedLlm()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture(scope="module")
def variables(model):
    return model.variables | {"PAPERWIRE_LLM__WAIT_S": "3"}


async def whole(answering, asked, until):
    """The message once it says what is waited for."""
    message = await asked.message()
    await answering.until(lambda: until in text_of(message))
    return message


def copies(seen):
    """The first sentence of the first paper, as the model was given it."""
    return Says(re.search(r"paper 1>>>\n.*\n\n(.*?)\.[ \n]", seen.user)[1] + " [1].")


def button(message, page):
    """The custom id of the button that leads to the page."""
    found = buttons_of(message).values()
    return next(one for one in found if one.startswith("pw:page:") and one.endswith(f":{page}"))


def edits(answering, asked):
    path = f"webhooks/{APPLICATION}/{asked.of.token}/messages/"
    return [r for r in answering.requests if r.method == "PATCH" and r.path.startswith(path)]


async def test_an_answer_grows_by_edits_above_the_papers(answering, model):
    model.then(Says(f"{SOUND} {MORE} It never falls in 12 years [1].", size=3))
    asked = await answering.slash("ask", question=SAND, style="written")
    message = await whole(answering, asked, "each sentence was checked")
    text = text_of(message)
    assert text.index(SHOWN) < text.index("https://arxiv.org/abs/2606.09002")
    assert "12 years" not in text
    assert (
        "being written"
        in str(
            next(
                r for r in answering.requests if asked.of.token in r.path and "@" not in r.path
            ).body
        )
        or len(edits(answering, asked)) >= 1
    )


async def test_edits_that_come_too_fast_wait_as_long_as_discord_says(answering, model):
    answering.fail("PATCH", EDITS, faults.rate_limited(0.5))
    model.then(Says(f"{SOUND} {MORE}"))
    asked = await answering.slash("ask", question=SAND, style="written")
    await whole(answering, asked, SHOWN)
    first, second, *_ = edits(answering, asked)
    assert second.at - first.at >= 0.5


async def test_what_is_injected_mentions_nobody_and_links_nowhere(answering, model):
    model.then(
        Says(
            "@everyone Legged robots sink into sand [1]. <@123456789012345678> says hello [1]. "
            "Read [this](https://evil.example) [1]. See evil.example/login for sand [1]. "
            f"{SOUND}"
        )
    )
    asked = await answering.slash("ask", question=SAND, style="written")
    text = text_of(await whole(answering, asked, SHOWN))
    assert "everyone" not in text
    assert "evil" not in text
    assert "<@" not in text


async def test_a_page_that_is_turned_and_turned_back_keeps_what_was_written(answering, model):
    model.then(copies)
    asked = await answering.slash("ask", question="papers of June 2026", style="written")
    message = await whole(answering, asked, "each sentence was checked")
    before = text_of(message)
    await (await answering.click(message, button(message, 1))).acknowledged()
    await answering.until(lambda: text_of(message) != before)
    assert "each sentence was checked" not in text_of(message)
    await (await answering.click(message, button(message, 0))).acknowledged()
    await answering.until(lambda: text_of(message) == before)


async def test_without_the_style_no_model_is_asked(answering, model):
    before = len(model.seen)
    await (await answering.slash("ask", question=SAND)).message()
    await (await answering.slash("ask", question=SAND, style="excerpts")).message()
    assert len(model.seen) == before


async def test_a_server_chooses_the_style_of_its_answers(answering, model):
    panel = await (await answering.slash("settings")).message()
    await (await answering.click(panel, "pw:settings:written")).message()
    model.then(Says(SOUND), Says(SOUND))
    said = await answering.say(PAPERS, mentioning(SAND))
    reply = await answering.reply_to(said)
    await answering.until(lambda: SHOWN in text_of(reply))
    await whole(answering, await answering.slash("ask", question=SAND), SHOWN)
    before = len(model.seen)
    await (await answering.slash("ask", question=SAND, style="excerpts")).message()
    await (await answering.click(panel, "pw:settings:excerpts")).message()
    await answering.reply_to(await answering.say(PAPERS, mentioning(SAND)))
    assert len(model.seen) == before


async def test_a_private_answer_grows_too(answering, model):
    model.then(Says(SOUND))
    asked = await answering.slash("ask", question=SAND, style="written", private=True)
    assert is_private(await whole(answering, asked, SHOWN))


async def test_nothing_is_written_where_nothing_was_found(answering, model):
    before = len(model.seen)
    asked = await answering.slash("ask", question=SAND, style="written", category="math.NA")
    assert "language model" not in text_of(await asked.message())
    assert len(model.seen) == before


async def test_excerpts_are_there_while_the_model_thinks(answering, model):
    model.then(Silent())
    asked = await answering.slash("ask", question=SAND, style="written")
    message = await asked.message()
    assert "An answer is being written" in text_of(message)
    assert "https://arxiv.org/abs/" in text_of(message)
    await whole(answering, asked, "The language model gave no answer")
    assert "being written" not in text_of(message)


@pytest.mark.parametrize(
    ("script", "notice"),
    [
        (Says("Sand is hot [1]. Robots love tea [2]."), "The papers carry nothing"),
        (Status(404), "The language model gave no answer"),
        (Half("Legged rob"), "The language model gave no answer"),
        (Half(f"{SOUND} And"), "which broke off"),
    ],
    ids=["unsupported", "gone", "half", "broken off"],
)
async def test_a_failure_leaves_the_papers_and_one_line(answering, model, script, notice):
    model.then(script)
    asked = await answering.slash("ask", question=SAND, style="written")
    message = await whole(answering, asked, notice)
    assert "https://arxiv.org/abs/2606.09002" in text_of(message)
    assert text_of(message).count(notice) == 1


async def test_while_the_endpoint_goes_away_fifty_questions_have_their_papers(answering, model):
    model.always(Says(SOUND))
    ends = []
    for number in range(50):
        if number == 25:
            await model.stop()
        begun = time.monotonic()
        by = (ADA, BOB)[number % 2]
        asked = await answering.slash("ask", question=SAND, style="written", by=by)
        message = await asked.message()
        # where the tests before have opened the circuit breaker, the first are excerpts as well
        done = (SHOWN, EXCERPTS_ONLY) if number < 25 else (EXCERPTS_ONLY,)
        await answering.until(lambda of=message, ends=done: any(end in text_of(of) for end in ends))
        assert "https://arxiv.org/abs/2606.09002" in text_of(message)
        ends.append(time.monotonic() - begun)
    assert max(ends) < 10.0  # seconds, what is promised
