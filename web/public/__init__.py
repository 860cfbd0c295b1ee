"""What everybody may read without signing in, and say: consultations, what was taken up, published decisions.

What may never happen here: a confidential case, a file that a publication does not show, or another's comment.
"""

from web.public.routes import blueprint

__all__ = ["blueprint"]
