"""Speed and memory of the program, each figure beside what a reviewer would use instead, measured in the same run."""
