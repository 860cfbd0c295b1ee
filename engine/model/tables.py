"""Every table-class in one place, for migrations and whoever needs the whole of the record's form."""

from engine.model import (
    account,
    awaited,
    case,
    document,
    entry,
    establishment,
    journal,
    once,
    public,
    register,
    version,
)
from engine.model.base import Base

__all__ = ["Base", "account", "awaited", "case", "document", "entry", "establishment", "journal", "once", "public", "register", "version"]
