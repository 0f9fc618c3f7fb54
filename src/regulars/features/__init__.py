"""What can be known of a customer: one family of features a file, from canonical tables and fitted values to columns.

Nothing here opens a connection or fits anything: tables and fitted values come in as arguments, Ibis expressions go out.
"""
