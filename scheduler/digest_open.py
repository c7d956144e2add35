"""A digest as everybody may read it: counts alone, without a place, a risk with its place, or a word of anyone's."""

from collections.abc import Iterator
from dataclasses import replace

from scheduler.digest_sections import Pattern, RiskMatrix
from scheduler.digests import ActivityDigest, Digest


def in_the_open(digest: Digest) -> Digest:
    """What may stand in a channel, whoever reads along; doing it again changes nothing."""
    return replace(
        digest,
        open=True,
        activities=tuple(map(_counts_alone, digest.activities)),
        patterns=tuple(_wide_enough(digest)),
        comparisons=(),
        risks=_of_many(digest),
        decisions=tuple(replace(one, place="") for one in digest.decisions),
        quotes=(),
    )


def _counts_alone(activity: ActivityDigest) -> ActivityDigest:
    late = sum(missing.is_late for missing in activity.missing)
    return replace(activity, missing=(), late=late or activity.late)


def _wide_enough(digest: Digest) -> Iterator[Pattern]:
    """Those behind which so many units stand that their number tells on none of them."""
    return (replace(one, places=()) for one in digest.patterns if one.count >= digest.few)


def _of_many(digest: Digest) -> RiskMatrix | None:
    if digest.risks is None or digest.risks.places < digest.few:
        return None
    return replace(digest.risks, top=())
