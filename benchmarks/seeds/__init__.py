"""Seeds: five reports, and what a careful reader records from them."""
