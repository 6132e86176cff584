//! The explanation of a verdict, in the order in which a sceptic asks.
