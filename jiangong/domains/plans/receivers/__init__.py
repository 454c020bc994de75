"""What plans hang into the kit and into lower apps."""

from jiangong.domains.plans.receivers import readings

__all__ = ["readings"]
