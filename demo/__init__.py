"""Demo Telecom: a company that does not exist, its decisions and its exports."""
