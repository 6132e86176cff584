//! Hostile text.
