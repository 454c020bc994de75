"""Every write on competitions and enrolments."""
