"""Pull interactions from every source and land them as raw Parquet."""
