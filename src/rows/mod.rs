//! Contact files in and out: encoding, dialect, column finding, atomic output.
