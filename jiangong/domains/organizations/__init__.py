"""Organizations of the federation: an effective-dated tree, their names, codes and enterprises."""
