"""Sums that stay exact."""

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from math import prod

from <{ package }>.core.errors import UnprocessableError
from <{ package }>.core.types import Exact

# Wide enough for every product of the largest values that the API accepts.
DIGITS = 200


def sum_of_products(name: str, limits: Exact, rows: Iterable[Iterable[Decimal | int]]) -> Decimal:
    """The sum over the products of the rows; refused where it does not fit field ``name``."""
    with localcontext(prec=DIGITS):
        exact = sum((Decimal(prod(row)) for row in rows), Decimal(0))
        total = exact.quantize(Decimal(1).scaleb(-limits.scale), rounding=ROUND_HALF_EVEN)
        try:
            return limits.check(total)
        except ValueError as error:
            msg = f"{name} would be {total}: {error}."
            raise UnprocessableError(msg) from error
