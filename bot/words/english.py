"""English."""

from __future__ import annotations

from bot.words.delivery_english import DELIVERY
from bot.words.digests_english import DIGESTS
from bot.words.explaining_english import EXPLAINING
from bot.words.following_english import FOLLOWING
from bot.words.translating_english import TRANSLATING
from bot.words.vocabulary import Dates, Lists, Panel, Papers, Refusals, Said, Searching, Words
from bot.words.writing_english import WRITING

ENGLISH = Words(
    language="en",
    name="English",
    lists=Lists(
        comma=", ",
        conjunction=" and ",
        disjunction=" or ",
        shortened="{names} and {more} more",
    ),
    dates=Dates(
        day="{year:04}-{month:02}-{day:02}",
        month="{name} {year}",
        months=(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ),
        announced="announced {day}",
        submitted="submitted {day}",
        updated="updated {day}",
    ),
    searching=Searching(
        on="announced on {day}",
        between="announced {since} to {until}",
        since="announced since {since}",
        until="announced until {until}",
        noticed="upvoted or mentioned since {since}",
        categories="in {categories}",
        authors="by {authors}",
        code="with code",
        survey="that are surveys",
        no_survey="other than surveys",
        without="not {part}",
        excluded="not about {topics}",
        venues="accepted at {venues}",
        affiliations="from {affiliations}",
        newest="newest first",
        surveys_first="surveys first",
        ignored="Nothing here tells of papers {parts}, so that was left out.",
        untold="Nothing here tells of papers {parts}.",
        comma=", ",
        joint=" ",
        sentence_joint=" ",
        corrected="Read {pairs}.",
        meant="“{typed}” as “{meant}”",
        in_english="Asked in English: “{text}”.",
        colon=":",
        nothing_indexed="There are no papers here yet; whoever runs this bot brings them in.",
        nothing_ingested="No paper is indexed yet: `paperwire ingest SOURCE` brings some in.",
        ask_about="Ask about a topic, a method or a paper, and the papers that treat it are shown.",
        smalltalk="Ask about a topic, a method or a paper, and I'll show the papers that treat it. "
        "`/help` tells what else I can do.",
        none_in_range="There is no paper here {narrowed}.",
        none_anywhere="There is no such paper here.",
        irrelevant_in_range="None of the papers {narrowed} answers that.",
        irrelevant="None of the papers here answers that.",
        nearest="Nearest to it, though no answer:",
        elsewhere="Outside of that:",
    ),
    refusals=Refusals(
        failed="That could not be answered just now; whoever runs this bot finds the reason "
        "in its log.",
        away="The papers cannot be reached just now; nothing is lost by it. Ask again in a minute.",
        wait="That was a lot in a short time: try again in {seconds} seconds.",
        not_here="Questions are answered in {channels}; ask there.",
        unknown_paper="“{named}” is not among the papers here: ask about its topic instead, or ask "
        "whoever runs this bot to bring it in.",
        only_managers="Only members who may manage this server can change its settings.",
        only_in_servers="These are settings of a server: use the command in one.",
    ),
    panel=Panel(
        title="Paperwire in this server",
        saved="Saved.",
        channels="Channels",
        channels_hint="Where questions are answered; a thread belongs to its channel.",
        everywhere="Everywhere",
        answers="Answers",
        public="Everybody sees the answers to commands.",
        private="Only who asked sees the answer to a command.",
        make_private="Make them private",
        make_public="Make them public",
        categories="Categories",
        categories_hint="Searched when a question names none.",
        all_categories="All of them",
        edit_categories="Change",
        categories_field="Codes of arXiv: cs.CL, cs.SD; empty: all",
        bad_categories="No category of arXiv is called {bad}, so nothing was changed. "
        "You wrote: {typed}. The codes are listed at https://arxiv.org/category_taxonomy",
        language="Language",
        language_hint="In which the bot speaks; titles and excerpts stay as they are.",
        automatic="As each reader's Discord",
    ),
    said=Said(
        no_text="There is nothing in that message to look for papers by.",
        nothing_saved="Your list is empty: press Save under a paper to keep it.",
        saved="Saved: {title}",
        saved_several="Saved {count} papers. /saved shows your list.",
        saved_before="That was on your list already. /saved shows it.",
        unsaved="No longer on your list: {title}",
        not_kept="That answer is no longer kept here: ask again.",
        thanks="Noted, thank you.",
        no_more="Those were all the papers that answer it.",
        no_such_number="There is no such number. Papers in that list: {count}.",
        may_not_write="I may not write in the channel where you asked. Whoever manages the server "
        "can allow me to view it, to send messages and to embed links there.",
        forgotten="Forgotten. Questions: {turns}, saved papers: {saved}, ratings: {ratings}. "
        "Answers that were posted stay where they are, without your name.",
        status="{papers} papers, {indexed} of them searchable, {due} waiting. Newest: {newest}.",
        references="{count} references.",
    ),
    papers=Papers(
        like="Similar to “{title}”",
        newest="Newest papers",
        trending="Trending papers",
        kept="Your saved papers",
        page="page {page} of {pages}",
        revised="revised {day}",
        revised_once="revised",
        version=" (v{number})",
        withdrawn="withdrawn",
        only_title="Only its title is known here.",
        abstract="Abstract",
        code="Code",
        project="Project",
        fact="{name}: {value}",
        authors="Authors",
        affiliations="Affiliations",
        dates="Dates",
        categories="Categories",
        comment="Comment",
        journal="Journal",
        licence="Licence",
        versions="Versions seen",
        sections="Digest",
        seen="Seen",
        digest="in a digest",
        upvotes="{count} upvotes",
        sources="and {count} more",
    ),
    following=FOLLOWING,
    digests=DIGESTS,
    delivery=DELIVERY,
    explaining=EXPLAINING,
    translating=TRANSLATING,
    writing=WRITING,
    help="""\
**Ask for papers** with `/ask`, by mentioning me, or in a direct message, in English or Chinese. \
Dates, categories, authors and arXiv links in the question count: \
*diffusion models for audio since March, in cs.SD*. When nothing here answers, I say so.
**Go on** by replying to an answer, or simply by writing in a thread or a direct message: *more* · \
*what about video?* · *only from this month* · *show me the second one* · *similar to the first* · \
*bibtex for 3*
**On a message**: right click or press and hold, Apps, *Find related papers*
**Commands**
- `/similar` papers like one you name
- `/explain` what one says · `/translate` it in another language
- `/paper` everything known of it · `/bibtex` its reference
- `/recent` the newest · `/trending` what is talked about
- `/saved` your own list
- `/follow` new papers on a topic, as they are announced · `/following` · `/preview` · `/trends`
- `/status` what I hold · `/forget` delete what I keep of you
- `/settings` for those who manage the server""",
    previous="Previous",
    next="Next",
    similar="Similar",
    bibtex="BibTeX",
    save="Save",
    unsave="Remove",
    more="Explain more",
)
