"""The universal door: any CSV, XLSX or Parquet export becomes raw interactions."""
