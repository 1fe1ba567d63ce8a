"""Protégé's OWL API and HermiT, as `graphbuild check` runs them."""

from graphbuild.check.owl_api import OWL_API, owl_api_present, owl_verdicts

__all__ = ["OWL_API", "owl_api_present", "owl_verdicts"]
