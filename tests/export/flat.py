"""A tally's figures one by one, by their names in the export."""


def flat(value, path=""):
    if isinstance(value, dict):
        for key, member in value.items():
            yield from flat(member, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and len(value) == 2 and isinstance(value[0], int):
        yield f"{path}.x", value[0]
        yield f"{path}.of", value[1]
    else:
        yield path, " ".join(value) if isinstance(value, list) else value
