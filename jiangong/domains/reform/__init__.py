"""The reform of the industrial workforce: who does what by when, what was issued, who goes ahead."""
