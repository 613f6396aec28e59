//! archplan.
