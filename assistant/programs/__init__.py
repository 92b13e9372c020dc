"""What other programs may ask of the assistant: the same four tools over HTTP and over MCP."""
