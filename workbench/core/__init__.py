"""What every room stands on: database, clock, errors, access, web. Knows no room."""
