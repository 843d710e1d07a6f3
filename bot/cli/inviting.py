"""`paperwire invite`: the links that bring the bot to Discord."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import AsJson  # noqa: TC001 - typer reads the annotations
from bot.errors import DiscordError

if TYPE_CHECKING:
    from bot.cli.session import Session

_PORTAL = "https://discord.com/developers/applications"

ApplicationId = Annotated[
    str | None,
    typer.Option(
        "--application-id", metavar="ID", help="Instead of the one that the token belongs to."
    ),
]


def invite(
    ctx: typer.Context, *, application_id: ApplicationId = None, as_json: AsJson = False
) -> None:
    """The links that bring the bot to a server or an account, and what it asks for there."""
    from bot.invitation import (  # noqa: PLC0415 - imports discord, which is slow
        ACCOUNT_SCOPES,
        NEEDS,
        SERVER_SCOPES,
        Invitation,
    )

    session: Session = ctx.obj
    invitation = Invitation(_application(session, application_id))
    if not as_json:
        shown = (
            f"To a server, for those who may manage it:\n{invitation.to_server}\n\n"
            "To an account, to ask wherever its owner is (switch on User Install under "
            f"Installation at\n{_PORTAL} first):\n{invitation.to_account}\n\n"
            f"Permissions in a server ({invitation.permissions}):\n"
            + "\n".join(f"  {need.name}: {need.reason}" for need in NEEDS)
        )
        # on one line each: a link that is broken over two cannot be copied
        session.out.print(shown, soft_wrap=True)
        return
    session.print_json(
        {
            "application_id": invitation.application,
            "server": {
                "url": invitation.to_server,
                "scopes": list(SERVER_SCOPES),
                "permissions": invitation.permissions,
                "needs": [{"name": need.name, "reason": need.reason} for need in NEEDS],
            },
            "account": {"url": invitation.to_account, "scopes": list(ACCOUNT_SCOPES)},
        }
    )


def _application(session: Session, given: str | None) -> str:
    from bot.invitation import application_of, is_application_id  # noqa: PLC0415 - same

    if given is not None:
        if not is_application_id(given):
            raise DiscordError(
                "that is no application id: it is a number of 15 to 20 digits, under General "
                f"Information at {_PORTAL}"
            )
        return given
    secret = session.load_settings().discord.token
    token = secret.get_secret_value().strip() if secret is not None else ""
    if not token:
        raise DiscordError(
            "whom to invite is not known: set PAPERWIRE_DISCORD__TOKEN, or give --application-id "
            f"with the id under General Information at {_PORTAL}"
        )
    if (found := application_of(token)) is None:
        raise DiscordError(
            "the token in PAPERWIRE_DISCORD__TOKEN does not say which application it is for: "
            f"copy it again under Bot at {_PORTAL}, or give --application-id"
        )
    return found
