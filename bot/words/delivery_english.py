"""English, of delivery."""

from __future__ import annotations

from bot.words.delivery import Delivering

DELIVERY = Delivering(
    quiet="No announcement today: {reason}.",
    weekend="the weekend",
    holidays=(
        "New Year's Day",
        "Martin Luther King Jr. Day",
        "Juneteenth",
        "Independence Day",
        "Labor Day",
        "Thanksgiving",
        "Christmas",
        "a day off at arXiv",
    ),
    gone="the channel no longer exists",
    closed="Discord does not let me send direct messages there; they can be allowed in the "
    "privacy settings of a server that we share",
    forbidden="I may no longer write there; I need to view the channel, to send messages and to "
    "embed links",
    refused="Discord refuses the digest (code {code})",
    mail_refused="the mail server refuses the address: {answer}",
    told="The digests for <#{channel}> are paused: {reason}. `/resume` in that channel begins "
    "them again.",
    confirm_subject="Confirm your digests of new papers",
    confirm_asked="Somebody, probably you, asked for digests of new papers to be sent to this "
    "address, on: {topics}",
    confirm_link="If it was you, confirm it here:",
    confirm_command="If it was you, have whoever runs Paperwire confirm it with: {command}",
    confirm_ignore="If it was not you, ignore this message: nothing else is sent.",
    ends_link="End these mails:",
    confirm_page="Send digests of new papers to your address?",
    confirm_button="Yes, send them",
    confirmed="Confirmed. The next digest comes to you.",
    end_page="Send no more digests to your address?",
    end_button="No more digests",
    ended="Done. No more digests are sent to your address.",
    unknown_link="This link is not known here, or no longer.",
)
