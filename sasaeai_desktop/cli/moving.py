"""cards offer, arrivals, take-up, decline: somebody who moved, from the council to the district they moved to."""

from __future__ import annotations

from sasaeai_desktop.cli.common import Answer, Cli
from sasaeai_desktop.domain.errors import InputError


def offer(cli: Cli) -> Answer:
    """Offer a card's person to another district, or take it back."""
    from sasaeai_desktop.services.cards import answering, offering  # noqa: PLC0415 - brings the database

    args = cli.args
    with cli.desk() as desk:
        card = next(
            (c.card.id for c in answering.council_cards(desk, closed=True) if c.card.number == args.card),
            None,
        )
        if card is None:
            raise InputError(
                f"「{args.card}」というカードは届いていません。", "カードの番号を確かめてください。"
            )
        if args.take_back:
            standing = offering.standing(desk).get(card)
            if standing is None:
                raise InputError("このカードの申し送りは ありません。", "カードの番号を確かめてください。")
            done = offering.take_back(desk, standing.id)
            cli.say(f"{done.changes.label or '転入の申し送りを 取りやめました'}。")
            return Answer(
                {"card": args.card, "id": standing.id.hex(), "taken_back": True}, [standing.id.hex()]
            )
        made = offering.offer(desk, card, args.to, answered=args.answered)
    cli.say(f"{made.changes.label}。", "つぎに その地区へ書き出すUSBに入ります。")
    return Answer({"card": args.card, "id": made.result.hex(), "to": args.to}, [made.result.hex()])


def arrivals(cli: Cli) -> Answer:
    """List the offers that wait in this district."""
    from sasaeai_desktop.services.cards import arriving  # noqa: PLC0415 - brings the database

    with cli.desk() as desk:
        found = arriving.arrivals(desk)
    cli.say(f"転入の申し送りは {len(found)}件です。")
    document = [
        {"id": o.id.hex(), "name": o.name, "kana": o.kana, "age_band": o.age_band, "sex": o.sex, "phone": o.phone,
         "origin": o.origin, "offered_on": o.offered_on, "facts": o.facts, "consent": o.consent}
        for o in found
    ]  # fmt: skip
    return Answer(document, [f"{o.id.hex()}\t{o.name}\t{o.origin}\t{o.facts}" for o in found])


def take_up(cli: Cli) -> Answer:
    """Put somebody who moved here on the list, and begin 見守り if a day is given."""
    from sasaeai_desktop.services.cards import arriving  # noqa: PLC0415 - brings the database
    from sasaeai_desktop.services.people import erasing  # noqa: PLC0415 - as above
    from sasaeai_desktop.services.watch.whole_person import NewCase, PersonEntry  # noqa: PLC0415 - as above

    args = cli.args
    with cli.desk() as desk:
        wanted = next((o for o in arriving.arrivals(desk) if o.id.hex() == args.id), None)
        if wanted is None:
            raise InputError(
                f"「{args.id}」という申し送りは ありません。", "「cards arrivals」で確かめてください。"
            )
        same = erasing.person_numbered(desk, args.same) if args.same else None
        entry = PersonEntry(
            values={} if same else arriving.first_values(wanted),
            begin=NewCase(args.start) if args.start else None,
        )
        done = arriving.take_up(desk, wanted.id, entry, same, new=args.new)
    cli.say(f"{done.changes.label}。")
    return Answer({"id": args.id, "person": done.result.hex()}, [done.changes.label])


def decline(cli: Cli) -> Answer:
    """Do not take somebody up; the reason stays here."""
    from sasaeai_desktop.domain.ids import from_hex  # noqa: PLC0415 - with the services
    from sasaeai_desktop.services.cards import arriving  # noqa: PLC0415 - brings the database

    args = cli.args
    with cli.desk() as desk:
        wanted = {o.id.hex() for o in arriving.arrivals(desk)}
        if args.id not in wanted:
            raise InputError(
                f"「{args.id}」という申し送りは ありません。", "「cards arrivals」で確かめてください。"
            )
        done = arriving.decline_offer(desk, from_hex(args.id), args.reason)
    cli.say(f"{done.result}。")
    return Answer({"id": args.id, "reason": args.reason}, [done.result])
