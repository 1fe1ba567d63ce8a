"""The version of this package, as installed."""

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("graphbuild")
except PackageNotFoundError:  # run from its source, not installed
    VERSION = "0+source"
