"""The record in words: who did what, when and for whom; shared by every page that tells of an act."""

from web.record.entries import Told, act_words, tell, who_words

__all__ = ["Told", "act_words", "tell", "who_words"]
