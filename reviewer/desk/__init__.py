"""What a reviewer does, one function per act, called by windows and commands alike."""
