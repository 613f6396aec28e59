"""<{ slice.entities[0].name }>."""

FIELDS = ["id", "name"]


def fields():
    """Give the fields."""
    return FIELDS
