"""Commands about the program itself: what it is, whose work is in it, and which files it opens."""

from pathlib import Path

import click

from reviewer.cli.session import JSON, print_json


@click.command()
@JSON
def about(as_json: bool) -> None:
    """Version, build, and what the program runs on."""
    from reviewer.desk.about import about as told

    if as_json:
        print_json(told())
    else:
        click.echo("\n".join(f"{name}: {value}" for name, value in told().items()))


@click.command()
@click.option("--out", "path", type=click.Path(path_type=Path, dir_okay=False), help="Write the texts (.txt).")
@JSON
def licences(path: Path | None, as_json: bool) -> None:
    """Whose work is in the program, with every licence in full."""
    from reviewer.desk.licences import as_text
    from reviewer.desk.licences import licences as found

    everything = found()
    if path is not None:
        path.write_text(as_text(everything), encoding="utf-8")
    if as_json:
        print_json([{"name": one.name, "version": one.version, "licence": one.licence, "texts": len(one.texts)}
                    for one in everything])  # fmt: skip
    elif path is None:
        click.echo(as_text(everything))


@click.command()
@click.option("--remove", "is_removed", is_flag=True, help="Take the entries out again.")
@JSON
def associate(is_removed: bool, as_json: bool) -> None:
    """Open .casedb files of this person with this program, from the desktop."""
    from reviewer.desk import associating

    lines = associating.dissociate() if is_removed else associating.associate()
    if as_json:
        print_json({"removed" if is_removed else "written": lines})
    else:
        click.echo("\n".join(lines))


COMMANDS = (about, licences, associate)
