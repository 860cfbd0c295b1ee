"""What surrounds every page of the staff: signing in, the post worked for, the way to one's boxes, health."""

from web.shell.routes import blueprint

__all__ = ["blueprint"]
