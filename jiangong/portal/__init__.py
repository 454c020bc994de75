"""Where domains meet: home, inbox, search, navigation, demo."""
