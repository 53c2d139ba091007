"""The sample library's articles, shipped with Crosscheck."""
