"""What publishing says when it cannot."""


class PublishError(Exception):
    """Nothing was published; the command line prints why and exits 2."""
