"""Growth: what adding costs in a record that holds much already, and what adding again costs."""
