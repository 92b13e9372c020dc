"""What readers thought of an answer, kept on this machine and sent nowhere."""
