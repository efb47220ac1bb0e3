//! The embedded tables and the overlays of the user.
