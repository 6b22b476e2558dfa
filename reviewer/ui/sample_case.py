"""A sample case to try the program with, made in the person's own data folder."""

from pathlib import Path

SAMPLE_CLAIMS, SAMPLE_REVIEWED, SEED = 600, 8, 1015


def make_sample() -> Path:
    """Make a sample case, or find the one made before; its path. To be called on the clerk lane."""
    import platformdirs

    from reviewer.sample.demo import make_demo

    folder = Path(platformdirs.user_data_dir("claim-reviewer", appauthor=False)) / "sample"
    case = folder / "demo.casedb"
    if not case.exists():
        folder.mkdir(parents=True, exist_ok=True)
        make_demo(folder, claims=SAMPLE_CLAIMS, seed=SEED, review=SAMPLE_REVIEWED)
    return case
