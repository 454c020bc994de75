"""Which days are worked: weekends, public holidays and the days worked in exchange."""
