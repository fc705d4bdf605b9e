"""How each tool of Demo Telecom writes its export, one module per tool."""
