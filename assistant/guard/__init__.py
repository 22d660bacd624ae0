"""The guard: no text states or implies a verdict on the person's own product, but the rules' own of this session.

A verdict is a class, a qualification, a certification duty or a reimbursement. What the law says in general
passes, and so do verbatim quotes of provisions. The guard decides sentence by sentence, from what came before,
never from what follows: what it let pass once it lets pass again when more text arrives.
"""

from assistant.guard.guard import Guard, Leak, asks_verdict

__all__ = ["Guard", "Leak", "asks_verdict"]
