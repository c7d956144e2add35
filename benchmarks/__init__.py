"""What the program costs beside a bare floor and beside what others would have used, measured in one run."""
