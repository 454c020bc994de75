"""Activities (活动): what unions plan and hold for workers, and who came."""
